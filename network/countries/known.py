"""Counts what the base itself knows of countries: practices and how they went, reports, partners, regions."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from exchange.models import PracticeReports
from network.countries.stated import published
from network.models import Partner
from practices.models import Practice, RegionSection, SoilCarbonMeasurement


@dataclass(slots=True)
class Known:
    """Holds counts of one country; `measured` are practices with carbon measured in their soil."""

    practices: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    measured: int = 0
    reports: int = 0
    partners: int = 0
    regions: list[RegionSection] = field(default_factory=list)


def known_by_country() -> Mapping[str, Known]:
    """Returns what is public of each country of which anything is."""
    found: dict[str, Known] = defaultdict(Known)
    public = Practice.objects.public().exclude(country="")
    measured = SoilCarbonMeasurement.objects.exclude(finding="").filter(practice=OuterRef("pk"))
    rows = public.order_by().values("country", "outcome").annotate(number=Count("pk"))
    for row in rows.order_by("country", "outcome"):
        country = found[row["country"]]
        country.practices += row["number"]
        if row["outcome"]:
            country.outcomes[row["outcome"]] = row["number"]
    counted = public.filter(Exists(measured)).order_by().values("country").annotate(number=Count("pk"))
    for row in counted:
        found[row["country"]].measured = row["number"]
    reported = PracticeReports.objects.filter(total__gt=0, practice__in=public.order_by().values("pk"))
    for row in reported.order_by().values("practice__country").annotate(number=Sum("total")):
        found[row["practice__country"]].reports = row["number"]
    for row in Partner.objects.public().order_by().values("country").annotate(number=Count("pk")):
        found[row["country"]].partners = row["number"]
    for region in RegionSection.objects.public().order_by("path"):
        for code in region.countries or ():
            found[code].regions.append(region)
    return dict(found)


def content_of_countries() -> list[QuerySet[Any]]:
    """Returns what is known of any country: its practices, and the values that it states."""
    return [Practice.objects.public().exclude(country=""), published()]
