"""Writes one of each thing that peers send, and prints the addresses of the pages that exist because of it.

    python -m benchmarks.told_things

For a site that is thrown away afterwards, in whose environment it is run: `benchmarks.accessibility` walks
these pages beside those that every site has. Prints JSON, the path below the language's prefix by name.
"""

import json
import secrets
from datetime import time, timedelta
from typing import Any, Final

import django

PRACTICE: Final = "stone-bunds-tigray"
LAND: Final = [["place_name", "Boukoumbé"], ["lat", "9.8"], ["lon", "1.5"], ["texture", "sandy"]]
TOLD: Final = {"place_name": "Boukoumbé", "country": "BJ", "land_pairs": LAND}
LANGUAGE: Final = "fr"


def write() -> dict[str, str]:
    """Writes the things and returns where they are seen."""
    from practices.models import Practice

    practice = Practice.objects.get(external_id=PRACTICE)
    path = practice.get_url().split("/", 2)[2]
    return {
        **_reports(practice),
        **_questions(),
        **_draft(),
        **_listener(),
        **_partners(),
        **_country(),
        **_happening(),
        "practice with reports": f"/{path}",
        "tried": f"/{path}tried/",
        "peers": f"/{path}peers/",
        "flag a practice": f"/flag/practice/{practice.pk}/",
        "thanks for a flag": f"/flag/practice/{practice.pk}/thanks/",
    }


def _reports(practice: Any) -> dict[str, str]:
    """Four that are published, so that there is a band, and one that the region asks about."""
    from exchange.deciding import take_step
    from exchange.models import Action, Report
    from exchange.sending import send

    for outcome in ("worked", "partly", "did_not_work", "stopped"):
        content = {
            **TOLD,
            "practice": practice,
            "outcome": outcome,
            "since": "longer",
            "changed": "Plus haut.",
        }
        told = send(Report, _stamp(), content, language=LANGUAGE)
        take_step(told.item, Action.PUBLISHED)
    content = {**TOLD, "practice": practice, "outcome": "worked", "since": "this_year", "changed": ""}
    asked = send(Report, _stamp(), content, language=LANGUAGE)
    take_step(asked.item, Action.ASKED, words="Combien de pierres ?")
    of_told, of_asked = f"/mine/{told.token}/", f"/mine/{asked.token}/"
    return {
        "my things": of_told,
        "my things, just sent": f"{of_told}?sent=1",
        "put right": f"{of_asked}report/{asked.item.pk}/correct/",
        "a year later": f"{of_told}report/{told.item.pk}/later/",
        "reply": f"{of_asked}report/{asked.item.pk}/reply/",
        "erase one": f"{of_told}report/{told.item.pk}/erase/",
        "erase all": f"{of_told}erase/",
        "flag a report": f"/flag/report/{told.item.pk}/",
    }


def _questions() -> dict[str, str]:
    from exchange.deciding import take_step
    from exchange.models import Action, Answer, Question
    from exchange.sending import send

    asked = send(
        Question, _stamp(), {**TOLD, "text": "Comment garder l’eau sur un sol sableux ?"}, language=LANGUAGE
    )
    take_step(asked.item, Action.PUBLISHED)
    answer = {**TOLD, "question": asked.item, "text": "Avec des cordons de pierres."}
    take_step(send(Answer, _stamp(), answer, language=LANGUAGE).item, Action.PUBLISHED)
    return {
        "question": f"/ask/{asked.item.pk}/",
        "answer": f"/ask/{asked.item.pk}/answer/",
        "my question": f"/mine/{asked.token}/",
        "what helped": f"/mine/{asked.token}/question/{asked.item.pk}/helped/",
    }


def _draft() -> dict[str, str]:
    from exchange import contributing

    place = {"land_pairs": LAND, "place_name": "Boukoumbé", "country": "BJ"}
    draft, token = contributing.begin(_stamp(), place, language=LANGUAGE)
    told = {
        "what": {"sentence": "Cordons de pierres contre l’eau", "problem": "", "crops": ["maize"]},
        "how": {"steps": "Chercher des pierres.\nLes poser à niveau.", "when": ""},
        "outcome": {"outcome": "worked", "did_not_work": "", "how_overcome": "", "since_year": "2019"},
    }
    for screen, values in told.items():
        contributing.save(draft, screen, values, language=LANGUAGE)
    screens = {f"tell, {screen}": f"/tell/{token}/{screen}/" for screen in contributing.SCREENS}
    return screens | {"tell, send": f"/tell/{token}/send/"}


def _listener() -> dict[str, str]:
    from exchange import listeners
    from exchange.models import Listener

    token = listeners.ask("paysan@example.org", listeners.Wish(LANGUAGE, [LANGUAGE], LAND))
    listener = Listener.objects.get(email="paysan@example.org")
    return {"confirm": f"/confirm/{token}/", "stop": f"/stop/{listeners.stop_token(listener)}/"}


def _partners() -> dict[str, str]:
    """Two numbered dummies that complement each other, one of them with all that a page shows."""
    from network.models import Action, Partner

    common = {"kind": "civil_society", "state": "checked", "country": "BJ", "latitude": 9.8, "longitude": 1.5}
    one = Partner.objects.create(
        **common,
        name="Partner 001",
        about_fr="Du compost avec les voisins.",
        website="https://example.org/",
        offers=("farmer_training",),
        seeks=("finance",),
        languages=("fr",),
        objectives=("A3",),
    )
    Action.objects.create(
        partner=one, title="Compost", kind="training", practice_groups=("organic_amendments",), country="BJ"
    )
    Partner.objects.create(**common, name="Partner 002", offers=("finance",), languages=("fr",))
    address = f"/partners/{one.external_id}/"
    return {"partner": address, "partners": "/partners/", "partners, a part": "/partners/?box=12,-12,24"}


def _country() -> dict[str, str]:
    """A country with a number that was corrected, one with a range, and an answer in words."""
    from network.countries.stated import enter, publish
    from network.models import StatedValue

    sourced = {"country": "TG", "year": 2024, "source_text": "Written for tests", "origin": "reported"}
    for told in (
        {"indicator": "organisations", "best": 4},
        {"indicator": "organisations", "best": 5, "source_url": "https://example.org/"},
        {"indicator": "farmers_total", "low": 10, "best": 15, "high": 20},
        {"indicator": "soil_law_or_plan", "choice": "planned"},
    ):
        value = StatedValue(**sourced, **told)
        enter([value], None)
        publish(value.pk, None)
    return {
        "country with values": "/countries/tg/",
        "countries with values": "/countries/?with=values",
        "dashboard with values": "/dashboard/",
    }


def _happening() -> dict[str, str]:
    """An event with all that a page shows, one that is over, and an article in a language of its own."""
    from django.utils import timezone

    from network.models import Event, PressItem

    today, public = timezone.localdate(), {"state": "published"}
    event = Event.objects.create(
        **public,
        title_fr="Journée au champ 1",
        summary_fr="On creuse des trous.",
        starts_on=today + timedelta(days=30),
        starts_at=time(9),
        ends_at=time(12),
        zone="Africa/Porto-Novo",
        place="Copargo",
        country="BJ",
        languages=("fr", "en"),
        organiser="Group 1",
        online_url="https://example.org/online",
        url="https://example.org/",
    )
    Event.objects.create(**public, title_en="Day 2", place="Cusco", starts_on=today - timedelta(days=30))
    PressItem.objects.create(
        **public,
        title="Boden 1",
        outlet="Paper 1",
        language="de",
        url="https://example.org/",
        published_on=today,
        text_fr="Il y est question des sols.",
    )
    return {
        "event": f"/events/{event.pk}/",
        "events with some": "/events/?page=1",
        "press review with some": "/press/?page=1",
    }


def _stamp() -> Any:
    from exchange.stamps import Stamp

    return Stamp(secrets.token_hex(16), timedelta(minutes=1))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(write()))
