"""Forms of the admin as a browser would send them back."""

from html.parser import HTMLParser
from typing import Any

EDIT_FORM = "page-edit-form"
NOT_SENT = ("submit", "file", "button")


class FormReader(HTMLParser):
    """Notes the forms of a page and the boxes of each.

    A practice's form has 4,000 tags; making a tree of them would take as long as a third of the request.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.boxes: list[tuple[dict[str, Any] | None, str, dict[str, Any]]] = []
        self.form: dict[str, Any] | None = None
        self.open_box: tuple[str, dict[str, Any]] = ("", {})
        self.open_templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told: dict[str, Any] = dict(attrs)
        if tag == "template":
            self.open_templates += 1
        elif self.open_templates:
            pass
        elif tag == "form":
            self.form = told
            self.forms.append(told)
        elif tag in ("input", "textarea", "select"):
            self.boxes.append((self.form, tag, told))
            if tag != "input":
                told["value"] = ""
                self.open_box = (tag, told)
        elif tag == "option" and self.open_box[0] == "select" and "selected" in told:
            self.open_box[1]["value"] = self.open_box[1]["value"] or told["value"]

    def handle_data(self, data: str) -> None:
        if self.open_box[0] == "textarea":
            self.open_box[1]["value"] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.open_templates -= 1
        elif tag == "form":
            self.form = None
        elif tag == self.open_box[0]:
            self.open_box = ("", {})


def form_data(html: str) -> dict[str, Any]:
    """Returns what a browser would send of the edit form as it stands, else of the first form that posts.

    What belongs to the form from outside counts. Nothing is chosen in a list without a chosen option.
    """
    page = FormReader()
    page.feed(html)
    page.close()
    edit_forms = [form for form in page.forms if form.get("id") == EDIT_FORM]
    form = (edit_forms or [form for form in page.forms if form.get("method", "").lower() == "post"])[0]
    data: dict[str, Any] = {}
    for around, tag, box in page.boxes:
        name, kind = box.get("name"), box.get("type")
        is_part = around is form or (form.get("id") and box.get("form") == form["id"])
        if not (name and is_part) or kind in NOT_SENT:
            continue
        value = box.get("value")
        if kind in ("radio", "checkbox"):
            if "checked" in box:
                value = "on" if value is None else value
                data[name] = value if kind == "radio" else [*data.get(name, ()), value]
        elif name == "to-choose":
            data.setdefault(name, []).append(value or "")
        else:
            data[name] = (value or "").removeprefix("\n") if tag == "textarea" else value or ""
    return data
