"""Reads what a list is narrowed to; what does not exist is refused, not answered with an empty list."""

from typing import Annotated, Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from wagtail.query import PageQuerySet

from api.v1.problems import Refused
from practices.models import RegionSection
from zones.countries import country_codes

Pages = TypeVar("Pages", bound=PageQuerySet[Any])


def _country(typed: str) -> str:
    code = typed.upper()
    if code and code not in country_codes():
        raise PydanticCustomError("unknown_country", "no country of ISO 3166")
    return code


Country = Annotated[
    str, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2}$"})
]


def in_region(pages: Pages, slug: str) -> Pages:
    """Returns those pages that lie in a public region; raises Refused, which names the regions there are."""
    regions = RegionSection.objects.public()
    section = regions.filter(slug=slug).first()
    if section is None:
        known = ", ".join(regions.order_by("path").values_list("slug", flat=True))
        text = _("There is no region “%(region)s”. There are: %(regions)s") % {
            "region": slug,
            "regions": known,
        }
        raise Refused(422, text, [{"parameter": "region", "code": "unknown_region", "message": text}])
    return pages.child_of(section)
