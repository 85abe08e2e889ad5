"""Pages as readers have them: what is said where, where links lead, what forms send. No class is named."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponseBase
from django.test import Client

HIDDEN = ("script", "style", "svg", "template")


def parsed(page: str | bytes | HttpResponseBase) -> BeautifulSoup:
    """Returns the page as a tree, read by Python's own parser."""
    content = getattr(page, "content", page)
    return BeautifulSoup(content.decode() if isinstance(content, bytes) else content, "html.parser")


def get(client: Client, address: str) -> BeautifulSoup:
    """Returns the page that the address leads to in the end, which must be there."""
    response = client.get(address, follow=True)
    assert response.status_code == 200, (address, response.status_code)
    return parsed(response)


def said(node: Tag | None) -> str:
    """Returns the words between the tags of what is there, with single blanks."""
    assert node is not None, "it is not on the page"
    texts = node.find_all(string=True)
    shown = (text for text in texts if not any(parent.name in HIDDEN for parent in text.parents))
    return " ".join("".join(shown).split())


def section(page: Tag, heading: str) -> Tag:
    """Returns the innermost section whose first heading begins so."""
    for found in page.find_all(re.compile("^h[1-6]$")):
        if said(found).startswith(heading) and (around := found.find_parent("section")):
            return around
    raise AssertionError(f"no section {heading!r}")


def links(page: Tag, path: str = "") -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yields path and query of every link, or of those to `path`."""
    for link in page.find_all("a", href=True):
        address = urlsplit(str(link["href"]))
        if not path or address.path == path:
            yield address.path, parse_qs(address.query, keep_blank_values=True)


def link(page: Tag, text: str) -> str:
    """Returns where the one link that says this leads."""
    (found,) = (each for each in page.find_all("a", href=True) if text in said(each))
    return str(found["href"])


def controls(page: Tag, name: str) -> list[Tag]:
    """Returns the fields and buttons of this name in any form."""
    return page.find_all(["input", "select", "textarea", "button"], attrs={"name": name})


def addresses_of_pictures(page: Tag) -> list[str]:
    return [str(each["src"]) for each in page.find_all("img", src=True)]


def in_language(page: Tag, code: str) -> list[str]:
    """Returns the passages that are marked as written in this language."""
    return [said(each) for each in page.find_all(lang=code) if each.name != "html"]
