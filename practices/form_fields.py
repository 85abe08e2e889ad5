"""Asks for ranges, classes, yes or no, and codes, in words that need no training."""

import math
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zones.blank import is_blank
from zones.labels import zone_name
from zones.naming import ALL_ZONES
from zones.numbers import TwoReadings, read_number
from zones.values import BooleanValue, Classes, Need, Range
from zones.vocabulary import ORIGIN_FROM_STATED_RAIN, ORIGIN_STATED


def is_derived(value: Any) -> bool:
    """Returns whether nobody stated a value: it comes from the map, or from the map and the stated rain."""
    return getattr(value, "origin", ORIGIN_STATED) != ORIGIN_STATED


def written(number: float) -> str:
    """Returns a number as an editor would type it, without a needless ".0"."""
    return f"{number:.10g}"


def said_ends(low: float, high: float) -> str:
    """Returns the ends of a range in the language's own digits, whole numbers without decimals."""
    ends = (float(written(end)) for end in dict.fromkeys((low, high)))
    return "–".join(localize(int(end) if end.is_integer() else end) for end in ends)


class NumberPart(forms.FloatField):
    """Takes a number as people write it; what can be read in two ways between `low` and `high` is asked."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "8"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "two_readings": _("“%(typed)s” can be read in two ways. Write %(small)s or %(large)s."),
    }

    def __init__(
        self, *, whole: bool = False, low: float | None = None, high: float | None = None, **kwargs: Any
    ) -> None:
        self.whole = whole
        self.bounds = {"low": -math.inf if low is None else low, "high": math.inf if high is None else high}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        if not isinstance(value, str):
            return super().to_python(value)
        if is_blank(value):
            return None
        try:
            number = read_number(value, whole=self.whole, **self.bounds)
        except TwoReadings as found:
            small, large = (
                localize(int(one) if one.is_integer() else one) for one in (found.small, found.large)
            )
            params = {"typed": found.text, "small": small, "large": large}
            raise ValidationError(
                self.error_messages["two_readings"], code="two_readings", params=params
            ) from found
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class WholeNumberPart(forms.IntegerField):
    """Takes a whole number as people write it."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": "8"})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # The keys for numbers have no minus on some phones.
        is_positive = isinstance(self.min_value, int) and self.min_value >= 0
        return {**super().widget_attrs(widget), **({"inputmode": "numeric"} if is_positive else {})}

    def to_python(self, value: Any) -> int | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if is_blank(value):
            return None
        number = read_number(value, whole=True)
        if number is None or not number.is_integer():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(number)


class RangeWidget(forms.MultiWidget):
    template_name = "practices/widgets/range.html"

    def __init__(self, unit: Promise | str = "", attrs: dict[str, Any] | None = None) -> None:
        self.unit = unit
        super().__init__({"low": NumberPart.widget, "high": NumberPart.widget}, attrs)

    def decompress(self, value: Any) -> list[str]:
        # What the map says stands beside the boxes, not in them: saving must not turn it into a statement.
        if not isinstance(value, Range) or is_derived(value):
            return ["", ""]
        return [written(value.low), written(value.high)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        low, high = context["widget"]["subwidgets"]
        low["attrs"]["aria-label"] = gettext("from")
        high["attrs"]["aria-label"] = gettext("to")
        context["widget"]["unit"] = self.unit
        if isinstance(value, Range) and is_derived(value):
            told = f"{said_ends(value.low, value.high)}\N{NO-BREAK SPACE}{self.unit}"
            context["widget"]["derived"] = told.rstrip()
            context["widget"]["derived_from_rain"] = value.origin == ORIGIN_FROM_STATED_RAIN
        return context


class RangeFormField(forms.MultiValueField):
    """Takes two numbers, of which one is enough. Gives a `Range` or None."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "reversed": _("The first number must not be greater than the second."),
        "out_of_bounds": _("Only numbers from %(low)s to %(high)s are possible here."),
    }

    def __init__(
        self,
        *,
        unit: Promise | str = "",
        low: float | None = None,
        high: float | None = None,
        decimals: int = 0,
        **kwargs: Any,
    ) -> None:
        self.low, self.high, self.decimals = low, high, decimals
        kwargs.pop("encoder", None)
        kwargs["widget"] = RangeWidget(unit)
        super().__init__(
            fields=tuple(
                NumberPart(whole=decimals == 0, low=low, high=high, required=False) for _end in range(2)
            ),
            require_all_fields=False,
            **kwargs,
        )

    @classmethod
    def check_bounds(cls, first: float, last: float, low: float | None, high: float | None) -> None:
        if (low is not None and first < low) or (high is not None and last > high):
            raise ValidationError(
                cls.default_error_messages["out_of_bounds"],
                code="out_of_bounds",
                params={"low": localize(low), "high": localize(high)},
            )

    def compress(self, data_list: list[float | None]) -> Range | None:
        ends = [round(end, self.decimals) for end in data_list if end is not None]
        if not ends:
            return None
        first, last = ends[0], ends[-1]
        if first > last:
            raise ValidationError(self.error_messages["reversed"], code="reversed")
        self.check_bounds(first, last, self.low, self.high)
        return Range(first, last)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(None if is_derived(initial) else initial, data)


class CodesFormField(forms.TypedMultipleChoiceField):
    """Takes ticked codes. Gives a tuple."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.coerce = self._code_of

    def _code_of(self, text: str) -> Any:
        labelled: Any = self.choices
        return next(code for code, _label in labelled if str(code) == text)

    def clean(self, value: Any) -> tuple[Any, ...]:
        return tuple(super().clean(value) or ())

    def prepare_value(self, value: Any) -> Any:
        return [str(code) for code in value] if isinstance(value, tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed([str(code) for code in initial or ()], data)


class ClassesFormField(forms.MultipleChoiceField):
    """Takes ticked classes. Gives `Classes` or None."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return sorted(value.codes) if isinstance(value, Classes) else value

    def clean(self, value: Any) -> Classes | None:
        codes = super().clean(value)
        return Classes(frozenset(codes)) if codes else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class NeedsFormField(forms.MultipleChoiceField):
    """Takes ticked needs. Gives a tuple of `Need` without sources."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [getattr(one, "need", one) for one in value or ()]

    def clean(self, value: Any) -> tuple[Need, ...]:
        return tuple(map(Need, super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class BooleanValueWidget(forms.Select):
    template_name = "practices/widgets/boolean_value.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        from_map = value.value if isinstance(value, BooleanValue) and is_derived(value) else None
        context = super().get_context(name, BooleanValueFormField.answer_of(value), attrs)
        context["widget"]["from_map"] = from_map
        return context


class BooleanValueFormField(forms.ChoiceField):
    """Takes yes, no or not known. Gives a `BooleanValue` or None."""

    widget = BooleanValueWidget

    ANSWERS: ClassVar[list[tuple[str, Any]]] = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(choices=self.ANSWERS, **kwargs)

    @staticmethod
    def answer_of(value: Any) -> Any:
        if isinstance(value, BooleanValue):
            return "" if is_derived(value) else "yes" if value.value else "no"
        return value

    def clean(self, value: Any) -> BooleanValue | None:
        answer = super().clean(value)
        return BooleanValue(answer == "yes") if answer else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.answer_of(initial), data)


class ZonesFormField(CodesFormField):
    """Takes ticked zones."""

    @staticmethod
    def zone_choices() -> Iterable[tuple[str, Any]]:
        return [(code, zone_name(code)) for code in ALL_ZONES]
