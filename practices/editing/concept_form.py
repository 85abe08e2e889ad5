"""Checks a concept: a label names one thing in one language, and nothing belongs to itself."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from practices.thesaurus import above, as_labels, as_lines, is_taken
from zones.spelling import fold_label
from zones.vocabulary import LANGUAGES


class ConceptForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        fields = [*(f"labels_{code}" for code in LANGUAGES), "names"]
        for field in fields:
            cleaned[field] = as_lines(as_labels(cleaned.get(field) or ""))
            self._check_labels(field, cleaned[field])
        if not any(cleaned.get(field) or field in self.errors for field in fields[:-1]):
            self.add_error(fields[0], _("Say in at least one language what it is called."))
        self._check_broader(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        # From now on it is the editors' own, and loading the files again leaves it alone.
        self.instance.loaded = ""
        return super().save(commit)

    def _others(self) -> Any:
        return self._meta.model.objects.exclude(pk=self.instance.pk)

    def _check_labels(self, field: str, lines: str) -> None:
        mine = {fold_label(label): label for label in as_labels(lines)}
        if not mine:
            return
        own = self.cleaned_data.get("code") or self.instance.code
        where = field.removeprefix("labels_")
        for code, theirs in self._others().values_list("code", field):
            for label in as_labels(theirs or ""):
                if fold_label(label) in mine and is_taken(where, label, own, code):
                    message = _("“%(label)s” already names the concept %(concept)s.")
                    self.add_error(field, message % {"label": label, "concept": code})

    def _check_broader(self, cleaned: dict[str, Any]) -> None:
        chosen = {concept.code for concept in cleaned.get("broader") or ()}
        links: dict[str, set[str]] = {}
        for code, broader in self._others().values_list("code", "broader__code"):
            links.setdefault(code, set()).update(filter(None, [broader]))
        own = self.instance.code or cleaned.get("code", "")
        if own in chosen or own in above(chosen, links):
            self.add_error("broader", _("A concept cannot belong to itself, not even by way of others."))
