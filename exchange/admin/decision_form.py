"""Reads what somebody of the region decides about an item, and keeps all that was typed."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exchange.canned_replies import Reply
from exchange.models import Action
from exchange.models.item import LONGEST_TEXT
from media.models import PeopleConsent

LONGEST_WORDS: Final = 3000
PUBLISHING: Final = (Action.PUBLISHED, Action.EDITED)
# Words that stand in the field already. The others are a reason, which somebody has to choose.
PREFILLED: Final = (Action.PUBLISHED, Action.EDITED, Action.ASKED)


class DecisionForm(forms.Form):
    """Holds one field of words for each decision, so that none is lost where another one is made."""

    version = forms.IntegerField()
    people = forms.ChoiceField(choices=PeopleConsent.choices, required=False)
    text = forms.CharField(required=False, strip=True, max_length=LONGEST_TEXT)

    def __init__(
        self,
        data: Any = None,
        *,
        canned: Mapping[str, list[Reply]],
        has_photo: bool,
        needs_text: bool,
        initial: Mapping[str, Any],
    ) -> None:
        prefilled = {f"words_{action}": canned[action][0].text for action in canned if action in PREFILLED}
        super().__init__(data, initial={**prefilled, **initial})
        self.canned, self.has_photo, self.needs_text = canned, has_photo, needs_text
        self.fields["action"] = forms.ChoiceField(choices=[(action, action) for action in canned])
        for action in canned:
            self.fields[f"words_{action}"] = forms.CharField(required=False, max_length=LONGEST_WORDS)
            self.fields[f"canned_{action}"] = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        action = cleaned.get("action", "")
        if not action:
            return cleaned
        if f"words_{action}" in cleaned:
            cleaned["words"] = cleaned[f"words_{action}"] or self._chosen(action)
            if not cleaned["words"] and action not in PUBLISHING:
                self.add_error(f"words_{action}", ValidationError(_("Say why: the author reads it.")))
        if action in PUBLISHING and self.has_photo and not cleaned.get("people"):
            self.add_error("people", ValidationError(_("Say first who can be recognised in the photo.")))
        if action == Action.EDITED and self.needs_text and "text" in cleaned and not cleaned["text"]:
            self.add_error("text", ValidationError(_("Nothing would be left to publish.")))
        return cleaned

    def _chosen(self, action: str) -> str:
        """Returns the ready reply that was chosen where no script wrote it into the field."""
        place = self.cleaned_data.get(f"canned_{action}")
        texts = [reply.text for reply in self.canned[action]]
        return texts[place] if place is not None and 0 <= place < len(texts) else ""
