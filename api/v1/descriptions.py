"""Says in the asked language what each address and parameter of the API is for."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from readers.presenters.problems import parameter_label
from zones.factors import NUMBERS
from zones.labels import UNIT_LABELS

OPERATIONS: Final[Mapping[str, Promise]] = {
    "practices": _("All practices, page by page"),
    "practice": _("One practice"),
    "reports": _("What peers reported of a practice, added up"),
    "match": _("Practices for a land, with the whole explanation"),
    "conditions": _("What the climate map says of a position or place"),
    "places": _("Places by name"),
    "zones": _("Agro-climatic zones, and how many practices each has"),
    "concepts": _("The thesaurus, page by page"),
    "concept": _("One concept"),
    "newsletters": _("The issues of the newsletter, page by page"),
    "newsletter": _("One issue of the newsletter, in one language"),
    "partners": _("The partners of the initiative, page by page, without whom to write to"),
    "partner": _("One partner"),
    "countries": _("Countries: what is known of each and what each states, page by page"),
    "country": _("One country, with the values that were replaced"),
    "territories": _("Territories that look for a twin and what each states, page by page"),
    "territory": _("One territory"),
    "events": _("Events, those that are over too, page by page"),
    "event": _("One event"),
}
PARAMETERS: Final[Mapping[str, Promise]] = {
    "cursor": _("where to go on; take it from “next”"),
    "limit": _("how many at most"),
    "page": _("from 1"),
    "language": _("of texts and faults; otherwise that of Accept-Language"),
    "region": _("the short name of a correspondents' region"),
    "country": _("two letters, as in ISO 3166"),
    "outcome": _("how it went"),
    "published_since": _("published or changed since then"),
    "place": _("a village or town, with its country where there are several; or its number"),
    "practice_id": _("the lasting id of a practice"),
    "concept_id": _("the id of a concept"),
    "issue_id": _("the id of an issue"),
    "partner_id": _("the lasting id of a partner"),
    "country_id": _("two letters, as in ISO 3166"),
    "territory_id": _("the lasting id of a territory"),
    "event_id": _("the number of an event"),
    "kind": _("the kind of concept"),
    "q": _("words to look for"),
    "sort": _("what orders the results where there are words"),
}
# Of numbers that are no factor of the match.
UNITS: Final[Mapping[str, Promise | str]] = {
    "lat": _("decimal degrees"),
    "lon": _("decimal degrees"),
    "altitude": "m",
}


def describe(schema: dict[str, Any]) -> None:
    """Writes the words of the active language into an OpenAPI document."""
    schema["info"]["description"] = gettext(
        "Everything that is public here, to read: practices with the land they come from, and the match."
    )
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["summary"] = str(OPERATIONS[operation["operationId"]])
            for parameter in operation.get("parameters", ()):
                parameter["description"] = parameter_text(parameter["name"])


def parameter_text(name: str) -> str:
    """Returns what a parameter asks for; a filter says so, a number has its unit."""
    if name in PARAMETERS:
        return str(PARAMETERS[name])
    if name.startswith("only_"):
        return gettext("only practices with one of these")
    if name.startswith("weigh_"):
        return gettext("how much this part counts, from 0 to 2")
    label = parameter_label(name)
    unit = str(UNIT_LABELS[NUMBERS[name].unit] if name in NUMBERS else UNITS.get(name, ""))
    return label if unit.casefold() in label.casefold() else f"{label} ({unit})"
