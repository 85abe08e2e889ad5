"""What forms have in common by which people say something from their land, in words or as a recording."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from exchange.regions import collection_for
from exchange.sending import Sent
from jobs.consent_texts import PEER_NAMING, PEER_PUBLICATION, current, words
from practices.models import RegionSection
from readers.peer_forms.asking import SpokenOrWrittenForm
from readers.peer_forms.forms import PeerForm
from readers.peer_forms.report_form import keep_contact
from readers.peer_forms.views import PeerFormView

SEE_OTHER = HTTPStatus.SEE_OTHER


class ToldView(PeerFormView):
    """Keeps the files of a form that has to be sent again, and leads to the author's private page."""

    def region(self, form: Any) -> RegionSection | None:
        """Returns the region whose people read what is sent; None for the coordination."""
        raise NotImplementedError

    def store_files(self, form: SpokenOrWrittenForm) -> bool:
        return form.store_files(collection_for(self.region(form)), title=form.subject)

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        language = self.language
        return {
            "publication": words(PEER_PUBLICATION, current(PEER_PUBLICATION), language),
            "naming": words(PEER_NAMING, current(PEER_NAMING), language),
        }

    def show(self, form: PeerForm, status: int = HTTPStatus.OK) -> HttpResponse:
        if status == HTTPStatus.UNPROCESSABLE_ENTITY and isinstance(form, SpokenOrWrittenForm):
            # A browser does not send a file again by itself.
            self.store_files(form)
        return super().show(form, status)

    def thanks(self, sent: Sent[Any], form: SpokenOrWrittenForm) -> HttpResponse:
        """Returns the way to the private page of what was sent."""
        form.drop_unused(sent.item)
        keep_contact(sent.item.author_id, form)
        address = f"{reverse('readers:mine', args=(sent.token,))}?sent=1"
        return HttpResponseRedirect(address, status=SEE_OTHER)
