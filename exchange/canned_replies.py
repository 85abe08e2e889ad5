"""Gives the replies that the people of a region send again and again, in the language of who gets them.

Each has a title in the language of whoever chooses it, who need not read the other one. The first of a list
stands in the field already.
"""

from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.models import Action, Kind

FAILURES: Final = frozenset({"did_not_work", "stopped", "partly"})


@dataclass(frozen=True, slots=True)
class Canned:
    title: Promise
    text: Promise


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply ready to send: its title for the region's people, its text for the author."""

    title: str
    text: str


THANKS_FAILURE: Final = Canned(
    _("Thanks: failures help too"),
    _("Thank you. What you told is published. To know where something fails helps the others."),
)
THANKS_REPORT: Final = Canned(
    _("Thanks: it helps others"),
    _("Thank you. What you told is published: others now see how it went on land like yours."),
)
YEAR_LATER: Final = Canned(
    _("Thanks, and tell us in a year"),
    _("Thank you, it is published. Please tell us in a year, by the same link, how it went on."),
)
QUESTION_OUT: Final = Canned(
    _("It goes to people on like land"),
    _(
        "Your question is published. It goes to people on land like yours; what they answer will stand on "
        "your private page."
    ),
)
QUESTION_PATIENCE: Final = Canned(
    _("Published, answers take time"),
    _("Your question is published. Answers may take some days: people here are in their fields."),
)
ANSWER_OUT: Final = Canned(
    _("Thanks for answering"), _("Thank you for answering. It is published, and whoever asked can read it.")
)
SHORTENED: Final = Canned(
    _("Spelling or length only"),
    _(
        "Thank you, it is published. We only shortened it or put the spelling right; what you wrote still "
        "stands on your private page."
    ),
)
NAME_LEFT_OUT: Final = Canned(
    _("Somebody's name left out"),
    _(
        "Thank you, it is published. We left out the name of a person; what you wrote still stands on your "
        "private page."
    ),
)
WHERE: Final = Canned(
    _("Where is it?"),
    _("Thank you. One question before it is published: near which village or town is your field?"),
)
MORE: Final = Canned(
    _("What exactly was done?"),
    _("Thank you. Before it is published: what exactly did you do, and in which month?"),
)
FIELD: Final = Canned(
    _("What is the land like?"),
    _("Thank you. So that others can help: what is your soil like, and is your field flat or on a slope?"),
)
PHOTO: Final = Canned(
    _("Who is in the photo?"),
    _(
        "Thank you. Somebody can be recognised in your photo. Do they agree to be seen by everybody? For a "
        "child, the parents decide."
    ),
)
VOICE: Final = Canned(
    _("The recording is hard to hear"),
    _("Thank you. Your recording is hard to hear. Can you say it once more, in a quiet place?"),
)
TWICE: Final = Canned(
    _("It came twice"), _("This came to us twice, so we publish it once. The other one stays. Thank you.")
)
NOT_ABOUT_LAND: Final = Canned(
    _("Not about farming"),
    _("We did not publish this: it is not about land or farming. You can send something else at any time."),
)
NO_AGREEMENT: Final = Canned(
    _("Somebody has not agreed"),
    _("We did not publish this: it names or shows somebody, and we do not know that they agree."),
)
ADVERTISING: Final = Canned(
    _("Advertising"), _("We did not publish this: it is advertising. What you tried yourself is welcome.")
)
DANGEROUS: Final = Canned(
    _("Dangerous to copy"),
    _("We did not publish this: whoever copies it could come to harm. Write to us if you see it otherwise."),
)
HIDDEN_PERSON: Final = Canned(
    _("Somebody can be recognised"),
    _(
        "We took this off the site: somebody can be recognised who has not agreed. If they agree, answer on "
        "your private page and we publish it again."
    ),
)
HIDDEN_DANGEROUS: Final = Canned(
    _("Dangerous to copy"),
    _("We took this off the site: whoever copies it could come to harm. Answer if you see it otherwise."),
)
HIDDEN_WRONG: Final = Canned(
    _("Wrong or out of date"),
    _("We took this off the site: readers told us that it is wrong or out of date. Please tell us more."),
)
HIDDEN_CHECK: Final = Canned(
    _("Hidden while we check"),
    _("We took this off the site while we check what a reader told us about it. You will hear from us."),
)
KEPT_RIGHT: Final = Canned(
    _("Looked at, it is right"),
    _("Thank you for telling us. We looked at it with people who know the place: it is right, and it stays."),
)
KEPT_OPINION: Final = Canned(
    _("Others saw it otherwise"),
    _(
        "Thank you for telling us. It is what somebody saw on their own land, so it stays. Tell us how it "
        "went on yours: both stand side by side then."
    ),
)

# By what is decided, for every kind of item; what fits one kind only comes before it, see `_special`.
GENERAL: Final[dict[str, tuple[Canned, ...]]] = {
    Action.PUBLISHED: (YEAR_LATER,),
    Action.EDITED: (SHORTENED, NAME_LEFT_OUT),
    Action.ASKED: (MORE, WHERE, PHOTO, VOICE),
    Action.DECLINED: (TWICE, NOT_ABOUT_LAND, NO_AGREEMENT, ADVERTISING, DANGEROUS),
    Action.HIDDEN: (HIDDEN_CHECK, HIDDEN_PERSON, HIDDEN_DANGEROUS, HIDDEN_WRONG),
    Action.KEPT: (KEPT_RIGHT, KEPT_OPINION),
}


def replies(action: str, kind: str, language: str, outcome: str = "") -> list[Reply]:
    """Returns the replies that go with a decision about an item of a kind, written in `language`."""
    chosen = _special(action, kind, outcome) or GENERAL[action]
    titles = [str(canned.title) for canned in chosen]
    with translation.override(language):
        return [Reply(title, str(canned.text)) for title, canned in zip(titles, chosen, strict=True)]


def _special(action: str, kind: str, outcome: str) -> tuple[Canned, ...]:
    match action, kind:
        case Action.PUBLISHED, Kind.REPORT if outcome in FAILURES:
            return (THANKS_FAILURE, THANKS_REPORT, YEAR_LATER)
        case Action.PUBLISHED, Kind.REPORT:
            return (THANKS_REPORT, YEAR_LATER)
        case Action.PUBLISHED, Kind.QUESTION:
            return (QUESTION_OUT, QUESTION_PATIENCE)
        case Action.PUBLISHED, Kind.ANSWER:
            return (ANSWER_OUT,)
        case Action.ASKED, Kind.QUESTION:
            return (FIELD, WHERE, PHOTO, VOICE)
    return ()
