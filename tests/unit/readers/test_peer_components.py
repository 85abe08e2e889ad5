"""What peers said, as pages show it: reports, what they add up to, questions, and the flag on each."""

from practices.passages import Passage
from readers.presenters.peers.asking import AskedHere, QuestionRow
from readers.presenters.peers.reports import BandLine, PeerReports, ReportLine
from readers.presenters.practice.clip_views import Voice
from readers.presenters.view_models import LanguageLink, Link
from tests.unit.readers.showing import show, words

REPORT = ReportLine(
    number=7,
    icon="abandoned",
    outcome="Stopped after 3 years",
    text=Passage("Près de l’eau, ça tient.", "fr"),
    who="A farmer in Atacora, Benin",
    facts="since 2021 · soil like yours",
    photo=None,
    voice=Voice("Hear it · 60 kB", "/media/public/x/sound.ogg"),
    earlier="",
)
BAND = BandLine("Sand, 6 to 9 months of growth", "▮▮▮", "3 kept it", "▯▯▯▯", "4 stopped")


def test_a_report_is_in_its_own_language_and_can_be_flagged() -> None:
    html = show("practice/report", report=REPORT)
    assert '<div lang="fr">' in html
    assert 'href="/en/flag/report/7/"' in html
    assert 'href="/media/public/x/sound.ogg"' in html
    assert "A farmer in Atacora, Benin · since 2021 · soil like yours" in words(html)


def test_bands_say_both_numbers_in_words() -> None:
    html = show("practice/report_bands", bands=[BAND])
    assert "3 kept it" in words(html) and "4 stopped" in words(html)
    assert '<span aria-hidden="true">▮▮▮</span>' in html
    assert words(show("practice/report_bands", bands=[])) == ""


def test_reports_of_nobody_yet_offer_the_first() -> None:
    empty = PeerReports("Nobody has told us yet.", [], [], "/en/west-africa/zai/tried/", None)
    html = show("practice/reports", reports=empty)
    assert words(html) == "Others who tried it Nobody has told us yet. I tried this"
    full = PeerReports("14 people told us.", [BAND], [REPORT], "/tried/", Link("Read all 14", "/peers/"))
    assert 'href="/peers/"' in show("practice/reports", reports=full)


def test_questions_on_a_practice_and_under_results() -> None:
    rows = [QuestionRow("/en/ask/3/", Passage("Which tree keeps its leaves?"), "Natitingou · 3 answers")]
    asked = AskedHere(rows, "/en/ask/new/", "/en/ask/")
    on_a_practice = show("practice/questions", asked=asked)
    assert 'href="/en/ask/3/"' in on_a_practice and 'href="/en/ask/new/"' in on_a_practice
    assert "Which tree keeps its leaves? Natitingou · 3 answers" in words(
        show("results/questions", asked=asked)
    )
    nobody = words(show("practice/questions", asked=AskedHere([], "/en/ask/new/", "/en/ask/")))
    assert nobody == "Ask people on land like yours"


def test_flags_say_what_they_are_for() -> None:
    assert words(show("components/flag", kind="answer", number=4)) == "Something wrong here?"
    assert 'href="/en/flag/practice/9/"' in show("components/flag_link", kind="practice", pk=9)


def test_languages_by_name_or_by_code() -> None:
    links = [LanguageLink("en", "English", "/en/", True), LanguageLink("fr", "Français", "/fr/", False)]
    assert words(show("components/language_links", languages=links)) == "English Français"
    in_short = show("components/language_links", languages=links, in_short=True)
    assert words(in_short) == "EN English FR Français"
    assert words(show("components/language_name", each=links[1])) == "Français"
