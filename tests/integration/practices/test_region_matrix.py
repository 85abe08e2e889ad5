"""Every address of the admin, asked and posted to by everybody, with numbers of another region.

Every day by a correspondent and by nobody in particular; the walks of the two other roles, who have rights
that a correspondent has not, are slow.
"""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from taggit.models import TaggedItem
from wagtail.admin.models import EditingSession
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
)

from exchange.models import Answer, Author, Contribution, Decision, Flag, Question, Report
from kb.accounts.groups import newsletter_editors
from kb.models import User
from media.models import Clip, Document, Image
from network.models import Event, Partner, PressItem, StatedValue, Territory, ValueSheet
from practices.models import (
    Concept,
    ConceptProposal,
    ImportBatch,
    Practice,
    PracticeStep,
    RegionExport,
    RegionSection,
    TranslationFile,
)
from practices.regions import Region
from tests import factories
from tests.integration.practices.admin_addresses import Address, addresses

SECRET = "Unripe words"
TAG = "unripetag"
PERSON = "Unripe person"
MARKERS = (f"{SECRET} ", f"{TAG}1", PERSON)
# Events of all countries and the press review belong to the newsletter's editors too.
EDITORS_OWN = ("/admin/events/", "/admin/press/")
ROLES = ("correspondent", "moderator", "newsletter editor", "anonymous")
# Whatever is posted to an address, as far as it wants it.
POSTED = {
    "title": "taken over",
    "name_en": "taken over",
    "name": "taken over",
    "new_title": "taken over",
    "new_slug": "taken-over",
    "tags": "taken",
    "action-publish": "1",
    "restriction_type": "login",
    "include_descendants": "on",
    "wagtail_site_name": "Twin Fields",
    "comment": "taken over",
    "is_active": "",
    "external-link-chooser-url": "/en/andes/unripe-words-draft/",
    # What decides an item of the queue.
    "version": "1",
    "action": "declined",
    "words_declined": "taken over",
}
# One of each kind that peers send has this number, so that an address names something of each.
PEER_ITEM = 4711
World = dict[str, Any]


def make_peer_items(region: Region, practice: Practice) -> None:
    """One of each kind that peers send, read by the region's people."""
    common: dict[str, Any] = {"pk": PEER_ITEM, "region": region.section, "language": "en"}
    author = Author.objects.create(language="en", code_hash="c", phone=f"{SECRET} phone"[:32])
    told = {**common, "author": author, "name": f"{SECRET} name", "sent_at": timezone.now()}
    text = f"{SECRET} text"
    Report.objects.create(
        **told, form_id="r", practice=practice, outcome="worked", since="longer", changed=text
    )
    Contribution.objects.create(**told, form_id="c", answers={"what": text})
    question = Question.objects.create(**told, form_id="q", text=text)
    Answer.objects.create(**told, form_id="a", question=question, text=text)
    Flag.objects.create(
        **common, form_id="f", about_kind="practice", about_number=practice.pk, reason="wrong", text=text
    )


@pytest.fixture
def world(db: None) -> World:
    here = factories.make_region(countries=("BJ",))
    there = factories.make_region("andes", "Andes", ("PE",))
    neighbour = factories.make_correspondent(there, display_name=PERSON, email="unripe@example.org")
    image = Image.objects.create(
        title=f"{SECRET} image", file=get_test_image_file(), collection=there.collection
    )
    image.tags.add(f"{TAG}1")
    document = Document.objects.create(
        title=f"{SECRET} document", file=ContentFile(b"text", name="text.txt"), collection=there.collection
    )
    document.tags.add(f"{TAG}1")
    clip = Clip.objects.create(
        title_en=f"{SECRET} clip",
        sound=ContentFile(f"{SECRET} voice".encode(), name="voice.ogg"),
        captions_fr=f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{SECRET} caption\n",
        collection=there.collection,
    )
    partner = Partner.objects.create(
        name=f"{SECRET} partner", kind="foundation", country="PE", contact_name=f"{SECRET} contact"
    )
    ours = Image.objects.create(title="Ours", file=get_test_image_file(), collection=here.collection)
    own = factories.make_practice(here.section, name_en="Own", lead_image=ours)
    own.save_revision()
    draft = factories.make_practice(
        there.section, live=False, name_es=f"{SECRET} draft", owner=neighbour, lead_image=image
    )
    draft.tags.add(f"{TAG}1")
    draft.steps.add(PracticeStep(text_es=f"{SECRET} step", image=ours))
    draft.save()
    draft.save_revision(user=neighbour, log_action=True)
    changed = factories.make_practice(there.section, name_es="Terrazas", owner=neighbour)
    changed.name_es = f"{SECRET} change"
    changed.save_revision(user=neighbour, log_action=True)
    private = factories.make_practice(there.section, name_es=f"{SECRET} private", owner=neighbour)
    private.save_revision(user=neighbour)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    Task.objects.filter(name="Andes").update(name=f"{SECRET} task")
    Workflow.objects.filter(name="Andes").update(name=f"{SECRET} workflow")
    workflow_state = there.workflow.start(draft, neighbour)
    Practice.objects.filter(pk=draft.pk).update(locked=True, locked_by=neighbour, locked_at=timezone.now())
    there.collection.name = f"{SECRET} collection"
    there.collection.save()
    there.correspondents.name = f"{SECRET} group"
    there.correspondents.save()
    session = EditingSession.objects.create(
        user=neighbour,
        content_type=ContentType.objects.get_for_model(Page),
        object_id=draft.pk,
        last_seen_at=timezone.now(),
    )
    make_peer_items(there, draft)
    exported = RegionExport.objects.create(
        user=neighbour, section=there.section, file=ContentFile(SECRET.encode(), "a.xlsx"), size=1
    )
    batch = ImportBatch.objects.create(user=neighbour, section=there.section, file_name=f"{SECRET} table.csv")
    table = TranslationFile.objects.create(user=neighbour, file_name=f"{SECRET} table.xlsx")
    values = ValueSheet.objects.create(user=neighbour, file_name=f"{SECRET} values.xlsx")
    StatedValue.objects.create(country="NE", indicator="organisations", best=1, source_text=SECRET)
    concept = Concept.objects.create(code="mulch", kind="practices", labels_en="mulch")
    proposed = ConceptProposal.objects.create(
        kind="label", concept=concept, word=f"{SECRET} word", reason=SECRET, proposed_by=neighbour
    )
    territory = Territory.objects.create(
        name=f"{SECRET} territory", country="PE", latitude=-13.5, longitude=-72.0, own_text=SECRET
    )
    event = Event.objects.create(title_en=f"{SECRET} event", country="PE", starts_on="2030-01-01")
    press_item = PressItem.objects.create(
        title=f"{SECRET} article",
        outlet=SECRET,
        language="es",
        url="https://example.org/",
        published_on="2026-01-01",
    )
    moderator = factories.UserFactory(groups=[here.moderators])
    return {
        "words": SECRET,
        "tag": TAG,
        "pages": (draft, changed),
        "own": own,
        "ours": ours,
        "section": there.section.pk,
        "image": image.pk,
        "document": document.pk,
        "clip": clip.pk,
        "partner": partner.pk,
        "collection": there.collection.pk,
        "task": workflow_state.current_task_state.task_id,
        "task_state": workflow_state.current_task_state_id,
        "workflow": there.workflow.pk,
        "workflow_state": workflow_state.pk,
        "session": session.pk,
        "upload": 1,
        "peer_item": PEER_ITEM,
        "import_batch": batch.pk,
        "translation_file": table.pk,
        "value_sheet": values.pk,
        "region_export": exported.pk,
        "territory": territory.pk,
        "event": event.pk,
        "press_item": press_item.pk,
        "earliest": "earliest",
        "concept": concept.pk,
        "proposal": proposed.pk,
        "site": Site.objects.get().pk,
        "person": neighbour.pk,
        "group": there.correspondents.pk,
        "people": {
            "correspondent": factories.make_correspondent(here),
            "moderator": moderator,
            "newsletter editor": factories.UserFactory(groups=[newsletter_editors()]),
            "anonymous": None,
        },
    }


def theirs(world: World) -> dict[str, list[Any]]:
    """What belongs to the other region, and every right that anybody has, row by row."""
    pages = Page.objects.descendant_of(RegionSection.objects.get(pk=world["section"]), inclusive=True)
    keys = list(pages.values_list("pk", flat=True))
    kept = {
        "pages": pages,
        "practices": Practice.objects.filter(pk__in=keys),
        "steps": PracticeStep.objects.filter(practice__in=keys),
        "revisions": Revision.objects.filter(object_id__in=map(str, keys)),
        "log": PageLogEntry.objects.filter(page__in=keys),
        "images": Image.objects.filter(collection=world["collection"]),
        "clips": Clip.objects.filter(collection=world["collection"]),
        "documents": Document.objects.filter(collection=world["collection"]),
        "tags on files": TaggedItem.objects.filter(tag__name=f"{TAG}1"),
        "people": User.objects.exclude(pk=getattr(world["person asking"], "pk", None)),
        "members": User.groups.through.objects,
        "groups": Group.objects,
        "rights": Group.permissions.through.objects,
        "rights on pages": GroupPagePermission.objects,
        "rights on files": GroupCollectionPermission.objects,
        "collections": Collection.objects,
        "restrictions": PageViewRestriction.objects,
        "tasks": Task.objects,
        "workflows": Workflow.objects,
        "workflow states": WorkflowState.objects,
        "task states": TaskState.objects,
        "reports": Report.objects,
        "contributions": Contribution.objects,
        "questions": Question.objects,
        "answers": Answer.objects,
        "notices": Flag.objects,
        "decisions": Decision.objects,
        "sessions": EditingSession.objects.filter(pk=world["session"]),
    }
    return {name: sorted(found.values_list(), key=str) for name, found in kept.items()}


def walk(world: World) -> list[Address]:
    """Their numbers everywhere, for each kind of page that is not public; the rest once."""
    theirs, changed = world["pages"]
    once = addresses({**world, "page": theirs.pk, "revision": theirs.latest_revision_id})
    again = addresses({**world, "page": changed.pk, "revision": changed.latest_revision_id})
    # One's own page beside parts of theirs, and one's own picture, which theirs shows.
    mixed = addresses(
        {
            **world,
            "page": world["own"].pk,
            "revision": theirs.latest_revision_id,
            "image": world["ours"].pk,
        }
    )
    parts = ("/revisions/", "pages/workflow", "workflow_history", "/usage/")
    return list(
        dict.fromkeys(
            [
                *once,
                *(address for address in again if address.names_a_page),
                *(address for address in mixed if any(part in address.path for part in parts)),
            ]
        )
    )


def body(response: HttpResponse) -> str:
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace").replace(f"q={SECRET}", "")


# The chooser makes a small picture and leaves its temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=() if role in ("correspondent", "anonymous") else pytest.mark.slow)
        for role in ROLES
    ],
)
def test_nothing_of_another_region_is_shown_or_changed(world: World, role: str) -> None:
    person = world["person asking"] = world["people"][role]
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    foreign = dict.fromkeys(("new_parent_page", "parent_page", "chooser"), world["pages"][0].pk)
    posted = {**POSTED, **foreign, "collection": world["collection"], "groups": world["group"]}
    before = theirs(world)
    wrong: list[str] = []
    asked = 0
    for address in walk(world):
        if role == "newsletter editor" and address.path.startswith(EDITORS_OWN):
            continue
        for method in address.methods:
            response = getattr(client, method)(address.path, posted if method == "post" else None)
            asked += 1
            shown = [marker for marker in MARKERS if marker in body(response)]
            if shown or response.status_code >= 500:
                wrong.append(f"{method} {address.path}: {response.status_code} {shown}")
    assert not wrong, "\n".join(wrong)
    assert asked > 450
    after = theirs(world)
    changed = {name: (rows, after[name]) for name, rows in before.items() if rows != after[name]}
    assert not changed
