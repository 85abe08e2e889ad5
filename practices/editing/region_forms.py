"""Limits what a form offers and takes to what the person may see of other regions."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from jobs.row_numbers import row_numbers
from media.region_access import AnyUser
from practices.region_access import is_administrator, outside_region, visible_to


def limit_choices(form: forms.BaseForm, user: AnyUser | None) -> None:
    """Limits every choice of the form, and of the forms inside it, to what the person may name.

    What the object holds already stays: an administrator may have chosen it. A value from outside is answered
    as one that does not exist, and its title is not shown again beside the error.
    """
    if user is None or is_administrator(user):
        return
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            allowed = models.Q(pk__in=_keys(form.initial.get(name, field.initial)))
            if not is_own_key(form, name):
                allowed |= models.Q(pk__in=visible_to(field.queryset, user).values("pk"))
            field.queryset = field.queryset.filter(allowed)
            field.bound_data = _shown(field)  # type: ignore[method-assign, assignment]
    for formset in getattr(form, "formsets", {}).values():
        for inner in formset.forms:
            limit_choices(inner, user)


def is_own_key(form: Any, name: str) -> bool:
    """Returns whether the field says which row an inner form is about, such as a step: never another."""
    model = getattr(getattr(form, "_meta", None), "model", None)
    return model is not None and model._meta.pk.name == name


def _shown(field: forms.ModelChoiceField) -> Callable[[Any, Any], Any]:
    """Returns what gives the value of a field that is shown again: nothing of another region."""

    def bound_data(data: Any, initial: Any) -> Any:
        posted = _keys(data)
        numbers = row_numbers(map(str, posted))
        allowed = field.queryset.filter(pk__in=numbers).count() if field.queryset is not None else 0
        return data if allowed == len(posted) else None

    return bound_data


def _keys(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    if callable(value):
        return _keys(value())
    values = value if isinstance(value, list | tuple | set | models.QuerySet) else [value]
    return [getattr(one, "pk", one) for one in values]


def refuse_foreign_references(form: Any, user: AnyUser | None) -> None:
    """Adds an error to each rich text that links to, or shows, what the person must not name."""
    if user is None or is_administrator(user):
        return
    for name, value in list(form.cleaned_data.items()):
        held = {*_references(form, name, form.initial.get(name))}
        for model, key in {*_references(form, name, value)} - held:
            if outside_region(model, [key], user):
                form.add_error(name, _("This text links to something that you cannot choose."))
                break


def _references(form: Any, name: str, value: Any) -> Iterator[tuple[type[models.Model], str]]:
    field = next((field for field in form._meta.model._meta.fields if field.name == name), None)
    if value and field is not None and hasattr(field, "extract_references"):
        for model, key, *_paths in field.extract_references(value):
            yield model, str(key)
