"""What the tests of questions do again and again: ask, answer, publish, listen, let the worker work."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from exchange.deciding import take_step
from exchange.deliveries import find_peers, send_due
from exchange.models import Action, Answer, Author, Listener, PeerItem, Question, State
from exchange.stamps import new_stamp
from practices.models import RegionSection
from readers.peer_mails import questions_mail

# Around Kopargo in Benin: hot, a season of half a year.
LAND = [("place_name", "Kopargo"), ("lat", "9.8"), ("lon", "1.5"), ("texture", "sandy"), ("slope", "flat")]
FARM = [*LAND, ("crops", "maize"), ("water_supply", "rainfed")]
# Cold and far away.
BERN = [("lat", "46.9"), ("lon", "7.4"), ("texture", "clay"), ("slope", "steep"), ("crops", "maize")]

_made = iter(range(1_000_000))


def form(subject: str, land: Sequence[tuple[str, str]] = FARM, **typed: Any) -> dict[str, Any]:
    """Returns what the form of a person sends who took their time."""
    data: dict[str, Any] = {"stamp": new_stamp(subject, timezone.now() - timedelta(minutes=1))}
    for name, value in land:
        data.setdefault(name, []).append(value)
    told = dict(land)
    position = f"{told['lat']}, {told['lon']}" if "lat" in told else ""
    data["place_typed"] = told.get("place_name", position)
    return data | typed


def post(client: Client, address: str, data: dict[str, Any], **headers: str) -> Any:
    return client.post(address, data, headers={"Origin": "http://testserver", **headers})


def made(model: type[PeerItem], **fields: Any) -> Any:
    """Writes an item as if somebody had sent it."""
    number = next(_made)
    author = Author.objects.create(
        language=fields.get("language", "en"),
        code_hash=f"{number:064d}",
        email=fields.pop("email", ""),
    )
    values = {"land_pairs": FARM, "country": "BJ", "place_name": "Kopargo", "language": "en", **fields}
    return model._default_manager.create(author=author, form_id=f"{number:032d}", **values)


def published_question(section: RegionSection | None = None, **fields: Any) -> Question:
    question: Question = made(Question, region=section, **{"text": "How do I keep striga away?", **fields})
    take_step(question, Action.PUBLISHED)
    return question


def published_answer(question: Question, **fields: Any) -> Answer:
    answer: Answer = made(
        Answer, question=question, region=question.region, **{"text": "I sow beans between.", **fields}
    )
    take_step(answer, Action.PUBLISHED)
    return answer


def listener(email: str, land: Sequence[tuple[str, str]] = FARM, **fields: Any) -> Listener:
    values = {"language": "en", "reads": ["en"], "confirmed_at": timezone.now(), **fields}
    found: Listener = Listener.objects.create(email=email, land_pairs=[list(one) for one in land], **values)
    return found


def deliver(question: Question | None = None) -> int:
    """Does what the worker does after a question was published; returns how many mails were written."""
    for one in [question] if question else Question.objects.filter(state=State.PUBLISHED):
        find_peers(one.pk)
    return send_due(questions_mail)


def path_in(mail: EmailMessage, part: str) -> str:
    """Returns the path of the link in a mail that has this part."""
    (found,) = set(re.findall(rf"https?://[^/\s]+(/\w\w/{part}/\S+)", str(mail.body)))
    return str(found)
