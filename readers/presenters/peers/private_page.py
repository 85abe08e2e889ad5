"""An author's private page: what they sent, what became of it, and what they may do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.deciding import STEPS
from exchange.models import Action, Answer, Contribution, Decision, PeerItem, Question, Report, State
from exchange.private_links import code_for, shown_code
from readers.presenters.land.place_names import place_label
from readers.presenters.peers.report_form import OUTCOME_ICONS
from readers.presenters.peers.telling import contribution_rows, go_on
from readers.presenters.view_models import Link
from readers.presenters.wording import answer_text, factor_label, metres

# What of an item's land stands under it.
LAND_SHOWN: Final = ("texture", "slope", "crops", "water_supply")


class StepLine(NamedTuple):
    """One step of what became of an item: done, now, or to come."""

    state: str
    label: str
    when: str = ""
    words: str = ""
    link: Link | None = None
    # What the author had written, where somebody of the region put it right.
    original: str = ""


class Told(NamedTuple):
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PrivateItem:
    number: int
    kind: str
    title: str
    outcome: str
    outcome_icon: str
    steps: Sequence[StepLine]
    told: Sequence[Told]
    files: Sequence[Link]
    # Where it is asked back, and what else one may do; all empty where the page is opened by its code.
    reply_url: str = ""
    may_do: str = ""
    actions: Sequence[tuple[str, Link]] = ()
    erase_url: str = ""


@dataclass(frozen=True, slots=True)
class PrivatePage:
    items: Sequence[PrivateItem]
    code: str = ""
    address: str = ""
    whatsapp_url: str = ""
    sms_url: str = ""
    data_url: str = ""
    erase_url: str = ""
    is_new: bool = False
    contacts: Sequence[Told] = field(default=())

    @property
    def is_read_only(self) -> bool:
        return not self.address


def private_page(items: Sequence[PeerItem], token: str, *, is_new: bool = False) -> PrivatePage:
    """Returns the page that a private link opens."""
    steps = _steps_of(items)
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('readers:mine', args=(token,))}"
    message = quote(_("My page at Twin Fields: %(address)s") % {"address": address}, safe="")
    author = items[0].author if items else None
    contacts = [
        Told(label, value)
        for label, value in ((_("Phone"), author and author.phone), (_("E-mail"), author and author.email))
        if value
    ]
    return PrivatePage(
        items=[_item(item, steps.get((item.kind, item.pk), []), token) for item in items],
        code=shown_code(code_for(token)),
        address=address,
        whatsapp_url=f"https://wa.me/?text={message}",
        sms_url=f"sms:?body={message}",
        data_url=reverse("readers:mine_data", args=(token,)),
        erase_url=reverse("readers:mine_erase", args=(token,)),
        is_new=is_new,
        contacts=contacts,
    )


def read_only_page(items: Sequence[PeerItem]) -> PrivatePage:
    """Returns the same page as a dictated code opens it: to read, without files and without the link."""
    steps = _steps_of(items)
    return PrivatePage(items=[_item(item, steps.get((item.kind, item.pk), []), "") for item in items])


def _steps_of(items: Sequence[PeerItem]) -> dict[tuple[str, int], list[Decision]]:
    found: dict[tuple[str, int], list[Decision]] = {}
    numbers = {item.pk for item in items}
    kinds = {item.kind for item in items}
    for step in Decision.objects.filter(item_kind__in=kinds, item_number__in=numbers):
        found.setdefault((step.item_kind, step.item_number), []).append(step)
    return found


def _item(item: PeerItem, steps: Sequence[Decision], token: str) -> PrivateItem:
    outcome = item.get_outcome_display() if isinstance(item, Report) else ""
    return PrivateItem(
        number=item.pk,
        kind=str(item.kind),
        title=title_of(item),
        outcome=outcome,
        outcome_icon=OUTCOME_ICONS[item.outcome] if isinstance(item, Report) else "",  # type: ignore[index]
        steps=_lines(item, steps),
        told=told(item),
        files=_files(item, token) if token else (),
        reply_url=_url("mine_reply", item, token) if token and item.state == State.ASKED else "",
        may_do=_may_do(item) if token else "",
        actions=list(_actions(item, token)) if token else (),
        erase_url=_url("mine_erase_one", item, token) if token else "",
    )


def _url(name: str, item: PeerItem, token: str) -> str:
    return reverse(f"readers:{name}", args=(token, item.kind, item.pk))


def title_of(item: PeerItem) -> str:
    """Returns what an item is about, in a few words."""
    if isinstance(item, Report):
        return str(item.practice.get_admin_display_title())
    if isinstance(item, Answer):
        return _("Answer to: %(question)s") % {"question": item.question.text or _("a voice message")}
    if isinstance(item, Question):
        return _("Your question")
    sentence = item.answers.get("sentence", "") if isinstance(item, Contribution) else ""
    return sentence or _("A practice that you told")


def told(item: PeerItem) -> list[Told]:
    """Returns what the author told, each with what it is."""
    found = []
    if isinstance(item, Report):
        found = [
            Told(_("Since when"), item.get_since_display()),
            Told(_("What I changed"), item.changed),
        ]
    elif isinstance(item, Question | Answer):
        found = [Told(_("In words"), item.text)]
    elif isinstance(item, Contribution):
        return [Told(row.label, row.text) for row in contribution_rows(item)]
    place = place_label(item.land) if item.land.latitude is not None or item.land.place_name else ""
    found.append(Told(_("Place"), place))
    if item.land.altitude_m is not None:
        found.append(Told(_("Altitude"), metres(item.land.altitude_m)))
    answers = item.land.answers()
    found += [
        Told(factor_label(name), answer_text(name, answers[name]))
        for name in LAND_SHOWN
        if name in item.land.stated and name in answers
    ]
    found.append(Told(_("Name"), item.name))
    return [each for each in found if each.text]


def _files(item: PeerItem, token: str) -> list[Link]:
    names = (("photo", _("Your photo"), item.photo_id), ("voice", _("Your voice message"), item.voice_id))
    return [
        Link(label, reverse("readers:mine_file", args=(token, item.kind, item.pk, name)))
        for name, label, number in names
        if number
    ]


def public_link(item: PeerItem) -> Link | None:
    """Returns where everybody reads the item; None where nobody does."""
    if item.state != State.PUBLISHED:
        return None
    if isinstance(item, Report):
        practice = item.practice.get_url() or ""
        return Link(_("See it there"), f"{practice}peers/#report-{item.pk}") if practice else None
    if isinstance(item, Contribution):
        page = item.practice
        return Link(_("See it there"), page.get_url() or "") if page is not None and page.live else None
    question = item.question_id if isinstance(item, Answer) else item.pk
    return Link(_("See it there"), reverse("readers:question", args=(question,)))


def _is_correctable(item: PeerItem) -> bool:
    return isinstance(item, Report) and item.state in STEPS[Action.CORRECTED][0]


def _may_do(item: PeerItem) -> str:
    """Returns in a sentence what its author can do with an item of its kind, and what not."""
    if _is_correctable(item):
        return _("You can correct it, or take it back.")
    if isinstance(item, Contribution) and item.state == State.DRAFT:
        return _("You can go on writing, or take it back.")
    if isinstance(item, Question):
        return _("A question cannot be changed once it is sent. You can take it back and ask anew.")
    if isinstance(item, Answer):
        return _("An answer cannot be changed once it is sent. You can take it back and answer anew.")
    if isinstance(item, Contribution):
        return _("A practice cannot be changed once it is sent. You can take it back and tell it anew.")
    return _("You can take it back.")


def _actions(item: PeerItem, token: str) -> Iterable[tuple[str, Link]]:
    if isinstance(item, Report):
        if _is_correctable(item):
            yield "pencil", Link(_("Correct it"), reverse("readers:correct_report", args=(token, item.pk)))
        if item.state == State.PUBLISHED:
            yield (
                "clock",
                Link(_("Add: one year later"), reverse("readers:later_report", args=(token, item.pk))),
            )
    if isinstance(item, Contribution):
        yield from go_on(item, token)
    elif isinstance(item, Question) and item.answers.filter(state=State.PUBLISHED).exists():
        helped = reverse("readers:helped", args=(token, item.pk))
        yield "adopted", Link(_("Say which answer helped"), helped)


# --- what became of it -------------------------------------------------------------------------------------


def _step_label(action: str) -> str:
    return {
        Action.RECEIVED: _("Received"),
        Action.CORRECTED: _("You corrected it"),
        Action.ASKED: _("The region asks you:"),
        Action.ANSWERED: _("You replied:"),
        Action.PUBLISHED: _("Read and published"),
        Action.EDITED: _("Read, shortened or put right, and published"),
        Action.DECLINED: _("Read and not published:"),
        Action.HIDDEN: _("Taken from the site:"),
        Action.WITHDRAWN: _("You withdrew it"),
    }[Action(action)]


def _lines(item: PeerItem, steps: Sequence[Decision]) -> list[StepLine]:
    lines = [
        StepLine(
            "done",
            _step_label(step.action),
            date_format(step.at, "DATE_FORMAT"),
            step.words,
            original=step.original,
        )
        for step in steps
    ]
    if item.state == State.PUBLISHED and lines:
        lines[-1] = lines[-1]._replace(link=public_link(item))
    elif item.state == State.ASKED and lines:
        lines[-1] = lines[-1]._replace(state="now")
        lines.append(StepLine("coming", _("Published: not yet")))
    elif item.state == State.WAITING:
        lines.append(StepLine("now", _("Waits for a person of the region to read it")))
        lines.append(StepLine("coming", _("Published: not yet")))
    elif item.state == State.DRAFT:
        lines.append(StepLine("now", _("Being written: it is not sent yet")))
    return lines
