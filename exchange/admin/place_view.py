"""Gives a practice that no region had the country of to the region that administrators choose."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.admin import words
from exchange.admin.item_view import found_item
from exchange.contributing import place_in
from exchange.deciding import DecidedMeanwhileError
from exchange.models import Contribution
from exchange.regions import is_coordination
from jobs.row_numbers import row_number
from practices.models import RegionSection
from practices.passages import passage


@require_POST
def give_to_region(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Makes the page in the chosen region and leads back. Raises Http404 for all but administrators."""
    item = found_item(request, kind, pk)
    if not isinstance(item, Contribution) or not is_coordination(request.user):
        raise Http404
    region = RegionSection.objects.filter(pk=row_number(request.POST.get("region", ""))).first()
    if region is None:
        messages.error(request, _("Choose a region first."))
    else:
        try:
            place_in(item, region)
        except DecidedMeanwhileError:
            messages.warning(request, _("It was decided meanwhile, so no page was made."))
        else:
            name = passage(item.region, "name")
            messages.success(request, _("It stands in the queue of %(region)s now.") % {"region": name})
    return redirect(words.ITEM, kind, pk)
