"""Shows where a practice lies while its place is typed, and lets a pin be set instead."""

from typing import Any

from django.urls import reverse

from practices.editing.folded import FoldedPanel
from practices.editing.place_answer import place_answer
from practices.region_map import frame_of


class PlacePanel(FoldedPanel):
    """Stands below place and country; its own fields are those of the position."""

    class BoundPanel(FoldedPanel.BoundPanel):
        template_name = "practices/panels/place.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            countries = self._countries()
            answer = place_answer(self.instance, countries)
            frame = frame_of(countries)
            address = reverse("practices_place")
            return context | {
                "answer": answer,
                "countries": ",".join(countries),
                "frame": frame,
                "answer_address": address,
                "map_address": reverse("practices_region_map"),
            }

        def _countries(self) -> tuple[str, ...]:
            region = getattr(self.form, "parent_page", None)
            return tuple(getattr(region.specific_deferred, "countries", ())) if region else ()
