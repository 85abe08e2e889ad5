"""Shows one practice as a small card in another site's page: no script, no cookie, one answer."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from practices.models import Practice
from practices.passages import Passage, passage, whole_sentences
from practices.places import place_line
from readers.presenters.cards import outcome_line
from readers.styles import minified

STYLE: Final = Path(__file__).parent / "static" / "api" / "card.css"
LONGEST_FAILED: Final = 160


@cache
def style() -> SafeString:
    """Returns the card's own sheet, which stands in it."""
    return mark_safe(minified(STYLE.read_text(encoding="utf-8")))  # noqa: S308  our own file


@cache
def _policy() -> dict[str, list[str]]:
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return {
        "default-src": ["'none'"],
        "style-src": [f"'sha256-{digest}'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["*"],
    }


@require_safe
@xframe_options_exempt
def card(request: HttpRequest, practice_id: str) -> HttpResponseBase:
    """Answers with the card; what is withdrawn is not there any more."""
    practice = get_object_or_404(Practice.objects.public(), external_id=practice_id)
    failed = passage(practice, "did_not_work")
    context = {
        "style": style(),
        "title": passage(practice, "name"),
        "place": place_line(practice),
        "outcome": outcome_line(practice),
        "failed": Passage(whole_sentences(failed.text, LONGEST_FAILED), failed.lang),
        "url": settings.WAGTAILADMIN_BASE_URL + practice.get_url(),
    }
    return csp_replace(_policy())(lambda _request: render(request, "api/card.html", context))(request)
