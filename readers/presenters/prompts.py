"""What to ask next, as links that answer with one tap. A place alone never reads as a full match."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from matching.explanation import Explanation
from readers.presenters.needs import need_questions
from readers.presenters.view_models import Link, Prompt
from readers.presenters.wording import sentence_case
from readers.request_land import Pairs, RequestLand, with_query
from zones.factors import SOIL
from zones.labels import choices

# Offered first because most farms have one of them; the land page has them all.
FIRST_CROPS: Final = (
    *("maize", "millet_sorghum", "wheat_barley", "rice", "pulses_oilseeds"),
    *("vegetables", "cattle"),
)


def prompts(
    path: str,
    request_land: RequestLand,
    beside_land: Pairs | None = None,
    explanations: Iterable[Explanation] = (),
) -> list[Prompt]:
    """Return the questions still open for this land; each option is the same page with that answer added."""

    def options(factor: str, answers: Sequence[tuple[str, object]]) -> list[Link]:
        return [
            Link(
                sentence_case(str(text)),
                with_query(path, [*request_land.pairs, (factor, code), *(beside_land or [])]),
            )
            for code, text in answers
        ]

    answers = request_land.land.answers()
    found = []
    if request_land.land.latitude is None:
        found.append(Prompt(_("The climate is not compared yet. Say where your land is."), ()))
    if not any(factor.name in answers for factor in SOIL):
        text = _("The soil is not compared yet. How does yours feel?")
        found.append(Prompt(text, options("texture", choices("TEXTURES"))))
    if "crops" not in answers:
        text = _("The crop is not compared yet. What do you grow or keep?")
        labels = dict(choices("CROPS"))
        found.append(Prompt(text, options("crops", [(code, labels[code]) for code in FIRST_CROPS])))
    return found or need_questions(explanations, options, answers)
