"""Compares what a form holds with another version of the same page, field by field."""

import hashlib
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal

from django import forms
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import RichTextField
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail.utils.text import text_from_html

from jobs.row_numbers import row_numbers
from practices.form_fields import BooleanValueFormField


class Side(StrEnum):
    """Names the version that a field is taken from: what was just typed, or what was saved meanwhile."""

    MINE = "mine"
    THEIRS = "theirs"


Plain = Any  # what JSON can hold: a text, a list of texts, or for children a list of such
Values = dict[str, Plain]

# Comments are never taken away by a form that does not know of them.
NOT_COMPARED = frozenset({"comments", COMMENTS_RELATION_NAME})
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
DIGEST_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """Holds one field, or one list of children, in which two versions differ.

    `taking` is empty where the person has to choose.
    """

    name: str
    label: str
    language: str
    mine: str
    theirs: str
    taking: Side | Literal[""]
    must_choose: bool
    # Of `mine`, to notice when it is edited after the choice was offered.
    digest: str
    # Settled without asking.
    is_quiet: bool = False


# --- plain values --------------------------------------------------------------------------------------


def values_of(form: WagtailAdminPageForm, page: Page) -> Values:
    """Returns what the fields of `form` would hold for `page`; what the map filled in counts as empty."""
    values = {name: _plain_of(field, page, name) for name, field in _page_fields(form)}
    for relation, fields in _child_fields(form):
        children = getattr(page, relation).all()
        values[relation] = [
            {name: _plain_of(field, child, name) for name, field in fields.items()} for child in children
        ]
    return values


def values_typed(form: WagtailAdminPageForm) -> Values:
    """Returns what was typed into `form`, which has been validated; faulty fields as they were typed."""
    values = {name: _typed(form, name, field) for name, field in _page_fields(form)}
    for relation, fields in _child_fields(form):
        formset = form.formsets[relation]
        kept = [child for child in formset.forms if not formset._should_delete_form(child)]
        if formset.can_order:
            kept.sort(key=lambda child: _position(child, len(kept)))
        values[relation] = [
            {name: _typed(child, name, field) for name, field in fields.items()}
            for child in kept
            if child.instance.pk or child.has_changed()
        ]
    return values


def compared_lists(form: WagtailAdminPageForm | type[WagtailAdminPageForm]) -> list[str]:
    return [relation for relation in form.formsets if relation not in NOT_COMPARED]


def _position(child: forms.BaseForm, last: int) -> int:
    position = getattr(child, "cleaned_data", {}).get(ORDERING_FIELD_NAME)
    return last if position is None else position


def _page_fields(form: WagtailAdminPageForm) -> Iterator[tuple[str, forms.Field]]:
    for name, field in form.fields.items():
        try:
            form._meta.model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        yield name, field


def _child_fields(form: WagtailAdminPageForm) -> Iterator[tuple[str, dict[str, forms.Field]]]:
    for relation in compared_lists(form):
        formset = form.formsets[relation]
        own = {formset.model._meta.pk.name, ORDERING_FIELD_NAME, DELETION_FIELD_NAME}
        yield relation, {n: field for n, field in formset.form.base_fields.items() if n not in own}


def _plain_of(field: forms.Field, record: Model, name: str) -> Plain:
    model_field: Any = record._meta.get_field(name)
    return _plain(field, model_field.value_from_object(record))


def _typed(form: forms.BaseForm, name: str, field: forms.Field) -> Plain:
    if name in form.errors or name not in form.cleaned_data:
        return _plain(forms.Field(), form[name].data)
    return _plain(field, form.cleaned_data[name])


def _plain(field: forms.Field, value: Any) -> Plain:
    value = field.answer_of(value) if isinstance(field, BooleanValueFormField) else field.prepare_value(value)
    if isinstance(field.widget, forms.MultiWidget) and not isinstance(value, list | tuple):
        return [_text(part) for part in field.widget.decompress(value) or ()]
    if isinstance(value, str) or not isinstance(value, Iterable):
        return _text(value)
    return sorted(_text(part) for part in value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        # Boxes for dates know no seconds.
        return f"{value:%Y-%m-%d %H:%M}"
    text = str(value.pk) if isinstance(value, Model) and not hasattr(value, "slug") else str(value)
    return BLOCK_KEY.sub("", "\n".join(text.splitlines()))


# --- short digests, which a form carries to tell later what it was opened with -------------------------


def digests(values: Values) -> str:
    return "".join(digest(values[name]) for name in sorted(values))


def read_digests(text: str, names: Iterable[str]) -> dict[str, str] | None:
    """Returns the digest of each name, or None where the form was made for other fields."""
    ordered = sorted(names)
    if len(text) != DIGEST_LENGTH * len(ordered):
        return None
    parts = (text[start : start + DIGEST_LENGTH] for start in range(0, len(text), DIGEST_LENGTH))
    return dict(zip(ordered, parts, strict=True))


def digest(value: Plain) -> str:
    packed = json.dumps(value, sort_keys=True).encode()
    return urlsafe_b64encode(hashlib.sha256(packed).digest())[:DIGEST_LENGTH].decode()


# --- three versions ------------------------------------------------------------------------------------


def differences(
    form: WagtailAdminPageForm,
    theirs: Any,
    base: Mapping[str, str] | None,
    choices: Mapping[str, Side],
    unsettled: Iterable[str],
) -> list[Difference]:
    """Returns where the validated `form` differs from `theirs`, with what is taken unless the person objects.

    `base` holds the digests of the version that the form was opened with. A field that only one side has
    changed since is taken from that side; without a base, nobody can tell, and the person chooses.
    """
    mine, other = values_typed(form), values_of(form, theirs)
    open_questions = set(unsettled)
    follow_others = form.instance.derived_fields & theirs.derived_fields
    found = []
    for name in mine:
        if mine[name] == other[name] or name in follow_others:
            continue
        # The page fills it in itself, such as the slug from the name, and by now it has.
        is_filled_in = name in form.instance.filled_when_empty and not mine[name]
        must_choose = name in open_questions
        taking: Side | Literal[""] = "" if must_choose else choices.get(name, "")
        if taking != Side.THEIRS and not must_choose:
            taking = _side_that_changed(base, name, digest(mine[name]), digest(other[name]))
            if is_filled_in:
                taking = Side.THEIRS
            must_choose = not taking
        label, language = label_of(form, name)
        found.append(
            Difference(
                name=name,
                label=label,
                language=language,
                mine=words(form, name, mine[name]),
                theirs=words(form, name, other[name]),
                taking=taking,
                must_choose=must_choose,
                digest=digest(mine[name]),
                is_quiet=is_filled_in and not must_choose,
            )
        )
    # What has to be chosen comes first, then what is taken over, then what stays.
    return sorted(found, key=lambda each: (not each.must_choose, each.taking == Side.MINE))


def _side_that_changed(
    base: Mapping[str, str] | None, name: str, mine: str, theirs: str
) -> Side | Literal[""]:
    if base is None or name not in base:
        return ""
    if theirs == base[name]:
        return Side.MINE
    return Side.THEIRS if mine == base[name] else ""


# --- words ---------------------------------------------------------------------------------------------


def label_of(form: WagtailAdminPageForm, name: str) -> tuple[str, str]:
    """Returns what a field is called, with its language where it is translated, and that language's code."""
    if name in form.formsets:
        return capfirst(str(form.formsets[name].model._meta.verbose_name_plural)), ""
    return _label(form._meta.model._meta.get_field(name), form.fields[name])


def _label(model_field: Any, field: forms.Field) -> tuple[str, str]:
    language = getattr(model_field, "language", "")
    original = getattr(model_field, "translated_field", None)
    if not language or original is None:
        return capfirst(str(field.label or model_field.name)), ""
    return f"{capfirst(str(original.verbose_name))} ({dict(settings.LANGUAGES)[language]})", language


def words(form: WagtailAdminPageForm, name: str, value: Plain) -> str:
    """Returns a plain value as a person reads it."""
    if name not in form.formsets:
        return _words(form._meta.model._meta.get_field(name), form.fields[name], value)
    options = form.formsets[name].model._meta
    fields = dict(_child_fields(form))[name]
    lines = []
    for number, child in enumerate(value, start=1):
        parts = []
        for field, part in child.items():
            if part not in ("", [], "False"):
                of_model, of_form = options.get_field(field), fields[field]
                parts.append(f"{_label(of_model, of_form)[0]}: {_words(of_model, of_form, part)}")
        lines.append(f"{number}. " + "\n".join(parts))
    return "\n".join(lines)


def _words(model_field: Any, field: forms.Field, value: Plain) -> str:
    parts = [part for part in (value if isinstance(value, list) else [value]) if part != ""]
    if isinstance(field.widget, forms.MultiWidget):
        return "–".join(dict.fromkeys(parts))
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return ", ".join(str(record) for record in field.queryset.filter(pk__in=row_numbers(parts)))
    if isinstance(field, forms.NullBooleanField | forms.BooleanField):
        return "".join({"True": _("yes"), "False": _("no")}.get(part, part) for part in parts)
    if isinstance(model_field, RichTextField):
        return "".join(text_from_html(part) for part in parts)
    labels = {str(code): str(label) for code, label in _flat(getattr(field, "choices", ()))}
    return ", ".join(labels.get(part, part) for part in parts)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label
