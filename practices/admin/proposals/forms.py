"""Asks for what one kind of proposal needs, and says what the thesaurus would not take."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.widgets import AdminSnippetChooser

from jobs.row_numbers import row_number
from practices.models import Concept, ConceptProposal
from practices.proposals import Kind, NotApplicableError, check
from zones.blank import one_line
from zones.languages import ALL as LANGUAGES

FIELDS: Final = {
    Kind.LABEL: ("word", "language", "concept", "reason"),
    Kind.NEW: ("word", "language", "concept_kind", "broader", "reason"),
    Kind.PARENT: ("concept", "broader", "reason"),
}
OPTIONAL: Final = frozenset({("new", "broader"), ("label", "language"), ("new", "language")})
HELP: Final = {
    "word": gettext_lazy("As people say it, in small letters."),
    "reason": gettext_lazy("Who says it, where, and what is meant. Whoever decides may not know the word."),
}


class ConceptChooser(AdminSnippetChooser):
    def get_instance(self, value: Any) -> Concept | None:
        """Returns nothing for what is no number, so that the form can say that it is wrong."""
        is_number = isinstance(value, Concept | int) or row_number(str(value or ""))
        found: Concept | None = super().get_instance(value) if is_number else None
        return found


class ProposalForm(forms.ModelForm):
    class Meta:
        model = ConceptProposal
        fields = ("word", "language", "concept", "concept_kind", "broader", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = kind
        languages = [(language.code, language.name) for language in LANGUAGES]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=[*languages, ("", _("a local name, of no one language"))],
            required=False,
            initial=self.initial.get("language"),
        )
        for name in ("concept", "broader"):
            self.fields[name].widget = ConceptChooser(Concept)
        for name in set(self.fields) - set(FIELDS[Kind(kind)]):
            del self.fields[name]
        self.order_fields(FIELDS[Kind(kind)])
        for name, field in self.fields.items():
            field.required = (kind, name) not in OPTIONAL
            field.help_text = HELP.get(name, "")

    def clean_word(self) -> str:
        return one_line(self.cleaned_data["word"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        for name, value in cleaned.items():
            setattr(self.instance, name, value)
        try:
            check(self.instance)
        except NotApplicableError as problem:
            for field, said in problem.problems.items():
                beside = next((name for name in (field, "word") if name in self.fields), None)
                for each in said:
                    self.add_error(beside, each)
        return cleaned


class DecisionForm(forms.Form):
    """Takes the words that go with a decision; who declines has to say why."""

    words = forms.CharField(
        label=gettext_lazy("Your words"),
        help_text=gettext_lazy("They go by mail to whoever proposed it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.data.get("action") == "decline" and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why, so that the next proposal can be better."))
        return cleaned
