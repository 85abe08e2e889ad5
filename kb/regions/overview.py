"""Counts, for the list of regions, who is there and what waits, in a number of queries that does not grow."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import is_password_usable
from django.db.models import Count, Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import WorkflowState

from exchange.admin import queue
from kb.desk.rows import Card, Row
from kb.models import User
from practices.models import Practice, RegionSection
from practices.passages import passage
from practices.places import country_name

SHOWN_COUNTRIES = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is of each kind, by the number of the region's section."""

    people: Mapping[int, int]
    awaited: Mapping[int, int]
    published: Mapping[int, int]
    drafts: Mapping[int, int]
    handed_in: Mapping[int, int]
    from_peers: Mapping[int, int]


def regions_card() -> Card:
    """Returns the regions by name, each with its figures."""
    sections = RegionSection.objects.select_related("setup").order_by("path")
    figures = _figures(list(sections))
    rows = [
        Row(
            passage(each, "name"),
            reverse("regions_edit", args=[each.pk]),
            _("Open"),
            " · ".join(_facts(each, figures)),
        )
        for each in sections
    ]
    return Card(
        "regions",
        _("Regions"),
        "globe",
        len(rows),
        rows,
        empty=_("There is no region yet. A region has its own people, practices and pictures."),
    )


def _facts(section: RegionSection, figures: Figures) -> list[str]:
    key = section.pk
    people, drafts = figures.people.get(key, 0), figures.drafts.get(key, 0)
    published, awaited = figures.published.get(key, 0), figures.awaited.get(key, 0)
    handed_in, from_peers = figures.handed_in.get(key, 0), figures.from_peers.get(key, 0)
    facts = [
        _countries(section),
        ngettext("%(count)s person", "%(count)s people", people) % {"count": people}
        if people
        else _("nobody yet"),
        ngettext("%(count)s published practice", "%(count)s published practices", published)
        % {"count": published},
        ngettext("%(count)s draft", "%(count)s drafts", drafts) % {"count": drafts} if drafts else "",
        _("to review: %(count)s") % {"count": handed_in} if handed_in else "",
        _("from farmers: %(count)s") % {"count": from_peers} if from_peers else "",
        _("invited, not yet here: %(count)s") % {"count": awaited} if awaited else "",
        "" if section.live else _("not on the site"),
    ]
    return [fact for fact in facts if fact]


def _countries(section: RegionSection) -> str:
    codes = list(section.countries or ())
    if not codes:
        return _("no countries")
    names = ", ".join(country_name(code) for code in codes[:SHOWN_COUNTRIES])
    more = len(codes) - SHOWN_COUNTRIES
    if more < 1:
        return names
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
        "names": names,
        "count": more,
    }


def _figures(sections: list[RegionSection]) -> Figures:
    setups = [(each.pk, each.setup) for each in sections if hasattr(each, "setup")]
    of_group = {key: pk for pk, setup in setups for key in (setup.correspondents_id, setup.moderators_id)}
    of_workflow = {setup.workflow_id: pk for pk, setup in setups}
    of_path = {each.path: each.pk for each in sections}
    members = (
        User.objects.filter(groups__in=list(filter(None, of_group)), is_active=True)
        .values_list("groups", "pk", "password")
        .order_by()
    )
    # Somebody may be in both groups of a region, by hand.
    people = {
        (of_group[group], key): is_password_usable(password)
        for group, key, password in members
        if group in of_group
    }
    return Figures(
        people=Counter(region for region, _key in people),
        awaited=Counter(region for (region, _key), is_set in people.items() if not is_set),
        **_practices(of_path),
        handed_in=_by(
            WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS), "workflow", of_workflow
        ),
        from_peers=_from_peers(),
    )


def _practices(of_path: Mapping[str, int]) -> dict[str, Mapping[int, int]]:
    """Returns how many are published and how many are not; a practice's path is its region's and one step."""
    counted = (
        Practice.objects.annotate(above=Left("path", Length("path") - Practice.steplen))
        .values_list("above")
        .annotate(published=Count("pk", filter=Q(live=True)), drafts=Count("pk", filter=Q(live=False)))
        .order_by()
    )
    rows = [(of_path[path], published, drafts) for path, published, drafts in counted if path in of_path]
    return {
        "published": {region: published for region, published, _drafts in rows},
        "drafts": {region: drafts for region, _published, drafts in rows},
    }


def _by(rows: Any, name: str, regions: Mapping[Any, int]) -> Mapping[int, int]:
    counted = rows.values_list(name).annotate(number=Count("pk")).order_by()
    return {regions[key]: number for key, number in counted if key in regions}


def _from_peers() -> Mapping[int, int]:
    total: Counter[int] = Counter()
    for model in queue.QUEUED:
        waiting = queue.in_state(model._default_manager.all(), queue.WAITING)
        total.update(dict(waiting.values_list("region").annotate(number=Count("pk")).order_by()))
    return total
