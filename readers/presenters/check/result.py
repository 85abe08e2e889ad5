"""What comes of the self-assessment: strengths, one next step, practices, and what to ask oneself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from readers.check_query import CheckQuery
from readers.presenters.cards import card
from readers.presenters.check.carbon import (
    FORM_OF,
    CarbonView,
    carbon_view,
    open_questions,
    question_name,
    untold,
)
from readers.presenters.check.forms import unread_text
from readers.presenters.check.words import RATED_LABELS, change_label, way_text
from readers.presenters.land.place_names import place_label
from readers.presenters.problems import land_notices
from readers.presenters.view_models import Card, Link
from readers.presenters.wording import listed
from readers.request_land import with_query
from readers.results_query import parameter
from search.service import SearchResults
from zones.carbon_sentences import manure_text
from zones.self_assessment import (
    GOOD_RATING,
    RATED,
    Assessment,
    FarmAnswers,
    SingleChange,
    lowest_rated,
)

MOST_PRACTICES: Final = 3
# Practices that a change belongs to.
GROUPS_OF_CHANGE: Final = {
    "tillage": ("minimal_tillage",),
    "inputs": ("soil_cover", "rotation_intercropping", "organic_amendments"),
    "pasture": ("livestock_pasture", "restoration"),
}
# Practices that answer a low rating. Work, money and one's say are answered by no group of them.
GROUPS_OF_RATING: Final = {
    "cover": ("soil_cover",),
    "erosion": ("erosion_control",),
    "worms": ("organic_amendments", "soil_cover"),
    "water": ("water_harvesting", "soil_cover"),
    "bad_year": ("rotation_intercropping", "agroforestry"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one step to think about: why, the ways to do it, and whom to ask where no practice answers."""

    heading: str
    reasons: Sequence[str]
    ways: Sequence[str] = ()
    ask_url: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that check/result.html shows."""

    place: str
    change_url: str
    problems: Sequence[str]
    strengths: Sequence[str]
    step: NextStep
    cards: Sequence[Card]
    cards_note: str
    more_url: str
    carbon: CarbonView
    market_url: str
    unknown: Sequence[Link]
    open_questions: Sequence[str]
    safeguards: Sequence[str]
    share_url: str
    whatsapp_url: str
    start_url: str


def groups_for(query: CheckQuery, found: Assessment) -> frozenset[str]:
    """Return the practice groups to look among; none for all."""
    if found.best is not None:
        return frozenset(GROUPS_OF_CHANGE[found.best.kind])
    return frozenset(GROUPS_OF_RATING.get(lowest_rated(query.ratings), ()))


def check_result(query: CheckQuery, found: Assessment, answer: SearchResults | None) -> CheckResult:
    """Return the last page. `answer` has the practices of `groups_for`, None while no engine answers."""
    path = reverse("readers:check")
    share_url = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    groups = groups_for(query, found)
    filters = [(parameter("practice_group"), code) for code in sorted(groups)]
    results = answer.results[:MOST_PRACTICES] if answer is not None else []
    message = _("Look at how you farm and find one next step: %(link)s") % {"link": share_url}
    return CheckResult(
        place=place_label(query.land) if not query.land.is_empty else "",
        change_url=query.at(1).address(path),
        problems=[*land_notices(query.request_land), *(unread_text(*pair) for pair in query.unread)],
        strengths=_strengths(query),
        step=_next_step(query, found),
        cards=[
            card(query.request_land, one.practice, one.explanation, None, one.warnings) for one in results
        ],
        cards_note=_cards_note(query, answer, filtered=bool(groups)),
        more_url=with_query(
            reverse("readers:results"),
            [*query.request_land.pairs, *(filters if answer is not None and not answer.relaxed else [])],
        ),
        carbon=carbon_view(query, found),
        market_url=with_query(reverse("readers:carbon_market"), query.request_land.pairs),
        unknown=[
            Link(question_name(name), query.at(FORM_OF[name]).address(path)) for name in untold(query, found)
        ],
        open_questions=open_questions(query.answers),
        safeguards=_safeguards(query, found.best),
        share_url=share_url,
        whatsapp_url=f"https://wa.me/?text={quote(message, safe='')}",
        start_url=path,
    )


def _strengths(query: CheckQuery) -> list[str]:
    """Return what is done already and what the farmer rates well, in the farmer's own terms."""
    told, found = query.answers, []
    if told.tillage == "reduced":
        found.append(_("You work only a part of the soil."))
    if told.tillage == "none":
        found.append(_("You sow without working the soil."))
    if told.stalks == "left":
        found.append(_("You leave the stalks on the field."))
    if told.pasture in ("nominal", "improved"):
        found.append(_("Your pasture is grazed with care."))
    gifts = {
        "legume": _("legumes"),
        "compost": _("compost or mulch"),
        "manure": _("manure"),
        "cover_crop": _("a cover crop"),
        "grass": _("grass in the rotation"),
    }
    given = [text for code, text in gifts.items() if code in told.given]
    if given:
        found.append(_("Your field gets: %(list)s.") % {"list": listed(given)})
    good = [str(RATED_LABELS[name]) for name in RATED if query.ratings.get(name, 0) >= GOOD_RATING]
    return [*found, *(_("You rate as good: %(what)s") % {"what": text} for text in good)]


def _next_step(query: CheckQuery, found: Assessment) -> NextStep:
    if found.best is not None:
        return NextStep(
            change_label(found.best),
            [
                _("Of the changes we can calculate, this is best for the soil's carbon even at its low end."),
                *([manure_text()] if any("manure" in way.gifts for way in found.best.ways) else []),
            ],
            _ways(query.answers, found.best),
        )
    lowest = lowest_rated(query.ratings)
    if lowest in GROUPS_OF_RATING:
        return NextStep(
            str(RATED_LABELS[lowest]),
            [_("You rate this lowest. Look at what others tried for it, and what came of it.")],
        )
    if lowest:
        return NextStep(
            str(RATED_LABELS[lowest]),
            [_("You rate this lowest. No care of the soil answers it alone: ask people on land like yours.")],
            ask_url=with_query(reverse("readers:ask_new"), query.request_land.pairs),
        )
    return NextStep(
        _("Nothing stands out yet"),
        [_("Your answers do not point to one step. Tell more, or look at what others tried.")],
    )


def _ways(answers: FarmAnswers, change: SingleChange) -> list[str]:
    now = answers.inputs
    return [way_text(now, way) for way in change.ways] if now is not None else []


def _cards_note(query: CheckQuery, answer: SearchResults | None, *, filtered: bool) -> str:
    if answer is None:
        return _("The search is away for a moment: the practices cannot be shown now.")
    if query.land.is_empty:
        return _("Say where your field is, and they are compared with it.")
    if answer.relaxed and filtered:
        return _("Nobody has told us of such a practice yet. These come nearest.")
    return _("What failed stands among what worked.")


def _safeguards(query: CheckQuery, change: SingleChange | None) -> list[str]:
    """Return what to ask oneself before anything is changed."""
    found = [
        _("Is your right to the land safe for as long as the change takes?"),
        _("Would it cost food, fodder, fuel or work that you need?"),
    ]
    now = query.answers.inputs
    if change is not None and now is not None and any(way.residues != now.residues for way in change.ways):
        found.append(_("Who uses the stalks now, and what would they use instead?"))
    return [
        *found,
        _("Do those who do the work agree, women and men?"),
        _("Can you try it on a small part first, with a part left as it was to compare?"),
    ]
