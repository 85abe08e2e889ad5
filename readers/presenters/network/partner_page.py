"""One partner: what it is, what it does and where, what it offers and seeks, and who complements it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.fields import spoken_name
from network.models import Action, Partner
from network.partners.complementary import Complement
from network.vocabulary import OBJECTIVES
from practices.passages import Passage, passage
from practices.places import country_name, place_line
from readers.presenters.network.partner_rows import BETWEEN, competences, partner_url
from readers.presenters.view_models import Link
from readers.presenters.wording import EN_DASH, listed, sentence_case
from readers.request_land import Pairs, RequestLand, with_query
from readers.results_query import parameter
from zones.labels import label


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionView:
    title: str
    url: str
    facts: str
    practices: Sequence[Link]


@dataclass(frozen=True, slots=True)
class ComplementView:
    name: str
    url: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class PartnerView:
    name: str
    line: str
    about: Passage
    facts: Sequence[Fact]
    website: str
    contact_name: str
    contact_email: str
    actions: Sequence[ActionView]
    complements: Sequence[ComplementView]
    standing: str
    source: Link | None
    list_url: str
    country: Link


def partner_page(
    request_land: RequestLand, partner: Partner, actions: Iterable[Action], complements: Iterable[Complement]
) -> PartnerView:
    """Return what is shown of a partner; its contact only with the person's consent."""
    pairs = request_land.pairs
    path = reverse("readers:partners")
    facts = [
        Fact(_("What it does"), sentence_case(competences(partner.competences))),
        Fact(_("Offers"), sentence_case(competences(partner.offers))),
        Fact(_("Seeks"), sentence_case(competences(partner.seeks))),
        Fact(_("Languages"), sentence_case(listed(map(spoken_name, partner.languages)))),
        Fact(_("Objectives of the initiative"), _objectives(partner.objectives)),
    ]
    in_country = [("country", partner.country), *pairs]
    return PartnerView(
        name=partner.name,
        line=BETWEEN.join(
            filter(None, (partner.get_kind_display(), place_line(partner), _membership(partner)))
        ),
        about=passage(partner, "about"),
        facts=[fact for fact in facts if fact.text],
        website=partner.website,
        contact_name=partner.contact_name if partner.shows_contact else "",
        contact_email=partner.contact_email if partner.shows_contact else "",
        actions=[_action(action, pairs) for action in actions],
        complements=[_complement(one, pairs) for one in complements],
        standing=_standing(partner),
        source=_source(partner),
        list_url=with_query(path, pairs),
        country=Link(
            _("Partners in this country: %(country)s") % {"country": country_name(partner.country)},
            with_query(path, in_country),
        ),
    )


def _membership(partner: Partner) -> str:
    if not partner.is_member:
        return ""
    if partner.joined_on is None:
        return _("member of the consortium")
    return _("member of the consortium since %(year)s") % {"year": partner.joined_on.year}


def _objectives(codes: Iterable[str]) -> str:
    return listed(f"{code} {OBJECTIVES[code]}" for code in codes if code in OBJECTIVES)


def _action(action: Action, pairs: Pairs) -> ActionView:
    groups = parameter("practice_group")
    found = [
        Link(
            sentence_case(label("PRACTICE_GROUPS", code)),
            with_query(reverse("readers:results"), [(groups, code), *pairs]),
        )
        for code in action.practice_groups
    ]
    facts = [
        str(action.get_kind_display()),
        country_name(action.country) if action.country else "",
        _years(action),
        _objectives(action.objectives),
    ]
    return ActionView(action.title, action.url, BETWEEN.join(filter(None, facts)), found)


def _years(action: Action) -> str:
    if action.since_year and action.until_year:
        return f"{action.since_year}{EN_DASH}{action.until_year}"
    if action.since_year:
        return _("since %(year)s") % {"year": action.since_year}
    return _("until %(year)s") % {"year": action.until_year} if action.until_year else ""


def _complement(one: Complement, pairs: Pairs) -> ComplementView:
    """Return a partner with the reasons why it is named here, the strongest first."""
    reasons = [
        _("offers what this one seeks: %(what)s") % {"what": competences(one.offers)} if one.offers else "",
        _("seeks what this one offers: %(what)s") % {"what": competences(one.seeks)} if one.seeks else "",
        _("same country") if one.is_same_country else "",
        _("speaks it too: %(what)s") % {"what": listed(map(spoken_name, one.languages))}
        if one.languages
        else "",
        _("same objective: %(what)s") % {"what": _objectives(one.objectives)} if one.objectives else "",
    ]
    return ComplementView(
        one.partner.name, partner_url(one.partner, pairs), [each for each in reasons if each]
    )


def _standing(partner: Partner) -> str:
    """Return who said that this is so, and when."""
    if partner.confirmed_on is None:
        return _("Not confirmed by them.")
    day = _day(partner.confirmed_on)
    if partner.is_stale:
        return _("Confirmed by them on %(day)s: more than two years ago, some of it may have changed.") % {
            "day": day
        }
    return _("Confirmed by them on %(day)s.") % {"day": day}


def _source(partner: Partner) -> Link | None:
    if not partner.source_url or partner.source_read_on is None:
        return None
    values = {"site": urlsplit(partner.source_url).netloc, "day": _day(partner.source_read_on)}
    return Link(_("Read at %(site)s on %(day)s") % values, partner.source_url)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
