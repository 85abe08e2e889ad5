"""Countries: the list of them, one of them, and the dashboard over all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.countries.known import Known, known_by_country
from network.countries.stated import earlier, front, published, stating
from practices.models import Practice
from practices.places import country_name
from readers.presenters.network.countries import CountriesQuery, countries_view, country_url
from readers.presenters.network.country import MOST_CARDS, country_view
from readers.presenters.network.dashboard import dashboard_view
from readers.request_land import land_of
from search.practice_rows import practice_rows
from zones.countries import country_codes
from zones.country_zones import zone_shares
from zones.spelling import fold
from zones.vocabulary import LANGUAGES


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Answer with the countries of which anything is known, in the order of their names."""
    query = CountriesQuery.read(request.GET)
    view = countries_view(land_of(request), query, known_by_country(), stating=stating(), front=front())
    return render(request, "readers/countries.html", {"view": view})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with one country, 404 where there is none; a country's name leads to its two letters."""
    found = code.upper()
    if found not in country_codes():
        found = _named(code)
    if not found:
        raise Http404(_("There is no such country."))
    if code != found.lower():
        return redirect(country_url(found, land_of(request)), permanent=True)
    known = known_by_country().get(found, Known())
    values = list(published().filter(country=found))
    if not (known.practices or known.partners or known.regions or values or zone_shares(found)):
        raise Http404(_("Nothing is known of this country yet."))
    practices = Practice.objects.public().filter(country=found).order_by("-first_published_at", "pk")
    view = country_view(
        land_of(request),
        found,
        known,
        practice_rows(practices[:MOST_CARDS]),
        values,
        earlier=earlier().filter(country=found),
    )
    return render(request, "readers/country.html", {"view": view})


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Answer with the sums over all countries."""
    view = dashboard_view(land_of(request), known_by_country(), list(published()))
    return render(request, "readers/dashboard.html", {"view": view})


def _named(slug: str) -> str:
    """Returns the code of the country whose name in any of the languages reads so in an address."""
    asked = fold(slug.replace("-", " "))
    for language in LANGUAGES:
        for code in country_codes():
            if fold(country_name(code, language).replace("-", " ")) == asked:
                return code
    return ""
