"""Reads what editors type into an issue: saved where nobody else has changed the same box meanwhile.

Beside each box stands a mark of what it held when the page was opened. A box that nobody touched keeps what
is stored now; one that two people changed is refused, and shown with both texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.fields import spoken_name
from network.vocabulary import LANGUAGE_CODES
from newsletter.content import shown_language
from newsletter.models import Entry, EntryKind, Issue
from practices.editing.edit_kind import language_name
from practices.passages import languages_from
from practices.translated_passages import digest, tidy
from zones.vocabulary import LANGUAGES

SEEN: Final = "seen"
_DATE: Final = {"type": "date"}
# What each kind has beside its texts.
OWN_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    EntryKind.FREE: ("url",),
    EntryKind.PRESS: ("title", "outlet", "title_language", "url"),
    EntryKind.EVENT: ("starts_on", "ends_on", "place", "url"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A field as the page shows it; `theirs` is what somebody else has stored meanwhile."""

    field: BoundField
    seen_name: str
    seen: str
    theirs: str | None


@dataclass(frozen=True, slots=True)
class LanguageBoxes:
    code: str
    name: str
    boxes: Sequence[Box]


class SeenForm(forms.ModelForm):
    """Compares each box with what it held at the opening and with what is stored now."""

    translated: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # A browser would cut what is pasted without a word; the server says how much is too much.
            field.widget.attrs.pop("maxlength", None)
            base, _underscore, code = name.rpartition("_")
            if base in self.translated and code in LANGUAGES:
                field.widget.attrs |= {"lang": code, "dir": "auto"}
        self.stored = {name: tidy(self.initial.get(name)) for name in self.fields}
        self.theirs: dict[str, str] = {}
        if self.is_bound:
            # What was sent cannot be changed itself.
            self.data = {**self.data.dict()} if isinstance(self.data, QueryDict) else {**self.data}
            self._compare()

    def _compare(self) -> None:
        data: dict[str, Any] = self.data  # type: ignore[assignment]
        for name in self.fields:
            key = self.add_prefix(name)
            typed, seen = tidy(data.get(key)), data.get(self._seen_name(name))
            now = self.stored[name]
            if seen in (None, digest(typed)):
                # Not on the page or untouched there: whatever somebody else wrote meanwhile stays.
                data[key] = self.initial.get(name) if self.initial.get(name) is not None else ""
            elif digest(now) not in (seen, digest(typed)):
                self.theirs[name] = now

    def _seen_name(self, name: str) -> str:
        return f"{SEEN}-{self.add_prefix(name)}"

    @property
    def has_conflict(self) -> bool:
        return bool(self.theirs)

    def box(self, name: str) -> Box:
        return Box(self[name], self._seen_name(name), digest(self.stored[name]), self.theirs.get(name))

    def language_boxes(self) -> Iterator[LanguageBoxes]:
        """Yields the translated boxes, language by language, the editor's own first."""
        for code in languages_from(None):
            names = [f"{base}_{code}" for base in self.translated]
            boxes = [self.box(name) for name in names if name in self.fields]
            yield LanguageBoxes(code, language_name(code), boxes)

    def boxes(self) -> list[Box]:
        """Returns all boxes in the order of the page."""
        return [box for language in self.language_boxes() for box in language.boxes]

    @property
    def first_fault(self) -> str:
        """Returns the id of the first box that has to be looked at again; empty where none has."""
        faulty = (box.field for box in self.boxes() if box.field.errors or box.theirs is not None)
        if (field := next(faulty, None)) is not None:
            return field.id_for_label or str(self.prefix)
        return str(self.prefix) if self.errors else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return {name: tidy(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class IssueForm(SeenForm):
    """Holds subject and intro in each language."""

    translated = ("subject", "intro")

    class Meta:
        model = Issue
        fields = [f"{name}_{code}" for name in ("subject", "intro") for code in LANGUAGES]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"subject_{code}"].label = _("Subject")
            self.fields[f"intro_{code}"].label = _("Intro")
            self.fields[f"intro_{code}"].widget.attrs["rows"] = 4


class LinkField(forms.URLField):
    """Takes an address that somebody typed without its beginning for one by https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class EntryForm(SeenForm):
    """Holds an entry: its texts in each language, and what its kind has besides."""

    translated = ("heading", "text")
    # An article may be in any language that the press review knows.
    title_language = forms.ChoiceField(label=gettext_lazy("Language of the article"), required=False)

    class Meta:
        model = Entry
        fields = [
            *(f"{name}_{code}" for name in ("heading", "text") for code in LANGUAGES),
            *("title", "outlet", "title_language", "starts_on", "ends_on", "place", "url"),
            "where_missing",
        ]
        field_classes = {"url": LinkField}
        widgets = {
            "starts_on": forms.DateInput(format="%Y-%m-%d", attrs=_DATE),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs=_DATE),
            "where_missing": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title_language"].choices = [  # type: ignore[attr-defined]
            ("", "---------"),
            *((code, spoken_name(code)) for code in LANGUAGE_CODES),
        ]
        kind = self.instance.kind
        own = OWN_FIELDS.get(kind, ())
        for name in ("title", "outlet", "title_language", "starts_on", "ends_on", "place", "url"):
            if name not in own:
                del self.fields[name]
        for code in LANGUAGES:
            if kind == EntryKind.PRESS:
                # Its heading is the title of the article, as it stands there.
                del self.fields[f"heading_{code}"]
            else:
                self.fields[f"heading_{code}"].label = (
                    _("What it is") if kind == EntryKind.EVENT else _("Heading")
                )
            self.fields[f"text_{code}"].label = (
                _("Two sentences of ours") if kind == EntryKind.PRESS else _("Text")
            )
            self.fields[f"text_{code}"].widget.attrs["rows"] = 3

    @property
    def missing_box(self) -> Box:
        return self.box("where_missing")

    def boxes(self) -> list[Box]:
        return [*self.own_boxes(), *super().boxes(), self.missing_box]

    def own_boxes(self) -> list[Box]:
        return [self.box(name) for name in OWN_FIELDS.get(self.instance.kind, ())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not come before the first."))
        return cleaned

    @property
    def lacking(self) -> list[str]:
        """Returns the languages in which an entry that says something is not written."""
        written = self.instance.languages
        return [language_name(code) for code in LANGUAGES if code not in written] if written else []

    @property
    def is_empty(self) -> bool:
        return not any(shown_language(self.instance, code) for code in LANGUAGES)
