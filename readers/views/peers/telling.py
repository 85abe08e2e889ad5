"""Tell us yours: five short screens, each saved when it is left.

The first save makes the draft and its private link; from then on the link stands in the address, so that
whoever has it goes on, on another phone too.
"""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from exchange import contributing
from exchange.contributing import SavedMeanwhileError
from exchange.deciding import DecidedMeanwhileError
from exchange.regions import collection_for, region_for
from exchange.sending import hash_of
from readers.peer_forms.telling import FORMS, PlaceForm, ScreenForm, YouForm
from readers.presenters.land.form import FormBuilder
from readers.presenters.land.place_choice import candidates, place_group
from readers.presenters.land.place_names import place_text
from readers.presenters.land.world_map import MapTile, position_tapped, tile_map, was_tapped, world_map
from readers.presenters.peers import telling
from readers.presenters.view_models import PlaceChoice
from readers.request_land import RequestLand, land_of
from readers.views.drafts import DraftView, SeeOther, consents
from search import service
from search.engines.base import EngineUnavailable, Selection
from zones import gazetteer
from zones.land import Land

MOST_ALIKE: Final = 3
MOST_NEAR: Final = 8
# What may be left out of a sentence so that what is found still speaks of the same thing.
SPEAKS_OF_IT: Final = ("", "some_words")


class ScreenView(DraftView):
    """Shows one screen and saves it."""

    meanwhile: Mapping[str, Any] | None = None
    tap: Mapping[str, Any] | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.screen: str = kwargs.get("screen", "place")
        if self.screen not in FORMS:
            raise Http404

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return f"readers/tell/{self.screen}.html"

    def leads_on(self, request: HttpRequest) -> bool:
        # What was typed into a screen that was still open is not lost without a word.
        return request.method != "POST"

    def make_form(self, data: Any = None, files: Any = None) -> ScreenForm:
        subject, known = f"{self.subject} {self.screen}", self._known_land()
        return FORMS[self.screen](data, files, subject=subject, draft=self.draft, known=known)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.screen == "place" and was_tapped(request.POST) and (page := self._tapped()) is not None:
            return page
        return super().post(request, *args, **kwargs)

    def take_in(self, form: Any) -> HttpResponseBase:
        if not self._store_files(form):
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        values, held = form.values(), self.held(form)
        try:
            if self.draft is None:
                self.draft, self.token = contributing.begin(
                    form.stamp, values, language=self.language, held=held
                )
            else:
                opened_with = self.request.POST.get("edition", "")
                contributing.save(
                    self.draft,
                    self.screen,
                    values,
                    language=self.language,
                    opened_with=opened_with,
                    held=held,
                )
        except SavedMeanwhileError as other:
            return self._show_both(form, other)
        except DecidedMeanwhileError as sent:
            problem = _(
                "It was sent already, so this changes nothing any more. What you wrote is still here: copy "
                "it, and tell it to the region from your private page."
            )
            raise ValidationError(problem, code="sent") from sent
        return SeeOther(self._next(form))

    def show(self, form: Any, status: int = HTTPStatus.OK) -> HttpResponse:
        # What is wrong elsewhere on the screen does not send a good photo twice.
        self._store_files(form)
        return super().show(form, status)

    def page(self, form: Any) -> Mapping[str, Any]:
        is_fresh = self.meanwhile is not None or not form.is_bound
        edition = contributing.edition(self.draft, self.screen)
        return {
            **self.common(),
            "progress": telling.progress(self.screen, self.token),
            "edition": edition if is_fresh else form.data.get("edition", ""),
            "meanwhile": telling.told_rows(self.meanwhile) if self.meanwhile is not None else (),
            "to_summary": "summary" in (form.data if form.is_bound else self.request.GET),
            **self._beside(form),
        }

    def _beside(self, form: Any) -> Mapping[str, Any]:
        """Returns what this screen shows that the others do not."""
        if self.screen == "place":
            return self._beside_place(form)
        if self.screen == "what":
            return self._beside_what(form)
        if self.screen == "outcome":
            return {"outcomes": telling.outcomes(form["outcome"].value() or "")}
        return {"consents": consents(self.language)} if self.screen == "you" else {}

    def _next(self, form: ScreenForm) -> str:
        """Returns where one comes after this screen was saved."""
        if "find" in form.data:
            return telling.screen_url(self.token, self.screen)
        if form.goes_back:
            return telling.progress(self.screen, self.token).back_url
        if self.screen == "what" and self._has_unseen_alike():
            return f"{telling.screen_url(self.token, 'what')}#alike"
        return (
            telling.send_url(self.token) if "summary" in form.data else telling.after(self.screen, self.token)
        )

    def _store_files(self, form: Any) -> bool:
        if not isinstance(form, YouForm) or not form.is_bound:
            return True
        assert self.draft is not None
        form.is_valid()
        title = self.draft.answers.get("sentence", "")[:100] or self.draft.place_name
        return form.store_files(collection_for(region_for(self.draft.country)), title)

    def _show_both(self, form: ScreenForm, other: SavedMeanwhileError) -> HttpResponse:
        """Returns the screen as typed, and what another window saved; the next press saves this one."""
        assert self.draft is not None
        self.draft.refresh_from_db()
        self.meanwhile = other.told
        problem = _(
            "This screen was saved in another window or on another phone meanwhile. What you wrote is still "
            "here, what was saved there stands below. Save again, and what you wrote counts."
        )
        form.add_error(None, ValidationError(problem, code="meanwhile"))
        return self.show(form, HTTPStatus.CONFLICT)

    # --- the place ------------------------------------------------------------------------------------

    def _known_land(self) -> RequestLand:
        """Returns the draft's land; before there is one, or where a phone gave a position, the page's."""
        asked = land_of(self.request)
        if self.draft is None:
            return asked
        land, latitude, longitude = self.draft.land, asked.land.latitude, asked.land.longitude
        if "lat" in self.request.GET and latitude is not None and longitude is not None:
            land = replace(land, place=None, place_name="").moved_to(latitude, longitude)
        return RequestLand(land)

    def _tapped(self) -> HttpResponse | None:
        """Returns the screen after a tap: on the world with a part of it, on that with the towns around."""
        sent = self.request.POST
        tile = MapTile.read(sent.get("part", ""))
        position = position_tapped(sent, tile)
        if position is None:
            return None
        form = self.make_form(sent, self.request.FILES)
        assert isinstance(form, PlaceForm)
        form.forget_errors()
        self.tap = _nearer(*position) if tile is None else _towns_near(*position)
        return self.show(form)

    def _beside_place(self, form: PlaceForm) -> Mapping[str, Any]:
        land = form.land_fields
        fields = land.fields
        return {
            "choice": land.place_choice,
            "choice_name": "place_chosen",
            "map": world_map(),
            "land": land,
            "land_fields": fields,
            "is_open": any(field.error or field.value for field in fields),
            "map_says": telling.map_line(land.land),
            **(self.tap or {}),
        }

    # --- what it is -----------------------------------------------------------------------------------

    def _beside_what(self, form: ScreenForm) -> Mapping[str, Any]:
        assert self.draft is not None
        chosen = frozenset(form["crops"].value() or ())
        asked = RequestLand(Land(stated={"crops": chosen} if chosen else {}))
        pairs = [(str(name), str(value)) for name, value in self.draft.land_pairs]
        return {
            "place": telling.place_words(self.draft),
            "place_url": telling.screen_url(self.token, "place"),
            "map_says": telling.map_line(self.draft.land),
            "crops": FormBuilder(asked, {}).field("crops"),
            "alike": telling.alike(self._alike(), pairs),
            "compared": self._compared,
        }

    @property
    def _sentence(self) -> str:
        return str(self.draft.answers.get("sentence", "")) if self.draft is not None else ""

    @property
    def _compared(self) -> str:
        """Returns a mark of the sentence for which something like it was looked for."""
        return hash_of({"sentence": self._sentence}) if self._sentence else ""

    def _has_unseen_alike(self) -> bool:
        """Returns whether there is something like it that was not shown for this sentence."""
        return self.request.POST.get("compared", "") != self._compared and bool(self._alike())

    def _alike(self) -> list[Any]:
        """Returns the practices that speak of the same thing as the saved sentence, a few at most."""
        if not self._sentence:
            return []
        selection = Selection(words=self._sentence, language=self.language)
        try:
            found = service.match(Land(), selection, size=MOST_ALIKE)
        except EngineUnavailable:
            return []
        return [one.practice for one in found.results] if found.relaxed in SPEAKS_OF_IT else []


def _nearer(latitude: float, longitude: float) -> dict[str, Any]:
    """Returns the part of the world around a first tap, to tap again."""
    return {"map": tile_map(MapTile.around(latitude, longitude)), "is_near": True}


def _towns_near(latitude: float, longitude: float) -> dict[str, Any]:
    """Returns the towns around a second tap to choose from, and the position itself."""
    towns = [place for place, _km in gazetteer.nearest(latitude, longitude, limit=MOST_NEAR)]
    groups = [place_group(candidates(towns, lambda place: str(place.id)))]
    return {
        "choice": PlaceChoice(_("Which of these is nearest?"), groups=groups),
        "choice_name": "tapped",
        "here": place_text(Land().moved_to(latitude, longitude)),
    }
