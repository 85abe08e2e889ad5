"""Asks page and API the same for random lands: `python -m benchmarks.api_agreement`.

    python -m benchmarks.api_agreement [--lands 200] [--engine embedded]

Uses the data folder in use, which needs practices (`manage.py up --setup-only`).
"""

import argparse
import os
import random
import sys
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

import django

SEED = 20261130


def pairs(chance: random.Random) -> list[tuple[str, str]]:
    """Returns the parameters of a land somewhere on the growing land, with some answers."""
    from zones.factors import CHOICES
    from zones.gazetteer import table

    ids = table().ids
    asked = [("place", str(ids.item(chance.randrange(len(ids)))))]
    for name, kind in CHOICES.items():
        if chance.random() < 0.4:
            asked += [(name, code) for code in chance.sample(kind.codes, chance.choice((1, 1, 2)))]
    return asked


def differences(lands: int) -> tuple[list[str], int]:
    """Returns the questions to which page and API name other practices, and how many both have named."""
    from django.conf import settings
    from django.test import Client

    from tests.html import parsed

    settings.API_REQUESTS_PER_HOUR, settings.ALLOWED_HOSTS = 0, ["testserver"]
    client, chance = Client(), random.Random(SEED)
    found, named = list[str](), 0
    for _land in range(lands):
        query = urlencode(pairs(chance))
        page = parsed(client.get(f"/en/practices/?{query}"))
        shown = [urlsplit(str(link["href"])).path for link in page.select(".card h3 a")]
        told = client.get(f"/api/v1/match?{query}&language=en")
        if told.status_code != HTTPStatus.OK:
            raise SystemExit(f"{query}: the API answered {told.status_code}: {told.content.decode()}")
        answered = [urlsplit(one["url"]).path for one in told.json()["results"]]
        named += len(answered)
        if shown != answered:
            found.append(query)
    return found, named


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lands", type=int, default=200)
    parser.add_argument("--engine", default="")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    django.setup()
    from django.conf import settings

    if asked.engine:
        settings.SEARCH["ENGINE"] = asked.engine
    found, named = differences(asked.lands)
    for query in found:
        print(f"differs: {query}")
    print(f"{asked.lands} lands, {named} practices named, {len(found)} lands on which page and API differ")
    sys.exit(bool(found) or not named)


if __name__ == "__main__":
    main()
