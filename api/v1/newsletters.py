"""Answers with the issues of the newsletter that stand in the archive."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Schema

from api.v1.answers import Issue as IssueAnswer
from api.v1.answers import Language, Page, WholeIssue
from api.v1.paging import Cursor, Limit, page_of
from api.v1.problems import only
from newsletter.archive import published
from newsletter.content import archive_url, public_content
from newsletter.models import Issue
from practices.passages import localized
from zones.vocabulary import LANGUAGES

router = Router()


class Asked(Schema):
    cursor: Cursor = 0
    limit: Limit = 20
    language: Language | None = None


@router.get("/newsletters", response=Page[IssueAnswer], operation_id="newsletters")
def newsletters(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    only(request, Asked.model_fields)
    return page_of(request, published(), asked.cursor, asked.limit, _entries)


@router.get("/newsletters/{issue_id}", response=WholeIssue, operation_id="newsletter")
def newsletter(request: HttpRequest, issue_id: str, language: Language | None = None) -> dict[str, Any]:
    issue = published().filter(slug=issue_id).first()
    if issue is None:
        raise Http404
    content = public_content(issue, get_language() or LANGUAGES[0])
    return {
        **_entry(issue),
        "language": content.language,
        "intro": content.intro,
        "entries": [asdict(entry) for entry in content.entries],
    }


def _entries(numbers: Sequence[int]) -> list[dict[str, Any]]:
    found = Issue.objects.defer("frozen").in_bulk(numbers)
    return [_entry(found[number]) for number in numbers]


def _entry(issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.slug,
        "subject": localized(issue, "subject"),
        "urls": {code: archive_url(issue, code) for code in LANGUAGES},
        "published_at": issue.closed_at,
        "is_example": issue.is_example,
    }
