"""The lists and boxes of forms, whose templates are ours for speed, are what Django's own would be."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting

CHOICES = [("", "–"), ("a", "Zaï & <b>"), ("Groups", [("b", "Two"), ("c", "Three"), (4, "Four")])]


@pytest.mark.parametrize(
    "kind", [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]
)
@pytest.mark.parametrize(
    "attrs", [{}, {"id": "id_x", "class": "wide", "required": True, "hidden": False}], ids=str
)
@pytest.mark.parametrize("value", [None, [], ["b"], ["a", "4"]], ids=str)
def test_they_are_djangos(kind: type[forms.Select], attrs: dict[str, object], value: object) -> None:
    widget = kind(attrs=attrs, choices=CHOICES)
    ours, djangos = (
        widget.render("x", value, renderer=renderer()) for renderer in (TemplatesSetting, DjangoTemplates)
    )
    assert "Zaï &amp; &lt;b&gt;" in ours
    assert "".join(ours.split()) == "".join(djangos.split())
