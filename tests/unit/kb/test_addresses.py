"""What is read out of an address or a header, without a site around it."""

import pytest

from kb.addresses.glued import paths_meant, query_meant
from kb.addresses.languages import accepted_language, path_in_our_writing
from kb.addresses.redirects import with_kept_query


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA,en;q=0.5", "fr"),
        ("fr_FR", "fr"),
        ("es-419, fr;q=0.9", "es"),
        ("de, pt;q=0.9, es;q=0.1", "es"),
        ("de", "en"),
        ("en;q=0.3, fr;q=0.30001", "fr"),
        # Refused.
        ("fr;q=0", "en"),
        ("fr;q=0.000, *", "en"),
        ("fr; q=0, fr-CA", "en"),
        ("en;q=0", "fr"),
        ("en;q=0, fr;q=0", "es"),
        ("en;q=0, *", "fr"),
        ("en;q=0, fr;q=0, es;q=0", "en"),
        ("*;q=0", "en"),
        ("fr, *;q=0", "fr"),
        # Damaged: what can be read still counts.
        (",,fr", "fr"),
        ("fr;q=abc, es;q=0.1", "es"),
        ("en@x, fr;q=0.2", "fr"),
        ("\x00;q=1, ;q=, es", "es"),
        ("a" * 5000, "en"),
    ],
)
def test_the_language_a_browser_likes_best(header: str, code: str) -> None:
    assert accepted_language(header) == code


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/FR/", "/fr/"),
        ("/Fr/about/", "/fr/about/"),
        ("/FR", "/fr/"),
        ("/fr-ca/practices/", "/fr/practices/"),
        ("/fr_FR/practices/", "/fr/practices/"),
        ("/es-419/", "/es/"),
        ("/EN-Latn-gb/land/", "/en/land/"),
        ("/fr-ca//evil.example/", "/fr//evil.example/"),
        # Nothing to mend, or none of ours.
        ("/fr/", ""),
        ("/fr", ""),
        ("/", ""),
        ("//evil.example/", ""),
        ("/de/", ""),
        ("/pt-br/practices/", ""),
        ("/french/", ""),
        ("/fr.evil.example/", ""),
        ("/eſ/", ""),
    ],
)
def test_the_language_a_prefix_means(path: str, meant: str) -> None:
    assert path_in_our_writing(path) == meant
    assert not path_in_our_writing(meant)


@pytest.mark.parametrize(
    "tail", [".", "/.", ",", "/)", "”", "/\u200b", " ", ">", ";", "!", "…", "’", "。", "*", "//"]
)
def test_what_is_glued_to_a_path(tail: str) -> None:
    assert paths_meant(f"/fr/zai{tail}") == ["/fr/zai/"]


def test_a_private_link_may_end_with_a_dash() -> None:
    assert paths_meant("/fr/mine/ab-_.") == ["/fr/mine/ab-_/", "/fr/mine/ab/"]
    assert paths_meant("/fr/zai/") == []


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("place=2394822.", "place=2394822"),
        ("q=a%26b&place=2394822%29", "q=a%26b&place=2394822"),
        ("texture=sandy%E2%80%9D", "texture=sandy"),
        ("lat=12.5&lon=-1.5%3E", "lat=12.5&lon=-1.5"),
        # Words keep their signs, and so does what is not at the end.
        ("place=St.", ""),
        ("place_name=Ste.", ""),
        ("q=sol.", ""),
        ("place=2394822.&q=x", ""),
        ("place=2394822", ""),
        ("place=", ""),
        ("place=...", ""),
        ("", ""),
    ],
)
def test_what_is_glued_to_a_query(query: str, meant: str) -> None:
    assert query_meant(query) == meant


def test_a_redirect_keeps_what_it_does_not_set() -> None:
    kept = with_kept_query("/fr/b/?page=2#end", "page=1&crops=maize&crops=rice&q=a%26b&%70age=3")
    assert kept == "/fr/b/?page=2&crops=maize&crops=rice&q=a%26b#end"
