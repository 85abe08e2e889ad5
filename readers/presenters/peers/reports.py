"""What peers told of a practice: how many, on which land, and what the nearest of them say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from babel.lists import format_list
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from exchange.bands import Band, Cell, cell_of
from exchange.models import PracticeReports, Report, ReportOutcome, State
from exchange.point_records import record_of_pairs
from exchange.reports import MOST_NEAREST, in_order, shown
from matching.explanation import Explanation
from matching.records import Record
from matching.reference import explainer
from media.reader_sizes import SQUARE
from practices.models import Practice
from practices.passages import Passage, passage
from readers.presenters.peers.land import land_words, who_words
from readers.presenters.peers.report_form import OUTCOME_ICONS
from readers.presenters.practice.clips import Voice, voice_of
from readers.presenters.practice.comparison import COMPARED, main_difference
from readers.presenters.practice.pictures import photo
from readers.presenters.view_models import Link, Picture
from readers.presenters.wording import locale, number, sentence_case
from readers.request_land import RequestLand, with_query
from zones.labels import MONTHS_OF_GROWTH, SOIL_NAMES
from zones.land import Land

PAGE_SIZE: Final = 20
# Kinds of land on a practice's page; the page of all reports has every one.
MOST_BANDS: Final = 4
# Of a longer text the page of the practice has the beginning.
LONGEST_ON_PAGE: Final = 120
KEPT: Final = (ReportOutcome.WORKED, ReportOutcome.PARTLY)
# More marks than this are counted by nobody; the number stands beside them in any case.
MOST_MARKS: Final = 20
FILLED, OUTLINED = "■", "□"
ALIKE: Final = ("climate", "soil", "slope")
COMPARE = Callable[[Record], Explanation | None]


@dataclass(frozen=True, slots=True)
class BandLine:
    """One kind of land: a mark for each who kept the practice or stopped, and both numbers in words."""

    label: str
    kept: str
    kept_text: str
    stopped: str
    stopped_text: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    number: int
    icon: str
    outcome: str
    text: Passage
    who: str
    facts: str
    photo: Picture | None
    voice: Voice | None
    earlier: str
    # Where the rest of the text is read, if this is only its beginning.
    rest_url: str = ""


@dataclass(frozen=True, slots=True)
class PeerReports:
    """The part of a practice's page that says how it went for others."""

    total_text: str
    bands: Sequence[BandLine]
    nearest: Sequence[ReportLine]
    tried_url: str
    all: Link | None


@dataclass(frozen=True, slots=True)
class PeersPage:
    title: Passage
    back_url: str
    total_text: str
    bands: Sequence[BandLine]
    reports: Sequence[ReportLine]
    tried_url: str
    previous_url: str
    next_url: str
    pages_text: str


def peer_reports(request_land: RequestLand, summary: PracticeReports | None, path: str) -> PeerReports:
    """Returns what others told, the nearest first; `path` is the address of the practice."""
    total = summary.total if summary is not None else 0
    found: list[Report] = []
    if summary is not None and total:
        found = shown(in_order(summary.lands, request_land.land)[:MOST_NEAREST])
    everything = None
    if total > len(found):
        text = _("Read all %(n)s") % {"n": number(total)}
        everything = Link(text, with_query(f"{path}peers/", request_land.pairs))
    return PeerReports(
        total_text=_total_text(total),
        bands=_band_lines(summary, nearest_to=request_land.land),
        nearest=[
            _begun(line, with_query(f"{path}peers/#report-{line.number}", request_land.pairs))
            for line in _lines(request_land.land, found)
        ],
        tried_url=with_query(f"{path}tried/", request_land.pairs),
        all=everything,
    )


def peers_page(
    request_land: RequestLand, practice: Practice, summary: PracticeReports | None, page: int
) -> PeersPage:
    """Returns a page of all that peers told. Raises Http404 where there is no such page."""
    total = summary.total if summary is not None else 0
    last = max(1, -(-total // PAGE_SIZE))
    if not 1 <= page <= last:
        raise Http404
    numbers = in_order(summary.lands, request_land.land) if summary is not None else []
    path = practice.get_url() or ""

    def page_url(wanted: int) -> str:
        if not 1 <= wanted <= last:
            return ""
        address = f"{path}peers/" + (f"?page={wanted}" if wanted > 1 else "")
        return with_query(address, request_land.pairs)

    return PeersPage(
        title=passage(practice, "name"),
        back_url=with_query(path, request_land.pairs),
        total_text=_total_text(total),
        bands=_band_lines(summary),
        reports=_lines(request_land.land, shown(numbers[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])),
        tried_url=with_query(f"{path}tried/", request_land.pairs),
        previous_url=page_url(page - 1),
        next_url=page_url(page + 1),
        pages_text=_("Page %(page)s of %(last)s") % {"page": page, "last": last} if last > 1 else "",
    )


def _total_text(total: int) -> str:
    if not total:
        return _("Nobody has told us yet how it went on their land. What you tell stands here.")
    told = ngettext("%(n)s person told us how it went.", "%(n)s people told us how it went.", total)
    return told % {"n": number(total)}


# --- by kind of land ---------------------------------------------------------------------------------------


def _band_lines(summary: PracticeReports | None, nearest_to: Land | None = None) -> list[BandLine]:
    """Returns all bands, or the few that are most like a land, of equal ones those with the most reports."""
    found = [Band.from_json(data) for data in (summary.bands if summary is not None else ())]
    if nearest_to is None:
        return [_band_line(band) for band in found]
    own = cell_of(nearest_to)
    nearest = sorted(found, key=lambda band: (-_in_common(band.cell, own), -band.total))[:MOST_BANDS]
    return [_band_line(band) for band in found if band in nearest]


def _in_common(one: Cell, other: Cell) -> int:
    """Returns how many of soil, months of growth and rain are known of both and the same."""
    pairs = ((one.texture, other.texture), (one.period, other.period), (one.rain, other.rain))
    return sum(bool(left) and left == right for left, right in pairs)


def _band_line(band: Band) -> BandLine:
    kept = sum(band.counts.get(outcome, 0) for outcome in KEPT)
    stopped = band.total - kept
    return BandLine(
        label=band_label(band),
        kept=_marks(kept, band.total, FILLED),
        kept_text=ngettext("%(n)s kept it", "%(n)s kept it", kept) % {"n": number(kept)} if kept else "",
        stopped=_marks(stopped, band.total, OUTLINED),
        stopped_text=ngettext("%(n)s stopped", "%(n)s stopped", stopped) % {"n": number(stopped)}
        if stopped
        else "",
    )


def _marks(count: int, total: int, mark: str) -> str:
    """Returns a mark for each, or for many marks in the same proportion; one at least where there is one."""
    if total > MOST_MARKS and count:
        count = max(1, round(count * MOST_MARKS / total))
    return mark * count


def band_label(band: Band) -> str:
    """Returns the land of a band in words: soil, months in which crops grow, rain."""
    cell = band.cell
    if cell.is_everywhere:
        return _("Other land") if band.is_rest else _("All land together")
    parts = []
    if cell.texture:
        parts.append(str(SOIL_NAMES[cell.texture]))
    parts.append(str(MONTHS_OF_GROWTH[cell.period]))
    if cell.rain:
        parts.append(_rain_text(cell.rain))
    elif band.is_rest:
        parts.append(_("other rain") if cell.texture else _("other soil"))
    return sentence_case(", ".join(parts))


def _rain_text(rain: str) -> str:
    return {
        "under_300": _("under 300 mm of rain"),
        "300_600": _("300 to 600 mm of rain"),
        "600_900": _("600 to 900 mm of rain"),
        "900_1300": _("900 to 1,300 mm of rain"),
        "over_1300": _("over 1,300 mm of rain"),
    }[rain]


# --- one by one --------------------------------------------------------------------------------------------


def _lines(land: Land, reports: Sequence[Report]) -> list[ReportLine]:
    compare = explainer(replace(land, land_use=None)) if land.can_be_compared else None
    return [_line(report, compare) for report in reports]


def _line(report: Report, compare: COMPARE | None) -> ReportLine:
    language = (get_language() or "")[:2]
    explanation = compare(record_of_pairs(report.land_pairs, report.pk)) if compare else None
    land_text = likeness_text(explanation) if explanation is not None else land_words(report.land)
    since = report.get_since_display()
    return ReportLine(
        number=report.pk,
        icon=OUTCOME_ICONS[ReportOutcome(report.outcome)],
        outcome=report.get_outcome_display(),
        text=Passage(report.changed, report.language if report.language != language else None),
        who=who_words(report),
        facts=" · ".join(part for part in (_("since: %(when)s") % {"when": since}, land_text) if part),
        photo=photo(report.photo, SQUARE) if report.photo is not None else None,
        voice=voice_of(report.voice),
        earlier=_earlier(report),
    )


def likeness_text(explanation: Explanation) -> str:
    """Returns what of a peer's land is like the reader's, and the one thing that differs most."""
    alike = [str(COMPARED[name]) for name in ALIKE if explanation.factor_groups[name] == "close"]
    parts = []
    if alike:
        parts.append(_("%(what)s like yours") % {"what": format_list(alike, locale=locale())})
    # Of what nobody knows there is always something; here there is room for what is known alone.
    if (difference := main_difference(replace(explanation, silent=()))) is not None:
        parts.append(f"{difference.label}: {difference.text}".rstrip("."))
    return sentence_case(" · ".join(parts))


def _begun(line: ReportLine, url: str) -> ReportLine:
    """Returns a report with the beginning of a long text: the page of a practice has to stay small."""
    text = line.text.text
    if len(text) <= LONGEST_ON_PAGE:
        return line
    beginning = text[:LONGEST_ON_PAGE].rpartition(" ")[0] or text[:LONGEST_ON_PAGE]
    return replace(line, text=Passage(f"{beginning} …", line.text.lang), rest_url=url)


def _earlier(report: Report) -> str:
    earlier = report.earlier
    if earlier is None or earlier.state != State.PUBLISHED or earlier.sent_at is None:
        return ""
    told: Mapping[str, str] = {
        "when": date_format(earlier.sent_at, "YEAR_MONTH_FORMAT"),
        "outcome": earlier.get_outcome_display(),
    }
    return _("Told before, in %(when)s: %(outcome)s") % told
