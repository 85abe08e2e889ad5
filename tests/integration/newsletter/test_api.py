"""The API names the issues that are out, and says of each what the archive says."""

from django.test import Client

from kb.models import User
from newsletter.freezing import close
from newsletter.models import Issue
from practices.models import Practice
from tests.integration.newsletter.conftest import fill

API = "/api/v1/newsletters"


def test_an_issue_is_named_once_it_is_out_and_without_what_is_gone(
    client: Client, editor: User, issue: Issue, zai: Practice, lines: Practice
) -> None:
    issue.subject_fr = "Décembre"
    issue.save()
    fill(issue, editor, zai, lines)
    assert client.get(API).json()["results"] == []
    assert client.get(f"{API}/{issue.slug}").status_code == 404
    close(issue, editor)
    (named,) = client.get(API).json()["results"]
    assert (named["id"], named["subject"]) == (issue.slug, {"fr": "Décembre"})
    whole = client.get(f"{API}/{issue.slug}?language=fr").json()
    assert [entry["heading"] for entry in whole["entries"]] == ["Zaï", "Cordons pierreux"]
    assert whole["urls"] == named["urls"]
    lines.unpublish()
    whole = client.get(f"{API}/{issue.slug}?language=fr").json()
    assert [entry["heading"] for entry in whole["entries"]] == ["Zaï"]
