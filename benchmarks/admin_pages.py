"""What pages of the admin cost: queries, bytes, boxes, time of processor and clock; prints a table.

    python -m benchmarks.admin_pages [--times 10]

Opens, as a correspondent of the first region, desk, lists, the empty form and that of the practice there with
most steps. Measures the data folder in use (see benchmarks.fill); whatever is written is taken back.
"""

import argparse
import os
import re
from collections.abc import Iterator
from typing import Any

import brotli

from benchmarks.timing import cpu_ms, machine, shown, wall_ms

BOX = re.compile(r"<(?:input(?![^>]*type=\"hidden\")|select|textarea)\b")
# What is seen when the form is opened: the first group, without what is folded in it.
FIRST_GROUP = re.compile(
    r"<section\b[^>]*role=\"tabpanel\".*?(?=<section\b[^>]*role=\"tabpanel\")", re.DOTALL
)
FOLDED = re.compile(r"<details\b.*?</details>", re.DOTALL)
# What is copied when a row is added stands in the page once more.
TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)


def addresses() -> Iterator[tuple[str, str]]:
    from django.db.models import Count
    from django.urls import reverse

    from practices.models import Practice, RegionSection

    region = RegionSection.objects.order_by("path")[0]
    yield "desk", reverse("wagtailadmin_home")
    yield "practices", "/admin/practices/"
    yield "pages of the region", reverse("wagtailadmin_explore", args=[region.pk])
    yield "translations", reverse("translations")
    yield "what is covered", "/admin/reports/coverage/"
    yield "empty form", reverse("wagtailadmin_pages:add", args=["practices", "practice", region.pk])
    inside = Practice.objects.child_of(region).annotate(number=Count("steps"))
    longest = inside.order_by("-number", "pk")[0]
    yield "a practice's form", reverse("wagtailadmin_pages:edit", args=[longest.pk])


def correspondent() -> Any:
    """Returns somebody with the rights of the first region's correspondents and no others."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.db.models import Min

    from practices.models import RegionSection

    region = RegionSection.objects.order_by("path")[0]
    people = Group.objects.filter(page_permissions__page=region.page_ptr_id).annotate(first=Min("pk"))
    user = get_user_model()._default_manager.create(email="form@example.org", display_name="form")
    user.groups.add(people.order_by("pk")[0])
    return user


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.production")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    print(machine())
    print("| page | queries | boxes | seen at first | HTML | compressed | processor | clock |")
    print("|---|---|---|---|---|---|---|---|")
    with transaction.atomic():
        browser = Client(headers={"accept-language": "fr"})
        browser.force_login(correspondent(), settings.AUTHENTICATION_BACKENDS[0])
        for name, address in addresses():
            browser.get(address)
            queries: list[str] = []

            def counted(execute: Any, sql: str, *rest: Any, queries: list[str] = queries) -> Any:
                queries.append(sql)
                return execute(sql, *rest)

            with connection.execute_wrapper(counted):
                answer = browser.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code} {answer.headers.get('Location', '')}")
            html = answer.content.decode()
            boxes = len(BOX.findall(TEMPLATE.sub("", html)))
            first = FIRST_GROUP.search(html)
            seen = len(BOX.findall(FOLDED.sub("", first[0]))) if first else 0
            took = shown(cpu_ms([lambda address=address: browser.get(address)] * times))
            clock = shown(wall_ms([lambda address=address: browser.get(address)] * times))
            size, packed = len(answer.content), len(brotli.compress(answer.content, quality=6))
            weight = f"{size / 1000:.0f} kB | {packed / 1000:.1f} kB"
            print(f"| {name} | {len(queries)} | {boxes} | {seen} | {weight} | {took} | {clock} |")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
