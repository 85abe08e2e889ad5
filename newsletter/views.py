"""Shows readers the issues that were closed, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from newsletter.archive import issue_view, issues_view, published
from newsletter.models import Issue
from newsletter.subscribing import is_offered
from readers.presenters.feed_link import feed_link
from readers.request_land import land_of


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """Answers with all issues, the newest first."""
    context = {
        "view": issues_view(),
        "is_offered": is_offered(),
        "feed": feed_link(land_of(request)),
    }
    return render(request, "newsletter/issues.html", context)


@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers with an issue as it was, without what was taken off the site since."""
    found: Issue | None = published().filter(slug=slug).first()
    if found is None:
        raise Http404
    return render(request, "newsletter/issue.html", {"view": issue_view(found, get_language() or "en")})
