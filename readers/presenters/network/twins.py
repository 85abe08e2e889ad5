"""Twin Regions: the list of territories, the page of one, and two beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.fields import spoken_name
from network.models import Territory, TerritoryFact
from network.twins.territories import in_order, pairs_among, published_facts, twins_of
from network.twins.vocabulary import BLOCKS, INDICATORS, TOPICS
from practices.passages import Passage, passage
from practices.places import country_name
from readers.presenters.land.place_comparison import Cell, Place, PlaceComparison, Row, place_comparison
from readers.presenters.view_models import Link
from readers.presenters.wording import EN_DASH, NBSP, listed, number, sentence_case
from readers.request_land import Pairs, with_query

Facts = Mapping[str, TerritoryFact]


@dataclass(frozen=True, slots=True)
class TerritoryLine:
    """A territory in the list: what it is and where."""

    name: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class TwinList:
    territories: Sequence[TerritoryLine]
    pairs: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Told:
    """What a territory says in sentences: ours in the reader's language, its own in its own."""

    name: str
    about: Passage
    own: Passage


@dataclass(frozen=True, slots=True)
class TwinView:
    """One territory, or two beside each other; `stated` is what they say, `unknown` what nobody did."""

    title: str
    where: str
    stated: Sequence[Row]
    told: Sequence[Told]
    comparison: PlaceComparison
    unknown: Sequence[str]
    pages: Sequence[Link]
    is_pair: bool


def twin_list(territories: Sequence[Territory], pairs: Pairs) -> TwinList:
    """Return all territories, and links to those that are paired."""
    return TwinList(
        territories=[
            TerritoryLine(each.name, where_line(each), twin_url((each,), pairs)) for each in territories
        ],
        pairs=[Link(pair_title(both), twin_url(both, pairs)) for both in pairs_among(territories)],
    )


def twin_url(territories: Sequence[Territory], pairs: Pairs) -> str:
    """Return the address of one territory, or of the comparison of two."""
    slug = "-".join(each.slug for each in territories)
    return with_query(reverse("readers:twin", args=[slug]), pairs)


def pair_title(territories: Sequence[Territory]) -> str:
    return f" {EN_DASH} ".join(each.name for each in territories)


def where_line(territory: Territory) -> str:
    """Return what kind of place it is and its country, as far as it is known."""
    kind = sentence_case(territory.get_level_display()) if territory.level else ""
    return " · ".join(filter(None, (kind, country_name(territory.country))))


def twin_view(territories: Sequence[Territory], places: Sequence[Place], pairs: Pairs) -> TwinView:
    """Return the page of one or two territories; `places` are the same with what the match found."""
    facts = [published_facts(each) for each in territories]
    comparison = place_comparison(places, pairs)
    return TwinView(
        title=pair_title(territories),
        where=where_line(territories[0]) if len(territories) == 1 else "",
        stated=_stated(territories, facts),
        told=[told for each in territories if (told := _told(each)).about.text or told.own.text],
        comparison=comparison,
        unknown=[*_not_said(territories, facts), *comparison.unknown],
        pages=_pages(territories, pairs),
        is_pair=len(territories) > 1,
    )


def _pages(territories: Sequence[Territory], pairs: Pairs) -> list[Link]:
    """Return links to each of two territories, or from one to the comparisons with its twins."""
    if len(territories) > 1:
        return [Link(each.name, twin_url((each,), pairs)) for each in territories]
    (one,) = territories
    return [
        Link(_("Compare with %(place)s") % {"place": twin.name}, twin_url(in_order(one, twin), pairs))
        for twin in twins_of(one)
    ]


def _stated(territories: Sequence[Territory], facts: Sequence[Facts]) -> list[Row]:
    """Return what they say, block by block; a block of which neither says anything is one line."""
    rows = [
        Row(_("Country"), [Cell(country_name(each.country)) for each in territories]),
        Row(_("Languages"), [_listed(map(spoken_name, each.languages)) for each in territories]),
        Row(_("Role"), [_cell(each.get_role_display() if each.role else "") for each in territories]),
        Row(_("Offers"), [_topics(each.offers) for each in territories]),
        Row(_("Seeks"), [_topics(each.seeks) for each in territories]),
    ]
    for block, heading in BLOCKS.items():
        codes = [code for code, indicator in INDICATORS.items() if indicator.block == block]
        told = [code for code in codes if any(code in known for known in facts)]
        rows += [
            Row(str(INDICATORS[code].label), [_fact(known.get(code)) for known in facts]) for code in told
        ]
        if not told:
            rows.append(Row(str(heading), [_cell("") for _each in territories]))
    return rows


def _cell(text: str) -> Cell:
    return Cell(sentence_case(text) if text else _("not said yet"))


def _listed(words: object) -> Cell:
    names = list(words)  # type: ignore[call-overload]
    return _cell(listed(names) if names else "")


def _topics(codes: Sequence[str]) -> Cell:
    return _listed(str(TOPICS[code]) for code in codes if code in TOPICS)


def _fact(fact: TerritoryFact | None) -> Cell:
    """Return a figure, its range first, with year and source below it."""
    if fact is None:
        return _cell("")
    indicator = INDICATORS[fact.indicator]
    note = _("%(year)s, %(source)s") % {"year": fact.year, "source": fact.source_text}
    if indicator.choices is not None:
        return Cell(
            sentence_case(str(indicator.choices.get(fact.choice, fact.choice))), note, fact.source_url
        )
    return Cell(fact_text(fact), note, fact.source_url)


def fact_text(fact: TerritoryFact) -> str:
    """Return the number of a figure as people write it, a range before the best value."""
    unit = INDICATORS[fact.indicator].unit
    ends = [number(end, 1) for end in (fact.low, fact.high) if end is not None]
    best = number(fact.best, 1) if fact.best is not None else ""
    span = EN_DASH.join(ends)
    text = f"{span} ({best})" if span and best else span or best
    return f"{text}{NBSP}{unit}" if unit else text


def _told(territory: Territory) -> Told:
    own = territory.own_language if territory.own_language != get_language() else None
    return Told(territory.name, passage(territory, "about"), Passage(territory.own_text, own))


def _not_said(territories: Sequence[Territory], facts: Sequence[Facts]) -> list[str]:
    """Return for each territory what it has not said yet."""
    found = []
    for territory, known in zip(territories, facts, strict=True):
        missing = [
            *([] if territory.languages else [_("its languages")]),
            *([] if territory.role else [_("its role")]),
            *([] if territory.offers else [_("what it offers")]),
            *([] if territory.seeks else [_("what it seeks")]),
            *(
                str(heading).lower()
                for block, heading in BLOCKS.items()
                if not any(INDICATORS[code].block == block for code in known)
            ),
        ]
        if missing:
            text = _("%(place)s has not said yet: %(list)s.")
            found.append(text % {"place": territory.name, "list": listed(missing)})
    return found
