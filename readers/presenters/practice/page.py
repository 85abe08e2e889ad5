"""The practice page: what was done, how it went, and how that land compares with the reader's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.models import PracticeReports
from matching.explanation import Explanation
from practices.freshness import Standing
from practices.models import Practice
from practices.passages import Passage, passage
from practices.places import place_line
from readers.presenters.cards import card, distance_line, outcome_line
from readers.presenters.land.zone import zone_title, zone_url
from readers.presenters.peers.reports import PeerReports, peer_reports
from readers.presenters.practice.clips import Clips, ClipsSection, clips_section, step_clip
from readers.presenters.practice.comparison import match_panel
from readers.presenters.practice.crop_warnings import warning_line
from readers.presenters.practice.freshness import translation_note
from readers.presenters.practice.needs import need_lines
from readers.presenters.practice.pictures import Photos, page_picture, step_picture
from readers.presenters.practice.soil_carbon import SoilCarbon, soil_carbon
from readers.presenters.practice.sources import MOST_ON_PAGE, practice_sources, sources_text
from readers.presenters.practice.sources import years as source_years
from readers.presenters.practice.tutorials import Tutorial, tutorials
from readers.presenters.prompts import prompts
from readers.presenters.view_models import (
    Card,
    ConditionRow,
    Impact,
    Link,
    MatchPanel,
    OutcomeLine,
    Picture,
    Source,
    Step,
)
from readers.presenters.wording import (
    EN_DASH,
    NBSP,
    factor_label,
    metres,
    months,
    months_listed,
    needs_text,
    number,
    origin_text,
    sentence_case,
    value_text,
    with_numbers,
    yes_no,
)
from readers.request_land import Pairs, RequestLand, with_query
from search.crop_warnings import PracticeWarning
from search.service import Result
from zones.labels import label
from zones.land import Land, climate_at

MOST_RELATED: Final = 3
# What "their part in it" holds where a farmer told it; whoever is something else is not called a farmer.
FARMERS: Final = frozenset(
    (
        *("farmer", "herder", "pastoralist"),
        *("agriculteur", "agricultrice", "paysan", "paysanne", "éleveur", "éleveuse"),
        *("agricultor", "agricultora", "campesino", "campesina", "ganadero", "ganadera"),
    )
)


@dataclass(frozen=True, slots=True)
class PracticeView:
    """Everything that practice.html shows."""

    title: Passage
    local_names: str
    picture: Picture | None
    outcome: OutcomeLine
    facts_line: str
    summary: Passage
    translation_note: str
    compiled_note: str
    match: MatchPanel | None
    asks_for_land: bool
    clips: ClipsSection
    problem: Passage
    steps: Sequence[Step]
    did_not_work: Passage
    how_overcome: Passage
    reports: PeerReports
    what_changed: Passage
    impacts: Sequence[Impact]
    carbon: SoilCarbon
    tutorials: Sequence[Tutorial]
    requirements: Sequence[tuple[str, Passage]]
    conditions: Sequence[ConditionRow]
    who_line: str
    sources: Sequence[Source]
    sources_text: str
    # Of the page that has them, where they are too many for this one.
    sources_url: str
    keep_url: str
    licence: str
    zone_links: Sequence[Link]
    related: Sequence[Card]


def _local_names(practice: Practice) -> str:
    """Return what people on the spot call it; empty where nobody said so."""
    return _("Also called: %(names)s") % {"names": practice.local_names} if practice.local_names else ""


def _facts_line(land: Land, practice: Practice) -> str:
    """Return where and when, and how far from the reader's land."""
    parts = [place_line(practice)]
    if practice.since_year and practice.until_year:
        parts.append(f"{practice.since_year}{EN_DASH}{practice.until_year}")
    elif practice.since_year:
        parts.append(_("since %(year)s") % {"year": practice.since_year})
    elif practice.until_year:
        parts.append(_("until %(year)s") % {"year": practice.until_year})
    if practice.area_ha is not None:
        parts.append(f"{number(practice.area_ha, 2)}{NBSP}ha")
    if practice.introduced_by:
        parts.append(_("origin: %(who)s") % {"who": practice.get_introduced_by_display()})
    parts.append(distance_line(land, practice))
    return " · ".join(part for part in parts if part)


def _steps(
    request_land: RequestLand, practice: Practice, path: str, photos: Photos, clips: Clips
) -> list[Step]:
    return [
        Step(
            number,
            passage(step, "text"),
            passage(step, "when"),
            step_picture(step, photos),
            step_clip(clips, step.clip_id, request_land, path),
        )
        for number, step in enumerate(practice.steps.all(), start=1)
    ]


def score_text(score: int) -> str:
    """Return an impact from -3 to +3 in words."""
    return {
        -3: _("much worse"),
        -2: _("worse"),
        -1: _("a little worse"),
        0: _("no change"),
        1: _("a little better"),
        2: _("better"),
        3: _("much better"),
    }[score]


def _impacts(practice: Practice) -> list[Impact]:
    found = []
    for impact in practice.impacts.all():
        words = score_text(impact.score) if impact.score is not None else ""
        name = sentence_case(label("IMPACTS", impact.indicator))
        before, after = with_numbers(impact.before), with_numbers(impact.after)
        found.append(Impact(name, words, before, after, passage(impact, "note")))
    return found


def _span(low: float, high: float) -> str:
    return number(low) if low == high else f"{number(low)}{EN_DASH}{number(high)}"


def _cost(practice: Practice) -> str:
    bounds = [cost for cost in (practice.cost_low, practice.cost_high) if cost is not None]
    if not bounds:
        return ""
    text = f"{_span(bounds[0], bounds[-1])} {practice.cost_currency}".strip()
    if practice.cost_basis:
        text = f"{text} {practice.get_cost_basis_display()}"
    return f"{text} ({practice.cost_year})" if practice.cost_year else text


def _requirements(practice: Practice) -> list[tuple[str, Passage]]:
    """Return what it takes: work, tools, money and land, as far as it is known."""
    found = []
    kinds = [
        *(str(label("PRACTICE_GROUPS", code)) for code in practice.practice_groups or ()),
        *(str(label("MEASURES", code)) for code in practice.measures or ()),
    ]
    if kinds:
        found.append((sentence_case(_("kind of practice")), Passage(sentence_case(", ".join(kinds)))))
    labour = practice.labour_person_days_per_ha
    if labour is not None:
        days = ngettext(
            "%(days)s day of one person per hectare", "%(days)s days of one person per hectare", 2
        )
        found.append((_("Work"), Passage(days % {"days": _span(labour.low, labour.high)})))
    if practice.labour_months:
        found.append((_("Months of work"), Passage(months_listed(practice.labour_months))))
    for field, heading in (
        ("who_works", _("Who works")),
        ("tools", _("Tools")),
        ("inputs", _("To buy or find")),
    ):
        if (text := passage(practice, field)).text:
            found.append((heading, text))
    if cost := _cost(practice):
        found.append((_("Cost"), Passage(cost)))
    if practice.money_before_return:
        money = sentence_case(practice.get_money_before_return_display())
        found.append((_("Money before the first return"), Passage(money)))
    if practice.secure_land_needed is not None:
        found.append(
            (_("Needs land that stays with the farmer"), Passage(yes_no(practice.secure_land_needed)))
        )
    return found


def _conditions(practice: Practice, match: MatchPanel | None) -> list[ConditionRow]:
    """Return what is known of their land, without what the comparison shows already."""
    compared = [row.code for row in match.rows] if match else ()
    rows = []
    stated = origin_text("stated", of_farmer=False)
    if practice.latitude is not None and practice.longitude is not None:
        climate = climate_at(practice.latitude, practice.longitude, practice.altitude_m)
        if climate is not None and climate.first_wet_month and climate.last_wet_month:
            season = months(climate.first_wet_month, climate.last_wet_month)
            rows.append(ConditionRow(_("Growing season"), season, origin_text("derived", of_farmer=False)))
    if practice.land_uses:
        uses = sentence_case(", ".join(str(label("LAND_USES", code)) for code in practice.land_uses))
        rows.append(ConditionRow(factor_label("land_use"), uses, stated))
    if practice.altitude_m is not None:
        rows.append(ConditionRow(_("Altitude"), metres(practice.altitude_m), stated))
    if practice.needs and not match:
        needs = needs_text(one.need for one in practice.needs)
        rows.append(ConditionRow(sentence_case(_("only where")), needs, stated))
    for name, value in practice.conditions().items():
        if name in compared:
            continue
        origin = origin_text(value.origin, of_farmer=False)
        rows.append(ConditionRow(factor_label(name), value_text(name, value), origin))
    return rows


def _control_plot(practice: Practice) -> Impact | None:
    if practice.control_plot is None:
        return None
    label_of_plot = _("Compared with a plot without it")
    return Impact(label_of_plot, yes_no(practice.control_plot), "", "", Passage(""))


def _compiled_note(practice: Practice) -> str:
    """Return how an entry that no farmer told came to be; empty where somebody told it."""
    parts = []
    if practice.is_starter and practice.confirmed_at is None:
        parts.append(
            _("Starter entry, compiled from published sources, not yet confirmed by a correspondent.")
        )
    count = practice.citations.count()
    if practice.compiled_from_sources and count:
        text = ngettext("Read from %(n)s study or report", "Read from %(n)s studies and reports", count)
        years = source_years(practice)
        parts.append(f"{text % {'n': count}}, {years}." if years else f"{text % {'n': count}}.")
    return " ".join(parts)


def _teller(practice: Practice) -> str:
    """Who told it, by name only where they agreed to that."""
    person = ", ".join(part for part in (practice.public_name, practice.public_role) if part)
    if person:
        return _("Told by %(who)s.") % {"who": person}
    is_told = practice.publication_agreed or practice.contributor_name or practice.contributor_role
    if practice.compiled_from_sources or not is_told:
        return ""
    if not practice.contributor_role or practice.contributor_role.strip().casefold() in FARMERS:
        return _("Told by a farmer in %(place)s.") % {"place": place_line(practice)}
    return _("Told by somebody in %(place)s.") % {"place": place_line(practice)}


def _who_line(practice: Practice) -> str:
    """Return who told it, and when somebody on the spot last said that it is still so."""
    confirmed = ""
    if practice.confirmed_at is not None:
        day = date_format(practice.confirmed_at, "DATE_FORMAT")
        confirmed = _("Last confirmed on %(day)s.") % {"day": day}
    return " ".join(filter(None, (_teller(practice), confirmed)))


def practice_view(
    request_land: RequestLand,
    practice: Practice,
    path: str,
    explanation: Explanation | None,
    related: Iterable[Result],
    *,
    photos: Photos,
    clips: Clips,
    voices: frozenset[str] = frozenset(),
    warnings: Sequence[PracticeWarning] = (),
    reports: PracticeReports | None = None,
    beside_land: Pairs | tuple[()] = (),
    standings: Mapping[str, Standing] | None = None,
) -> PracticeView:
    """Return the page of a practice; `explanation` compares it with the reader's land, where there is one.

    `beside_land` has the words and filters of the list that it was opened from, `voices` the languages ticked
    there: who speaks one of them is heard first.
    """
    land = request_land.land
    compared = explanation if explanation is not None and explanation.likeness is not None else None
    match = None
    if compared:
        match = replace(
            match_panel(compared, prompts(path, request_land, [*beside_land])),
            needs=need_lines(compared),
            warning=warning_line(warnings, land.answers()),
        )
    sources = practice_sources(practice)
    # A draft has no other page yet that could show the rest.
    has_more_sources = practice.live and len(sources) > MOST_ON_PAGE
    return PracticeView(
        title=passage(practice, "name"),
        local_names=_local_names(practice),
        picture=page_picture(practice, photos),
        outcome=outcome_line(practice),
        facts_line=_facts_line(land, practice),
        summary=passage(practice, "summary"),
        translation_note=translation_note(standings or {}, passage(practice, "name").lang),
        compiled_note=_compiled_note(practice),
        match=match,
        asks_for_land=match is None,
        clips=clips_section(request_land, practice, clips, path, voices),
        problem=passage(practice, "problem"),
        steps=_steps(request_land, practice, path, photos, clips),
        did_not_work=passage(practice, "did_not_work"),
        how_overcome=passage(practice, "how_overcome"),
        reports=peer_reports(request_land, reports, path),
        what_changed=passage(practice, "what_changed"),
        impacts=[*_impacts(practice), *filter(None, (_control_plot(practice),))],
        carbon=soil_carbon(practice),
        tutorials=tutorials(practice),
        requirements=_requirements(practice),
        conditions=_conditions(practice, match),
        who_line=_who_line(practice),
        keep_url=with_query(f"{path}keep/", request_land.pairs),
        sources=sources[:MOST_ON_PAGE] if has_more_sources else sources,
        sources_text=sources_text(practice),
        sources_url=with_query(f"{path}sources/", request_land.pairs) if has_more_sources else "",
        licence=str(label("LICENCES", practice.licence)).replace(" ", NBSP) if practice.licence else "",
        zone_links=[
            Link(zone_title(code), zone_url(code, request_land.pairs)) for code in practice.zone_tags or ()
        ],
        related=[card(request_land, result.practice) for result in related],
    )
