"""What an editor takes to a mailing tool holds its tags, and nothing else that it would replace."""

import json
import re
from email import policy
from email.parser import BytesParser
from typing import Any, Final

import pytest
from django.core import mail
from django.test import Client

from newsletter.content import issue_content
from newsletter.exports import APART, KINDS, TOOLS, exported, html_for, subject_for, text_for
from newsletter.models import Issue
from practices.models import Practice
from tests.html import get, parsed, said
from tests.integration.newsletter.mailing import closed_issue

# The tags that an issue may have, of those that each maker documents.
KNOWN: Final = {
    "mailchimp": {"UNSUB", "HTML:LIST_ADDRESS_HTML"},
    "brevo": {"unsubscribe"},
    "listmonk": {"UnsubscribeURL"},
}
HOSTILE: Final = (
    "*|IF:X|* {{{ .Subscriber.Email }} {{% x }} **|Y|* {{ .Subscriber.Email }} {% for a in b %} {# x #} "
    "{{contact.EMAIL}} https://a.example/@TrackLink"
)


def tags(code: str, text: str) -> list[str]:
    """Returns the tags in a text as the tool reads them. Fails for a tag that is begun and never closed."""
    opening, closing = {"mailchimp": ("*|", "|*")}.get(code, ("{{", "}}"))
    found, rest = [], text
    while opening in rest:
        inside, closed, rest = rest.partition(opening)[2].partition(closing)
        assert closed, f"a tag is never closed: {inside[:40]}"
        found.append(inside.strip())
    if code == "brevo":
        assert not re.search(r"\{%|\{#", text)
    if code == "listmonk":
        assert not re.search(r"[^\s\"<>]@TrackLink", text)
    return found


def issue_of(**fields: Any) -> Issue:
    return closed_issue(**fields)


@pytest.fixture
def hostile(db: None) -> Issue:
    return closed_issue(
        **{f"intro_{code}": HOSTILE for code in ("en", "fr", "es")},
        subject_en="50 % {{ off }} *|X|*",
    )


@pytest.mark.parametrize("code", TOOLS)
def test_each_tool_gets_its_own_tags_and_no_others(hostile: Issue, code: str) -> None:
    content, tool = issue_content(hostile, "en"), TOOLS[code]
    html, text = html_for(content, tool), text_for(content, tool)
    for written in (html, text):
        assert "unsubscribe.invalid" not in written
        assert set(tags(code, written)) <= KNOWN[code]
        assert tool.unsubscribe in written
    assert not tags(code, subject_for(content, tool))
    links = [str(link["href"]) for link in parsed(html).find_all("a", href=True)]
    assert links.count(tool.unsubscribe) == 1
    # It is still there to read.
    assert HOSTILE.split()[1] in said(parsed(html)) and APART not in html


def test_mailchimp_gets_the_address_that_it_asks_for(hostile: Issue) -> None:
    html = html_for(issue_content(hostile, "en"), TOOLS["mailchimp"])
    assert tags("mailchimp", html).count("HTML:LIST_ADDRESS_HTML") == 1


def test_a_campaign_of_listmonk_has_the_fields_of_its_documentation(hostile: Issue) -> None:
    campaign = json.loads(exported(issue_content(hostile, "fr"), "listmonk.json").content)
    types = {
        **dict.fromkeys(("name", "subject", "type", "content_type", "body", "altbody", "messenger"), str),
        **dict.fromkeys(("lists", "tags"), list),
    }
    assert campaign.keys() == types.keys()
    assert all(isinstance(campaign[name], kind) for name, kind in types.items())
    assert campaign["type"] in ("regular", "optin")
    assert campaign["content_type"] in ("richtext", "html", "markdown", "plain")
    assert campaign["lists"] and all(isinstance(number, int) for number in campaign["lists"])
    assert all(isinstance(tag, str) for tag in campaign["tags"])


def test_a_mail_as_a_file_is_read_by_a_strict_reader(hostile: Issue) -> None:
    file = exported(issue_content(hostile, "es"), "mail.eml")
    read = BytesParser(policy=policy.strict).parsebytes(file.content)
    assert read["Subject"] == "La carta de mayo" and read["X-Unsent"] == "1" and read["To"] is None
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[attr-defined]
    assert not any(part.defects for part in read.walk())


def test_the_files_are_there_for_editors_in_each_language(db: None, desk: Client, client: Client) -> None:
    letter = closed_issue()
    for language in ("en", "fr", "es"):
        for kind in KINDS:
            address = f"/admin/newsletter/{letter.pk}/out/{language}/{kind}"
            answer = desk.get(address)
            assert answer.status_code == 200, kind
            assert f"{language}-{kind}" in answer["Content-Disposition"]
            assert answer["Content-Disposition"].startswith("attachment")
            assert client.get(address).status_code == 302
    assert desk.get(f"/admin/newsletter/{letter.pk}/out/de/mail.html").status_code == 404
    assert desk.get(f"/admin/newsletter/{letter.pk}/out/en/mail.exe").status_code == 404


def test_the_page_holds_what_is_to_be_copied(db: None, desk: Client) -> None:
    letter = closed_issue()
    page = get(desk, f"/admin/newsletter/{letter.pk}/out/?language=fr")
    assert page.find(id="brevo-subject")["value"] == "La lettre de mai"
    copied = page.find(id="listmonk-html").string.lstrip("\n")
    assert copied == html_for(issue_content(letter, "fr"), TOOLS["listmonk"])
    assert "Send it or take it along" in said(get(desk, f"/admin/newsletter/{letter.pk}/"))


def test_an_editor_sends_a_test_to_themselves_alone(db: None, desk: Client) -> None:
    letter = closed_issue()
    desk.post(f"/admin/newsletter/{letter.pk}/out/", {"language": "fr"})
    (sent,) = mail.outbox
    assert sent.subject == "[Test] La lettre de mai" and len(sent.to) == 1
    assert "List-Unsubscribe" not in sent.extra_headers


def test_what_was_taken_off_the_site_is_in_no_file(desk: Client, zai: Practice) -> None:
    letter = closed_issue(zai)
    address = f"/admin/newsletter/{letter.pk}/out/en/mail.txt"
    assert "Planting pits" in desk.get(address).content.decode()
    zai.unpublish()
    assert "Planting pits" not in desk.get(address).content.decode()
    assert "Planting pits" not in said(get(desk, f"/admin/newsletter/{letter.pk}/out/"))
    desk.post(f"/admin/newsletter/{letter.pk}/out/", {"language": "en"})
    assert "Planting pits" not in mail.outbox[0].body
