"""What correspondents propose for the thesaurus: who may, who decides, and the change itself.

A proposal is checked as the coordination's own form would check it, when it is made and once more when it is
accepted, since the thesaurus may have changed meanwhile.
"""

from typing import Any, Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseForm
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.panels import get_edit_handler
from wagtail.log_actions import log

from media.region_access import AnyUser
from practices.models import Concept, ConceptProposal
from practices.thesaurus import as_labels, as_lines
from zones.spelling import without_accents
from zones.vocabulary import LANGUAGES

ACCEPTED: Final = "practices.accept_proposal"
LONGEST_CODE: Final = 60
Kind = ConceptProposal.Kind
State = ConceptProposal.State


class NotApplicableError(Exception):
    """Raised for a change that the thesaurus does not take; `problems` by name of the concept's field."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        super().__init__(problems)
        self.problems = problems


def may_decide(user: AnyUser) -> bool:
    """Returns whether the person edits the thesaurus."""
    return bool(user.has_perm("practices.change_concept"))  # type: ignore[union-attr]


def may_propose(user: AnyUser) -> bool:
    return bool(user.has_perm("practices.view_concept")) or may_decide(user)  # type: ignore[union-attr]


def visible(user: AnyUser) -> QuerySet[ConceptProposal]:
    """Returns all proposals to those who decide, to others their own; the newest first."""
    found = ConceptProposal.objects.select_related("proposed_by", "decided_by", "concept", "broader")
    return found if may_decide(user) else found.filter(proposed_by=user.pk)


def to_decide(user: AnyUser) -> QuerySet[ConceptProposal]:
    """Returns what the person has to decide on, the oldest first."""
    if not may_decide(user):
        return ConceptProposal.objects.none()
    return visible(user).filter(state=State.OPEN).order_by("proposed_at", "pk")


# --- the change -------------------------------------------------------------------------------------------


def check(proposal: ConceptProposal) -> None:
    """Raises NotApplicableError where the thesaurus would not take the change."""
    form = _form(proposal)
    if not form.is_valid():
        raise NotApplicableError({field: [str(each) for each in said] for field, said in form.errors.items()})


def _form(proposal: ConceptProposal) -> BaseForm:
    """Returns the form of the concept filled in with what it holds and what is proposed."""
    concept = proposal.concept if proposal.kind != Kind.NEW else None
    field = f"labels_{proposal.language}" if proposal.language else "names"
    data: dict[str, Any] = _values(concept)
    if proposal.kind == Kind.NEW:
        data |= {"code": _free_code(proposal.word), "kind": proposal.concept_kind}
    if proposal.kind != Kind.PARENT:
        data[field] = as_lines((*as_labels(data[field]), proposal.word))
    if proposal.broader_id:
        data["broader"] = [proposal.broader_id]
    form_class = get_edit_handler(Concept).get_form_class()
    form: BaseForm = form_class(data, instance=concept)
    return form


def _values(concept: Concept | None) -> dict[str, Any]:
    texts = ("code", "kind", "names", "agrovoc", "home_picture", *(f"labels_{code}" for code in LANGUAGES))
    values: dict[str, Any] = {name: getattr(concept, name, "") or "" for name in texts}
    if concept is not None:
        values["home_order"] = "" if concept.home_order is None else concept.home_order
        values["broader"] = [each.pk for each in concept.broader.all()]
    return values


def _free_code(word: str) -> str:
    """Returns an id made of the word that no concept has yet."""
    first = slugify(without_accents(word))[:LONGEST_CODE].strip("-") or "concept"
    taken = set(Concept.objects.filter(code__startswith=first).values_list("code", flat=True))
    code, number = first, 2
    while code in taken:
        code, number = f"{first}-{number}", number + 1
    return code


# --- decisions --------------------------------------------------------------------------------------------


@transaction.atomic
def accept(number: int, user: Any, words: str = "") -> bool:
    """Changes the thesaurus, writes down who asked, and tells them.

    Returns False where it was decided before. Raises NotApplicableError.
    """
    proposal = _open(number)
    if proposal is None:
        return False
    check(proposal)
    form = _form(proposal)
    form.is_valid()
    concept = form.save()  # type: ignore[attr-defined]
    name = proposal.proposed_by.get_full_name() if proposal.proposed_by else ""
    log(instance=concept, action=ACCEPTED, user=user, data={"name": name, "reason": proposal.reason})
    proposal.concept = concept
    _decide(proposal, State.ACCEPTED, user, words)
    return True


@transaction.atomic
def decline(number: int, user: Any, words: str) -> bool:
    """Leaves the thesaurus as it is and tells why; returns False where it was decided before."""
    proposal = _open(number)
    if proposal is not None:
        _decide(proposal, State.DECLINED, user, words)
    return proposal is not None


def _open(number: int) -> ConceptProposal | None:
    found = ConceptProposal.objects.select_for_update(of=("self",))
    return found.filter(pk=number, state=State.OPEN).first()


def _decide(proposal: ConceptProposal, state: State, user: Any, words: str) -> None:
    proposal.state, proposal.words = state, words
    proposal.decided_by, proposal.decided_at = user, timezone.now()
    proposal.save()
    if proposal.proposed_by is not None and proposal.proposed_by != user:
        _tell(proposal)


def _tell(proposal: ConceptProposal) -> None:
    """Writes the mail about a decision, in the language of whoever proposed."""
    person: Any = proposal.proposed_by
    with translation.override(person.language):
        what = told(proposal)
        if proposal.state == State.ACCEPTED:
            subject = _("Accepted: what you proposed for the thesaurus")
            first = _("It is in the thesaurus now, and searches will find it:")
        else:
            subject = _("Not accepted: what you proposed for the thesaurus")
            first = _("It was not taken into the thesaurus:")
        parts = [first, what, proposal.words, _("Thank you for knowing the words.")]
        EmailMessage(
            f"{_('Twin Fields')}: {subject}",
            "\n\n".join(filter(None, parts)),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


def told(proposal: ConceptProposal) -> str:
    """Returns in one line what is proposed, in the active language."""
    language = translation.get_language() or ""
    concept = proposal.concept.label(language) if proposal.concept else ""
    broader = proposal.broader.label(language) if proposal.broader else ""
    if proposal.kind == Kind.LABEL:
        return _("“%(word)s” is another word for %(concept)s") % {"word": proposal.word, "concept": concept}
    if proposal.kind == Kind.PARENT:
        return _("%(concept)s belongs to %(broader)s") % {"concept": concept, "broader": broader}
    if broader:
        return _("new: “%(word)s”, belongs to %(broader)s") % {"word": proposal.word, "broader": broader}
    return _("new: “%(word)s”") % {"word": proposal.word}
