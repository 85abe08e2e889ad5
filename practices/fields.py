"""Stores what a practice says about its land: value objects and codes, kept as JSON.

Bounds, units and vocabularies are left out of migrations: they change what a form accepts, never a column.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.dates import MONTHS
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from practices.form_fields import (
    BooleanValueFormField,
    ClassesFormField,
    CodesFormField,
    NeedsFormField,
    NumberPart,
    RangeFormField,
    ZonesFormField,
)
from practices.places import country_choices, optional_country_choices
from zones import factors, vocabulary
from zones.countries import country_codes
from zones.labels import FACTOR_LABELS, FACTOR_VOCABULARIES, UNIT_LABELS, choices, need_choices
from zones.naming import ALL_ZONES
from zones.values import BooleanValue, Classes, Need, Range, Value, in_order

# So many different values of a column are kept in memory, most of them a few codes.
SHARED = 1024


class JsonField(models.JSONField):
    """Reads a JSON column as something better than bare JSON. Subclasses say how to read and write it."""

    def read(self, data: Any) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        raise NotImplementedError

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        # Words for people change more often than columns and come from `zones/labels.py`.
        for words in ("verbose_name", "help_text"):
            kwargs.pop(words, None)
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if isinstance(expression, KeyTransform):
            return super().from_db_value(value, expression, connection)
        return self._stored(value)

    @cached_property
    def _stored(self) -> Callable[[str | None], Any]:
        """Returns what reads a column's text; equal texts share a value, for it cannot be changed."""
        return lru_cache(maxsize=SHARED)(lambda text: self.to_python(text and json.loads(text)))

    def to_python(self, value: Any) -> Any:
        try:
            return self.read(value)
        except (KeyError, TypeError, ValueError) as error:
            raise ValidationError(_("This value cannot be read."), code="invalid") from error

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not prepared and not isinstance(value, models.expressions.BaseExpression):
            value = self.write(value)
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        # Despite its name, this is what a revision stores: data that JSON can hold.
        return self.write(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if value in self.empty_values and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")


class ValueField(JsonField):
    """Holds a value object of `zones.values`, or None where nobody knows."""

    value_class: type[Value]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def read(self, data: Any) -> Value | None:
        if data is None or isinstance(data, self.value_class):
            return data
        return self.value_class.from_json(data)

    def write(self, value: Any) -> Any:
        return value.to_json() if isinstance(value, self.value_class) else value

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        # A form knows no sources; what it hands back unchanged keeps the one it had.
        current = getattr(instance, self.name)
        if data is not None and current == replace(data, source=getattr(current, "source", "")):
            return
        super().save_form_data(instance, data)


class RangeField(ValueField):
    value_class = Range

    def __init__(
        self,
        *args: Any,
        unit: Promise | str = "",
        low: float | None = None,
        high: float | None = None,
        decimals: int = 0,
        **kwargs: Any,
    ) -> None:
        self.unit, self.low, self.high, self.decimals = unit, low, high, decimals
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self,
            **{
                "form_class": RangeFormField,
                "unit": self.unit,
                "low": self.low,
                "high": self.high,
                "decimals": self.decimals,
                **kwargs,
            },
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if isinstance(value, Range):
            RangeFormField.check_bounds(value.low, value.high, self.low, self.high)


class ClassesField(ValueField):
    value_class = Classes

    def __init__(self, *args: Any, vocabulary_name: str = "", **kwargs: Any) -> None:
        self.vocabulary_name = vocabulary_name
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self, **{"form_class": ClassesFormField, "choices": choices(self.vocabulary_name), **kwargs}
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if isinstance(value, Classes):
            refuse_unknown(value.codes, getattr(vocabulary, self.vocabulary_name))


class BooleanValueField(ValueField):
    value_class = BooleanValue

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": BooleanValueFormField, **kwargs})


class CodesField(JsonField):
    """Holds a tuple of codes in the order of their vocabulary, without doubles."""

    form_class: type[forms.Field] = CodesFormField

    def __init__(self, *args: Any, vocabulary_name: str = "", **kwargs: Any) -> None:
        self.vocabulary_name = vocabulary_name
        kwargs.setdefault("default", tuple)
        super().__init__(*args, **kwargs)

    @property
    def codes(self) -> Iterable[Any]:
        return getattr(vocabulary, self.vocabulary_name, ())

    def labelled(self) -> Any:
        return choices(self.vocabulary_name)

    def read(self, data: Any) -> tuple[Any, ...]:
        given = set(data or ())
        known = [code for code in self.codes if code in given]
        # What the vocabulary does not have is kept, so that validation can name it.
        return (*known, *sorted(given.difference(known), key=str))

    def write(self, value: Any) -> Any:
        return list(self.read(value))

    def get_default(self) -> Any:
        return ()

    def formfield(self, **kwargs: Any) -> Any:
        labelled: Callable[[], Any] = self.labelled
        return models.Field.formfield(self, **{"form_class": self.form_class, "choices": labelled, **kwargs})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        refuse_unknown(value or (), self.codes)


class NeedsField(JsonField):
    """Holds a tuple of `Need`, each once, in the order of the vocabulary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", tuple)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def read(self, data: Any) -> tuple[Need, ...]:
        # What the vocabulary does not have is kept, so that validation can name it.
        return in_order(one if isinstance(one, Need) else Need.from_json(one) for one in data or ())

    def write(self, value: Any) -> Any:
        return [one.to_json() for one in self.read(value)]

    def get_default(self) -> Any:
        return ()

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self, **{"form_class": NeedsFormField, "choices": need_choices, **kwargs}
        )

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        # A form knows no sources; a need that stays ticked keeps the one it had.
        known = {one.need: one for one in getattr(instance, self.name)}
        super().save_form_data(instance, tuple(known.get(one.need, one) for one in data))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        refuse_unknown((one.need for one in value or ()), vocabulary.NEEDS)


class MonthsField(CodesField):
    """Stores months of the year, 1 to 12."""

    @property
    def codes(self) -> Iterable[Any]:
        return range(1, 13)

    def labelled(self) -> Any:
        return list(MONTHS.items())

    def read(self, data: Any) -> tuple[Any, ...]:
        return super().read(int(month) for month in data or ())


class ZonesField(CodesField):
    """Stores codes of zones, see `zones/naming.py`."""

    form_class = ZonesFormField

    @property
    def codes(self) -> Iterable[Any]:
        return tuple(ALL_ZONES)

    def labelled(self) -> Any:
        return ZonesFormField.zone_choices()


class CountriesField(CodesField):
    """Stores ISO 3166 codes of two letters."""

    @property
    def codes(self) -> Iterable[Any]:
        return country_codes()

    def labelled(self) -> Any:
        return country_choices()


class CountryField(models.CharField):
    """Stores an ISO 3166 code of two letters, named in the language of whoever edits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 2)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self, **{"form_class": forms.ChoiceField, "choices": optional_country_choices, **kwargs}
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value:
            refuse_unknown([value], country_codes())


class NumberField(models.FloatField):
    """Stores a number that may be typed as people write it."""

    def formfield(self, **kwargs: Any) -> Any:
        bounds = {type(one): one.limit_value for one in self.validators if isinstance(one, BaseValidator)}
        return super().formfield(
            **{
                "form_class": NumberPart,
                "widget": NumberPart.widget,
                "low": bounds.get(MinValueValidator),
                "high": bounds.get(MaxValueValidator),
                **kwargs,
            }
        )


class CodeField(models.CharField):
    """Stores one code of a vocabulary, or nothing."""

    def __init__(self, *args: Any, vocabulary_name: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        if vocabulary_name:
            kwargs["choices"] = choices(vocabulary_name)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


def refuse_unknown(codes: Iterable[Any], known: Iterable[Any]) -> None:
    """Raises ValidationError naming the codes that are not in `known`."""
    unknown = sorted(str(code) for code in set(codes).difference(known))
    if unknown:
        raise ValidationError(
            _("Not one of the choices: %(codes)s."),
            code="invalid_choice",
            params={"codes": ", ".join(unknown)},
        )


def factor_field(name: str, help_text: Any = "") -> ValueField:
    """Returns the field for a factor or constraint of `zones/factors.py`."""
    verbose_name = FACTOR_LABELS[name]
    if name in factors.NUMBERS:
        number = factors.NUMBERS[name]
        return RangeField(
            verbose_name,
            help_text=help_text,
            unit=UNIT_LABELS[number.unit],
            low=number.low,
            high=number.high,
            decimals=number.decimals,
        )
    if name in factors.CHOICES:
        return ClassesField(verbose_name, help_text=help_text, vocabulary_name=FACTOR_VOCABULARIES[name])
    return BooleanValueField(verbose_name, help_text=help_text)
