"""Forms of the admin as a browser would send them back."""

from typing import Any

from bs4 import BeautifulSoup


def form_data(html: str, selector: str = "#page-edit-form") -> dict[str, Any]:
    """What a browser would send of the form as it stands, with what belongs to it from outside."""
    page = BeautifulSoup(html, "html.parser")
    form = page.select_one(selector)
    assert form is not None
    boxes = form.select("input[name], textarea[name], select[name]")
    if form.get("id"):
        boxes += page.select(f'[form="{form["id"]}"][name]')
    data: dict[str, Any] = {}
    for box in boxes:
        name, kind = str(box["name"]), box.get("type")
        if "__prefix__" in name or kind in ("submit", "file", "button"):
            continue
        if kind == "radio":
            if box.has_attr("checked"):
                data[name] = box.get("value", "on")
        elif kind == "checkbox":
            if box.has_attr("checked"):
                data.setdefault(name, []).append(box.get("value", "on"))
        elif box.name == "textarea":
            data[name] = box.text.removeprefix("\n")
        elif box.name == "select":
            chosen = box.select_one("option[selected]")
            data[name] = chosen["value"] if chosen else ""
        elif name == "to-choose":
            data.setdefault(name, []).append(box.get("value", ""))
        else:
            data[name] = box.get("value", "")
    return data
