"""What comes of the self-assessment: strengths, one next step, practices, and what to ask oneself."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from readers.check_query import CheckQuery
from readers.presenters.check.carbon import (
    FORM_OF,
    CarbonView,
    carbon_view,
    open_questions,
    question_name,
    untold,
)
from readers.presenters.check.forms import unread_text
from readers.presenters.check.practices import GROUPS_OF_RATING, PracticesView, practices_view
from readers.presenters.check.words import RATED_LABELS, change_label, plain_step_text, way_text
from readers.presenters.land.place_names import place_label
from readers.presenters.problems import land_notices
from readers.presenters.view_models import Link
from readers.presenters.wording import listed
from readers.request_land import with_query
from search.service import SearchResults
from zones.carbon_sentences import manure_text
from zones.self_assessment import (
    GOOD_RATING,
    RATED,
    Assessment,
    FarmAnswers,
    SingleChange,
    lowest_rated,
    plain_step,
)


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
    practices: PracticesView
    carbon: CarbonView
    market_url: str
    unknown: Sequence[Link]
    open_questions: Sequence[str]
    safeguards: Sequence[str]
    share_url: str
    whatsapp_url: str
    start_url: str


def check_result(query: CheckQuery, found: Assessment, answer: SearchResults | None) -> CheckResult:
    """Return the last page. `answer` has practices of the step's groups, None while no engine answers."""
    path = reverse("readers:check")
    share_url = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    message = _("Look at how you farm and find one next step: %(link)s") % {"link": share_url}
    return CheckResult(
        place=place_label(query.land) if not query.land.is_empty else "",
        change_url=query.at(1).address(path),
        problems=[*land_notices(query.request_land), *(unread_text(*pair) for pair in query.unread)],
        strengths=_strengths(query),
        step=_next_step(query, found),
        practices=practices_view(query, found, answer),
        carbon=carbon_view(query, found),
        market_url=with_query(reverse("readers:carbon_market"), query.request_land.pairs),
        unknown=[
            Link(question_name(name), query.at(FORM_OF[name]).address(path)) for name in untold(query, found)
        ],
        open_questions=open_questions(query.answers),
        safeguards=_safeguards(query, found),
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
    if plain := plain_step(query.answers):
        return NextStep(
            plain_step_text(plain),
            [
                _(
                    "No figure for your field is sure enough to choose by. On other land this is among the"
                    " changes that help the soil's carbon."
                )
            ],
        )
    return NextStep(
        _("Nothing stands out yet"),
        [_("Your answers do not point to one step. Tell more, or look at what others tried.")],
    )


def _ways(answers: FarmAnswers, change: SingleChange) -> list[str]:
    now = answers.inputs
    return [way_text(now, way) for way in change.ways] if now is not None else []


def _safeguards(query: CheckQuery, found: Assessment) -> list[str]:
    """Return what to ask oneself before anything is changed."""
    asked = [
        _("Is your right to the land safe for as long as the change takes?"),
        _("Would it cost food, fodder, fuel or work that you need?"),
    ]
    if _leaves_stalks(query, found):
        asked.append(_("Who uses the stalks now, and what would they use instead?"))
    return [
        *asked,
        _("Do those who do the work agree, women and men?"),
        _("Can you try it on a small part first, with a part left as it was to compare?"),
    ]


def _leaves_stalks(query: CheckQuery, found: Assessment) -> bool:
    """Return whether the step may leave stalks on the field that are not left now."""
    now = query.answers.inputs
    if found.best is not None:
        return now is not None and any(way.residues != now.residues for way in found.best.ways)
    return not lowest_rated(query.ratings) and plain_step(query.answers) == "stalks"
