"""Times what questions cost: finding the peers of one, and searching among many.

`python -m benchmarks.question_peers [LISTENERS] [QUESTIONS]`, on a site of its own, removed afterwards.
"""

import random
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from django.core.management import call_command

from benchmarks import texts
from benchmarks.temporary_site import temporary_site
from zones.vocabulary import CROPS, LANGUAGES, TEXTURES

SEED: Final = 20261129
WORDS: Final = 40
SEARCHES: Final = 20
HERE: Final = [["lat", "9.8"], ["lon", "1.5"], ["texture", "sandy"], ["crops", "maize"], ["slope", "flat"]]


def timed(name: str, work: Callable[[], object]) -> None:
    """Prints what the work took of the processor, so that other work on the machine counts little."""
    started = time.process_time()
    found = work()
    print(f"{name:34}{(time.process_time() - started) * 1000:9.1f} ms   {found}")


def some_land(dice: random.Random) -> list[list[str]]:
    """Returns a land of Africa, Europe or near both, with what most people say of theirs."""
    return [
        ["lat", f"{dice.uniform(-30, 50):.1f}"],
        ["lon", f"{dice.uniform(-15, 40):.1f}"],
        ["texture", dice.choice(TEXTURES)],
        ["crops", dice.choice(CROPS)],
        ["slope", "flat"],
    ]


def fill(listeners: int, questions: int) -> None:
    """Writes peers who confirmed, and published questions of one author."""
    from django.utils import timezone

    from exchange.models import Action, Author, Decision, Listener, Question, State

    dice, now = random.Random(SEED), timezone.now()
    shared: dict[str, Any] = {"language": "en", "reads": list(LANGUAGES), "confirmed_at": now}
    Listener.objects.bulk_create(
        Listener(email=f"peer{number}@example.org", land_pairs=some_land(dice), **shared)
        for number in range(listeners)
    )
    author = Author.objects.create(language="en", code_hash="measured")
    written = Question.objects.bulk_create(
        Question(
            author=author,
            form_id=f"{number:032d}",
            language=language,
            text=texts.text(dice, language, WORDS),
            state=State.PUBLISHED,
            published_at=now,
            land_pairs=HERE,
        )
        for number in range(questions)
        for language in [dice.choice(LANGUAGES)]
    )
    Decision.objects.bulk_create(
        Decision(item_kind=one.kind, item_number=one.pk, action=Action.PUBLISHED) for one in written
    )


def measure() -> None:
    """Prints a line for each kind of work."""
    from exchange.deciding import take_step
    from exchange.deliveries import find_peers
    from exchange.models import Action, Question
    from search import questions

    dice = random.Random(SEED)
    question = Question.objects.earliest("pk")
    timed("peers of a question", lambda: find_peers(question.pk))
    timed("first search of a process", lambda: len(questions.found("stone lines", "en", 3)))
    words = [texts.query(dice, "en") for _search in range(SEARCHES)]
    timed(f"{SEARCHES} searches", lambda: sum(len(questions.found(one, "en", 3)) for one in words))
    take_step(question, Action.HIDDEN)
    timed("search after one was hidden", lambda: len(questions.found("stone lines", "en", 3)))


def main() -> None:
    listeners, count = (
        int(sys.argv[place]) if len(sys.argv) > place else usual for place, usual in ((1, 10_000), (2, 5_000))
    )
    with temporary_site():
        call_command("load_thesaurus", verbosity=0)
        fill(listeners, count)
        print(f"{listeners} listeners, {count} questions of {WORDS} words")
        measure()


if __name__ == "__main__":
    main()
