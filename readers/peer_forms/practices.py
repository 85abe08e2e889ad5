"""Finds the practice in whose address a page stands: PRACTICE/tried/, PRACTICE/peers/, PRACTICE/keep/."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Site
from wagtail.views import serve

from practices.models import Practice

PracticePage: TypeAlias = Callable[..., HttpResponseBase]


def practice_at(request: HttpRequest, path: str) -> Practice | None:
    """Returns the public practice at a path of the site, "west-africa/zai" for one."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    url_path = f"{site.root_page.url_path}{path}/"
    found: Practice | None = Practice.objects.public().filter(url_path=url_path).first()
    return found


def below_practice(view: PracticePage, name: str) -> PracticePage:
    """Returns a view that gets the practice, and leads on to the page of the tree where there is none.

    So a practice that is itself called "tried" or "peers" can be reached. `name` is the end of the address.
    """

    def found(request: HttpRequest, path: str, **kwargs: Any) -> HttpResponseBase:
        practice = practice_at(request, path)
        if practice is None:
            answer: HttpResponseBase = serve(request, f"{path}/{name}")
            return answer
        return view(request, practice=practice, **kwargs)

    # The forms check where they are sent from themselves; what is served of the tree takes nothing in.
    found.csrf_exempt = True  # type: ignore[attr-defined]
    return found
