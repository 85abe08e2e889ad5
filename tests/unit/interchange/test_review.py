"""What the starter collection promises, and that the collection in the tree keeps it."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from practices import drawings
from practices.interchange import review
from practices.interchange.readers import Row
from practices.interchange.schema import Record
from practices.interchange.validator import validate
from tests.examples.practice_record import practice_record, words
from zones.grid import conditions_at

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240">{}</svg>'


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One good drawing, called `stones`, in a folder of its own."""
    (tmp_path / "stones.svg").write_text(SVG.format('<path d="M0 0h9"/>'))
    described = {"stones": {"en": "Stones", "fr": "Pierres", "es": "Piedras"}, "lost": {"en": "x"}}
    (tmp_path / "stones.json").write_text(json.dumps(described))
    monkeypatch.setattr(drawings, "FOLDER", tmp_path)
    monkeypatch.setattr(drawings, "DESCRIPTIONS", tmp_path)
    for cached in (drawings.find, drawings.known, drawings._descriptions):
        cached.cache_clear()
    yield tmp_path
    for cached in (drawings.find, drawings.known, drawings._descriptions):
        cached.cache_clear()


MEASURED = {"quantity": "carbon_stock", "finding": "loss", "before": 30, "after": 28, "source": "c1"}
FILM = {"url": "https://films.example.org/1", "title": "Stones", "language": "en", "kind": "video"}


def record(**changes: Any) -> Record:
    checked = validate([Row("file.json", 0, practice_record(**{"drawing": "stones"} | changes))])
    assert checked.problems == ()
    return checked.entries[0].record


def run(folder: Path, *records: dict[str, Any]) -> str:
    for number, content in enumerate(records):
        (folder / f"{number}.json").write_text(json.dumps(content))
    said = io.StringIO()
    call_command("check_records", str(folder), stdout=said)
    return said.getvalue()


def test_the_collection_in_the_tree_keeps_its_promises() -> None:
    said = io.StringIO()
    call_command("check_records", stdout=said)
    assert "as promised" in said.getvalue()


def test_a_drawing_is_found_with_its_size_and_description(drawn: Path) -> None:
    drawing = drawings.find("stones")
    assert drawing is not None
    assert (drawing.width, drawing.height) == (320, 240)
    assert drawing.static_path == "practices/drawings/stones.svg"
    assert drawing.description("es") == ("Piedras", "es")
    assert drawing.description("de") == ("Stones", "en")
    assert drawings.known() == {"stones"}


def test_a_complete_record_lacks_nothing(drawn: Path) -> None:
    assert list(review.starter_issues(record())) == []


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"did_not_work": {}}, "did_not_work: missing"),
        ({"summary": {"en": "Only English"}}, "summary: missing in fr, es"),
        ({"steps": []}, "steps: 0, but 3 to 8 are needed"),
        ({"citations": [], "conditions": {}, "needs": [], "soil_carbon": None}, "citations: missing"),
        ({"needs": [{"need": "slope"}]}, "needs: slope has no source"),
        ({"latitude": None, "longitude": None}, "latitude, longitude: missing"),
        (
            {"citations": [{"key": "c1", "text": "A"}], "conditions": {}, "needs": [], "soil_carbon": None},
            "citations[1].language: missing",
        ),
        ({"soil_carbon": None}, "soil_carbon.known: missing"),
        ({"soil_carbon": {"measured": [MEASURED]}}, "soil_carbon.known: missing"),
        ({"soil_carbon": {"known": {"en": "It rose"}}}, "soil_carbon.known: missing in fr, es"),
        (
            {"soil_carbon": {"measured": [MEASURED | {"source": ""}]}},
            "soil_carbon.measured[1].source: missing",
        ),
        (
            {"soil_carbon": {"measured": [MEASURED | {"finding": ""}]}},
            "soil_carbon.measured[1].finding: missing",
        ),
        (
            {"see_it_done": [FILM | {"url": "https://fr.scribd.com/doc/1"}]},
            "see_it_done[1].url: https://fr.scribd.com/doc/1 is a copy of another's document",
        ),
        ({"drawing": "gone"}, "drawing: gone has no file"),
    ],
)
def test_each_lack_is_named(drawn: Path, changes: dict[str, Any], lack: str) -> None:
    assert lack in list(review.starter_issues(record(**changes)))


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"url": "https://www.zlibrary.cc/dl/forage"}, "url"),
        ({"url": "https://ws.studylib.es/doc/7634485"}, "url"),
        ({"url": "https://upm.academia.edu/1"}, "url"),
        ({"doi": "10.1016/j.still.2012.04.005."}, "doi"),
        ({"doi": "10.1016/j.still.2012.04.005)"}, "doi"),
        ({"url": "https://documents.worldbank.org/1"}, ""),
        ({"url": "https://hdl.handle.net/10568/1"}, ""),
        ({"doi": "10.1016/S0167-1987(01)00180-5"}, ""),
        ({"doi": "10.1890/1051-0761(2000)010[0423:TVDOSO]2.0.CO;2"}, ""),
        ({"doi": "10.1002/(SICI)1099-145X(199901)10:1(2)"}, ""),
    ],
)
def test_a_copy_of_a_document_and_a_doi_cut_badly_are_named(
    drawn: Path, entry: dict[str, str], fault: str
) -> None:
    source = {"key": "c1", "text": "A source", "language": "en"} | entry
    alone = {"conditions": {}, "needs": [], "soil_carbon": {"known": words("Nobody measured it")}}
    found = list(review.starter_issues(record(citations=[source], **alone)))
    assert [one.partition(":")[0] for one in found] == ([f"citations[1].{fault}"] if fault else [])


def test_drawings_are_small_described_and_safe(drawn: Path) -> None:
    (drawn / "lost.svg").write_text(SVG.format("<script/>"))
    assert review.drawing_faults("lost") == ["has a <script>", "is not described in every language"]
    noise = " ".join(f"M{(number * number * 7919) % 99991} {number}" for number in range(1500))
    (drawn / "stones.svg").write_text(SVG.format(f'<path d="{noise}"/>'))
    assert "at most 3000" in review.drawing_faults("stones")[0]


def test_climate_far_from_the_map_needs_a_note(drawn: Path, tmp_path: Path) -> None:
    climate = conditions_at(13.6, -2.4)
    assert climate is not None
    near = climate.rain_mm_per_year * 1.3
    far = climate.rain_mm_per_year * 1.6
    assert review.disagreements(record(conditions={"rain": {"low": near, "high": near * 2}})) == []
    folder = tmp_path / "records"
    folder.mkdir()
    stated = practice_record(drawing="stones", conditions={"rain": {"low": far, "high": far * 2}})
    with pytest.raises(
        CommandError, match=r"1 faults\n0.json: rain: stated .* climate_note does not say why"
    ):
        run(folder, stated)
    assert "because: A wetter valley" in run(folder, stated | {"climate_note": "A wetter valley"})


def test_sentences_are_counted_by_language() -> None:
    longest = "A sentence of exactly nine words for the test."
    lengths = review.sentence_lengths([record(drawing="", summary={"en": longest, "fr": "Deux mots."})])
    assert (lengths["en"].longest, lengths["en"].longest_at) == (9, "stone-lines-testland, summary")
    assert lengths["en"].sentences == lengths["fr"].sentences == lengths["es"].sentences + 1
    assert review.sentences("One two. Three!\n\nFour 1.5 five") == ["One two.", "Three!", "Four 1.5 five"]
    assert review.words_in("Un\u00a0: deux – trois") == 3


def test_words_of_one_record_are_told_longest_first_without_names() -> None:
    first = record(drawing="", summary={"en": "Zaï pits hold evapotranspiration and rain in Yatenga."})
    second = replace(first, id="second", summary={"en": "Pits hold rain; we call them tassa."})
    count, words = review.rare_words([first, second], most=2)["en"]
    assert words == [f"evapotranspiration ({first.id})", "tassa (second)"]
    assert count >= 3
