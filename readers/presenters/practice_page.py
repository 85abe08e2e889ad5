"""The practice page: what was done, how it went, and how that land compares with the reader's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practices.models import Practice
from practices.passages import passage
from readers.presenters.cards import card, distance_line, outcome_passage, place_line
from readers.presenters.comparison import panel
from readers.presenters.pictures import STEP, drawing, page_picture, photo
from readers.presenters.prompts import asks
from readers.presenters.view_models import (
    Card,
    ConditionRow,
    MatchPanel,
    Passage,
    Picture,
    Source,
    Step,
)
from readers.presenters.wording import (
    EN_DASH,
    NBSP,
    factor_label,
    months,
    months_listed,
    number,
    origin_text,
    sentence_case,
    value_text,
    yes_no,
)
from readers.request_land import RequestLand
from search import service
from zones.labels import label, zone_name
from zones.land import Land, climate_at

Impact = tuple[str, str, str, str, Passage]
MOST_RELATED = 3


@dataclass(frozen=True, slots=True)
class PracticeView:
    """Everything that practice.html shows."""

    title: Passage
    picture: Picture | None
    outcome: str
    outcome_text: Passage
    facts_line: str
    summary: Passage
    starter_note: str
    match: MatchPanel | None
    ask_land: bool
    problem: Passage
    steps: Sequence[Step]
    did_not_work: Passage
    how_overcome: Passage
    what_changed: Passage
    impacts: Sequence[Impact]
    takes: Sequence[tuple[str, Passage]]
    conditions: Sequence[ConditionRow]
    who_line: str
    sources: Sequence[Source]
    licence: str
    zone_links: Sequence[tuple[str, str]]
    related: Sequence[Card]


def _facts_line(land: Land, practice: Practice) -> str:
    parts = [place_line(practice)]
    if practice.since_year and practice.until_year:
        parts.append(f"{practice.since_year}{EN_DASH}{practice.until_year}")
    elif practice.since_year:
        parts.append(_("since %(year)s") % {"year": practice.since_year})
    parts.append(distance_line(land, practice))
    return " · ".join(part for part in parts if part)


def _text(practice: Practice, field: str) -> Passage:
    found = passage(practice, field)
    return Passage(found.text, found.lang)


def _steps(practice: Practice) -> list[Step]:
    found = []
    for place, step in enumerate(practice.steps.all(), start=1):
        text, when = passage(step, "text"), passage(step, "when")
        found.append(
            Step(
                place,
                Passage(text.text, text.lang),
                Passage(when.text, when.lang),
                photo(step.image, STEP) if step.image else drawing(step.drawing),
            )
        )
    return found


def score_text(score: int) -> str:
    """An impact from -3 to +3 in words."""
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
        note = passage(impact, "note")
        words = score_text(impact.score) if impact.score is not None else ""
        name = sentence_case(label("IMPACTS", impact.indicator))
        found.append((name, words, impact.before, impact.after, Passage(note.text, note.lang)))
    return found


def _span(low: float, high: float) -> str:
    return number(low) if low == high else f"{number(low)}{EN_DASH}{number(high)}"


def _cost(practice: Practice) -> str:
    told = [cost for cost in (practice.cost_low, practice.cost_high) if cost is not None]
    if not told:
        return ""
    text = f"{_span(told[0], told[-1])} {practice.cost_currency}".strip()
    if practice.cost_basis:
        text = f"{text} {practice.get_cost_basis_display()}"
    return f"{text} ({practice.cost_year})" if practice.cost_year else text


def _takes(practice: Practice) -> list[tuple[str, Passage]]:
    found = []
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
        if (text := _text(practice, field)).text:
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


def _conditions(practice: Practice, compared: Collection[str]) -> list[ConditionRow]:
    """What is known of their land, without the factors that the comparison shows already."""
    rows = []
    if practice.latitude is not None and practice.longitude is not None:
        climate = climate_at(practice.latitude, practice.longitude, practice.altitude_m)
        if climate is not None and climate.first_wet_month and climate.last_wet_month:
            season = months(climate.first_wet_month, climate.last_wet_month)
            rows.append(ConditionRow(_("Growing season"), season, origin_text("derived", of_farmer=False)))
    for name, value in practice.conditions().items():
        if name in compared:
            continue
        origin = origin_text(value.origin, of_farmer=False)
        rows.append(ConditionRow(factor_label(name), value_text(name, value), origin))
    return rows


def _carbon(practice: Practice) -> Impact | None:
    if practice.soc_before_pct is None or practice.soc_after_pct is None:
        return None
    parts = [practice.soc_method]
    if practice.soc_depth_cm is not None:
        parts.append(_("to a depth of %(depth)s cm") % {"depth": number(practice.soc_depth_cm)})
    if practice.soc_years is not None:
        parts.append(_("after %(years)s years") % {"years": number(practice.soc_years)})
    note = ", ".join(part for part in parts if part)
    before, after = (
        _("%(number)s%%") % {"number": number(value, 2)}
        for value in (practice.soc_before_pct, practice.soc_after_pct)
    )
    return (_("Carbon in the soil"), "", before, after, Passage(note))


def _sources(practice: Practice) -> list[Source]:
    """Citations; the year is left out where the text has it already."""
    return [
        Source(one.text, one.year if str(one.year) not in one.text else None, one.doi, one.url)
        for one in practice.citations.all()
    ]


def _who_line(practice: Practice) -> str:
    parts = [practice.contributor_name, practice.contributor_role]
    told = ", ".join(part for part in parts if part)
    if not told:
        return ""
    return _("Told by %(who)s.") % {"who": told}


def related(told: RequestLand, practice: Practice) -> list[Card]:
    """The nearest other practices, by the reader's land, or by this practice's place when none is told."""
    land = told.land
    if land.latitude is None and practice.latitude is not None and practice.longitude is not None:
        land = Land().moved_to(practice.latitude, practice.longitude)
    results = service.related(land, practice, limit=MOST_RELATED)
    return [card(told.land, result.practice, None, told.pairs) for result in results]


def practice_view(told: RequestLand, practice: Practice, path: str) -> PracticeView:
    land = told.land
    explanation = None if land.is_empty else service.explain(land, practice)
    compared = explanation is not None and explanation.likeness is not None
    match = panel(explanation, asks(path, told)) if compared and explanation else None
    impacts = _impacts(practice)
    if (carbon := _carbon(practice)) is not None:
        impacts.append(carbon)
    return PracticeView(
        title=_text(practice, "name"),
        picture=page_picture(practice),
        outcome=practice.outcome,
        outcome_text=outcome_passage(practice),
        facts_line=_facts_line(land, practice),
        summary=_text(practice, "summary"),
        starter_note=_(
            "Starter entry, compiled from published sources, not yet confirmed by a correspondent."
        )
        if practice.is_starter and practice.confirmed_at is None
        else "",
        match=match,
        ask_land=not compared,
        problem=_text(practice, "problem"),
        steps=_steps(practice),
        did_not_work=_text(practice, "did_not_work"),
        how_overcome=_text(practice, "how_overcome"),
        what_changed=_text(practice, "what_changed"),
        impacts=impacts,
        takes=_takes(practice),
        conditions=_conditions(practice, [row.code for row in match.rows] if match else ()),
        who_line=_who_line(practice),
        sources=_sources(practice),
        licence=str(label("LICENCES", practice.licence)).replace(" ", NBSP) if practice.licence else "",
        zone_links=[
            (sentence_case(zone_name(code)), reverse("readers:zone", args=[code]))
            for code in practice.zone_tags or ()
        ],
        related=related(told, practice),
    )
