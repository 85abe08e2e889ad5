"""What an address of the self-assessment says, read and written in one place: nothing of it is stored.

    step=…                         1 to 6, the forms; 7, what comes of it
    place=… texture=…              the land (readers/request_land.py)
    use_now=… given=… given=…      facts (zones/self_assessment.py)
    rate_cover=1…5                 the farmer's own ratings

Whatever cannot be read is left out and noted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.http import QueryDict

from readers.request_land import PLACE_PARAMETERS, Pairs, RequestLand, with_query
from zones.land import Land
from zones.self_assessment import RATED, RATINGS, SEVERAL_ANSWERS, SINGLE_ANSWERS, FarmAnswers

STEP: Final = "step"
# The form that the answers come from, to go back to if one of them cannot be read.
FROM: Final = "from"
LAST_FORM: Final = 6
RESULT: Final = 7
STALKS_FORM: Final = 4
# Conditions of the land that the first form asks for beside the place.
LAND_QUESTIONS: Final = ("texture", "organic_matter", "waterlogging", "altitude")
LONGEST_SHOWN: Final = 40


def rating_parameter(name: str) -> str:
    """Return the parameter under which an address carries a rating."""
    return f"rate_{name}"


CHECK_PARAMETERS: Final = (*SINGLE_ANSWERS, *SEVERAL_ANSWERS, *map(rating_parameter, RATED), FROM)


@dataclass(frozen=True, slots=True)
class CheckQuery:
    """One screen of the self-assessment: the land, the facts, the ratings.

    `unread` has parameters and what stood there that is none of their answers.
    """

    request_land: RequestLand
    step: int = 1
    answers: FarmAnswers = field(default_factory=FarmAnswers)
    ratings: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, params: QueryDict, request_land: RequestLand) -> "CheckQuery":
        """Return what the parameters say; from a form with something unreadable, that form again."""
        unread: list[tuple[str, str]] = []

        def known(name: str, codes: tuple[str, ...]) -> list[str]:
            given = [value for value in params.getlist(name)[: len(codes) + 1] if value]
            unread.extend((name, value[:LONGEST_SHOWN]) for value in given if value not in codes)
            return [value for value in given if value in codes]

        one = {name: next(iter(known(name, codes)), "") for name, codes in SINGLE_ANSWERS.items()}
        several = {name: frozenset(known(name, codes)) for name, codes in SEVERAL_ANSWERS.items()}
        rated = {name: known(rating_parameter(name), RATINGS) for name in RATED}
        query = cls(
            request_land=request_land,
            step=_step(params.get(STEP, "")) or 1,
            answers=FarmAnswers(
                **one,
                given=several["given"],
                has_little_residue=bool(several["little"]),
                soil_looks=several["soil_look"],
            ),
            ratings={name: int(codes[0]) for name, codes in rated.items() if codes},
            unread=tuple(unread),
        )
        if _step(params.get(FROM, "")) == 1 and query.is_land_unclear:
            return query.at(1)
        return query

    @property
    def land(self) -> Land:
        """Return the land asked about."""
        return self.request_land.land

    @property
    def is_land_unclear(self) -> bool:
        """Return whether the first form has something to be put right."""
        asked = (*PLACE_PARAMETERS, *LAND_QUESTIONS)
        return (
            self.request_land.is_doubtful
            or self.land.is_at_sea
            or any(problem.parameter in asked for problem in self.request_land.problems)
        )

    def at(self, step: int) -> "CheckQuery":
        """Return the same answers on another screen."""
        return replace(self, step=step)

    @property
    def following(self) -> int:
        """Return the screen that comes next: pasture has no stalks."""
        return self.step + 2 if self.answers.is_pasture and self.step == STALKS_FORM - 1 else self.step + 1

    @property
    def preceding(self) -> int:
        """Return the screen before."""
        return self.step - 2 if self.answers.is_pasture and self.step == STALKS_FORM + 1 else self.step - 1

    @property
    def answer_pairs(self) -> Pairs:
        """Return facts and ratings as parameters, in the order they are asked."""
        told = self.answers
        pairs = [("soil_look", code) for code in SEVERAL_ANSWERS["soil_look"] if code in told.soil_looks]
        pairs += [(name, code) for name in SINGLE_ANSWERS if (code := getattr(told, name))]
        pairs += [("little", "yes")] if told.has_little_residue else []
        pairs += [("given", code) for code in SEVERAL_ANSWERS["given"] if code in told.given]
        return pairs + [
            (rating_parameter(name), str(self.ratings[name])) for name in RATED if name in self.ratings
        ]

    def to_query(self) -> Pairs:
        """Return the parameters of the address of this screen, in canonical order."""
        return [(STEP, str(self.step)), *self.request_land.pairs, *self.answer_pairs]

    def address(self, path: str) -> str:
        """Return the address of this screen below `path`."""
        return with_query(path, self.to_query())


def _step(text: str) -> int | None:
    """Return the number of a screen, None for what is none."""
    return int(text) if text in {str(step) for step in range(1, RESULT + 1)} else None
