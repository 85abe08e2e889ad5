"""Files to keep: their names in any language, and that nobody on the way keeps what is one person's."""

from media.attachments import CSV, attachment


def test_a_name_with_accents_reaches_the_browser_whole() -> None:
    answer = attachment(b"", CSV, "países-2026.csv")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''pa%C3%ADses-2026.csv"
    plain = attachment(b"", CSV, "partners.csv")
    assert plain["Content-Disposition"] == 'attachment; filename="partners.csv"'


def test_what_is_private_is_kept_by_nobody() -> None:
    assert attachment(b"", CSV, "all.csv", is_private=True)["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in attachment(b"", CSV, "all.csv")
