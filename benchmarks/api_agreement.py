"""Asks page and API the same for random lands: `python -m benchmarks.api_agreement`.

    python -m benchmarks.api_agreement [--lands 200] [--engine embedded]

Uses the data folder in use, which needs practices (`manage.py up --setup-only`).
"""

import argparse
import random
import sys
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


def differences(lands: int) -> list[str]:
    """Returns the questions to which page and API name other practices, or another number of them."""
    from django.conf import settings
    from django.test import Client

    from tests.html import parsed

    settings.API_REQUESTS_PER_HOUR = 0
    client, chance, found = Client(), random.Random(SEED), []
    for _land in range(lands):
        query = urlencode(pairs(chance))
        page = parsed(client.get(f"/en/practices/?{query}"))
        shown = [urlsplit(str(link["href"])).path for link in page.select(".card h3 a")]
        told = client.get(f"/api/v1/match?{query}&language=en").json()
        answered = [urlsplit(one["url"]).path for one in told["results"]]
        if shown != answered:
            found.append(query)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lands", type=int, default=200)
    parser.add_argument("--engine", default="")
    asked = parser.parse_args()
    django.setup()
    from django.conf import settings

    if asked.engine:
        settings.SEARCH["ENGINE"] = asked.engine
    found = differences(asked.lands)
    for query in found:
        print(f"differs: {query}")
    print(f"{asked.lands} lands, {len(found)} on which page and API differ")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
