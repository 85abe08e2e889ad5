"""What to ask next, as links that answer with one tap. A place alone never reads as a full match."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from matching.question import missing
from readers.presenters.view_models import Ask
from readers.presenters.wording import sentence_case
from readers.request_land import RequestLand
from zones.labels import choices

# Offered first because most farms have one of them; the land page has them all.
FIRST_CROPS = ("maize", "millet_sorghum", "wheat_barley", "rice", "pulses_oilseeds", "vegetables", "cattle")


def asks(path: str, told: RequestLand, also: Sequence[tuple[str, str]] = ()) -> list[Ask]:
    """Questions still open for this land; each option is the same page with that answer added."""

    def options(factor: str, pairs: Sequence[tuple[str, object]]) -> list[tuple[str, str]]:
        return [
            (sentence_case(str(text)), f"{path}?{urlencode([*told.pairs, (factor, code), *also])}")
            for code, text in pairs
        ]

    open_questions = missing(told.land)
    found = []
    if told.land.latitude is None:
        found.append(Ask("place", _("The climate is not compared yet. Say where your land is."), ()))
    if "soil" in open_questions:
        text = _("The soil is not compared yet. How does yours feel?")
        found.append(Ask("soil", text, options("texture", choices("TEXTURES"))))
    if "crops" in open_questions:
        text = _("The crop is not compared yet. What do you grow or keep?")
        labels = dict(choices("CROPS"))
        found.append(Ask("crops", text, options("crops", [(code, labels[code]) for code in FIRST_CROPS])))
    return found
