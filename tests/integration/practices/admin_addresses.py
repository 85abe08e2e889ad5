"""Every address of the admin, filled with the numbers of somebody else's things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from kb.desk.work import KINDS

# What `pk` counts, by the beginning of an address's name.
COUNTED = {
    "wagtailadmin_api:pages:": "page",
    "wagtailadmin_api:documents:": "document",
    "wagtailadmin_api:images:": "image",
    "wagtailadmin_pages:": "page",
    "wagtailadmin_collections:": "collection",
    "wagtailadmin_workflows:edit_task": "task",
    "wagtailadmin_workflows:disable_task": "task",
    "wagtailadmin_workflows:enable_task": "task",
    "wagtailadmin_workflows:": "workflow",
    "wagtaildocs_chooser:": "document",
    "wagtailimages_chooser:": "image",
    "wagtailsnippets_practices_concept:": "concept",
    "wagtailsnippetchoosers_practices_concept:": "concept",
    "clips:": "clip",
    "partners:": "partner",
    "clip_chooser:": "clip",
    "wagtailsites:": "site",
    "exchange_queue_": "peer_item",
    "practices_import_batch": "import_batch",
    "regions_": "section",
    "translations_file": "translation_file",
    "network_value_sheet": "value_sheet",
    "practices_page_cost": "page",
    "practices_region_export": "region_export",
    "territories:": "territory",
    "events:": "event",
    "press:": "press_item",
    "network_territory_figures": "territory",
    "wagtailusers_users:": "person",
    "wagtailusers_groups:": "group",
}
# What the other parts of an address are.
PARTS = {
    **dict.fromkeys(
        ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "object_id"), "page"
    ),
    **dict.fromkeys(("revision_id", "revision_id_b"), "revision"),
    "revision_id_a": "earliest",
    "image_id": "image",
    **dict.fromkeys(("document_id", "doc_id"), "document"),
    "uploaded_file_id": "upload",
    "collection_id": "collection",
    "task_id": "task",
    "task_state_id": "task_state",
    "workflow_pk": "workflow",
    "workflow_state_id": "workflow_state",
    "session_id": "session",
    "person_id": "person",
    "proposal_id": "proposal",
}
# Texts that say which kind of thing an address is about.
PAGES = {
    **dict.fromkeys(("content_type_app_name", "app_label"), "practices"),
    **dict.fromkeys(("content_type_model_name", "model_name"), "practice"),
}
WORDS = {
    "wagtailadmin_api:pages:action": {"action_name": ["copy", "publish", "unpublish", "delete", "move"]},
    "wagtailadmin_pages:": {key: [value] for key, value in PAGES.items()} | {"action_name": ["approve"]},
    "wagtailadmin_editing_sessions:ping": {key: [value] for key, value in PAGES.items()},
    "wagtailadmin_tag_model_autocomplete": {"app_name": ["taggit"], "model_name": ["tag"]},
    "wagtailadmin_workflows:add_task": {"app_label": ["wagtailcore"], "model_name": ["groupapprovaltask"]},
    "desk_list": {"name": [kind.name for kind in KINDS]},
    # Of each kind the other region has one of the same number.
    "exchange_queue_": {"kind": ["report", "contribution", "question", "answer", "flag"]},
    "network_partner_table": {"extension": ["csv", "xlsx"]},
    "clips:captions": {"language": ["fr"]},
    "network_country": {"code": ["NE"]},
    "practices_import_template": {"extension": ["csv", "xlsx"]},
    "translations_compare": {"to": ["fr"]},
    "wagtailimages:preview": {"filter_spec": ["width-50"]},
}
# Answered before anything of the site is looked up, or tried elsewhere.
LEFT_OUT = (
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_login",
    # Of one's own account, its password and its second factor; tests/integration/kb/test_second_factor.py.
    "account_",
    "mfa_",
    "clear_second_factor",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    # No redirects or settings belong to a region, and their rights are given to nobody but administrators.
    "wagtailredirects:edit",
    "wagtailredirects:delete",
    "wagtailsettings:",
    # Nor do mails and jobs, which superusers alone come near (tests/integration/jobs/test_admin.py).
    "jobs_mails_try_again",
    "jobs_failed_try_again",
    # Nor do issues, and editors alone come to them; addresses of subscribers are the coordination's
    # (tests/integration/newsletter/).
    "newsletter_",
    # What territories send that look for a twin is the coordination's too (tests/integration/network/).
    "network_expression",
)
BULK = {"page": "page", "image": "image", "document": "document", "user": "person", "concept": "concept"}


class NobodyKnowsThisAddress(AssertionError):
    pass


@dataclass(frozen=True)
class Address:
    path: str
    names_a_page: bool
    methods: tuple[str, ...] = ("get", "post")


def admin_names(
    patterns: list[URLPattern | URLResolver], namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from admin_names(entry.url_patterns, inner)
        elif entry.name:
            yield f"{namespace}{entry.name}", entry


def addresses(things: Mapping[str, Any]) -> Iterator[Address]:
    """Every address of the admin with the numbers of `things`.

    Raises NobodyKnowsThisAddress for an address that takes a number of which this module does not say what it
    counts: whoever adds one decides here what another region's is.
    """
    query = f"?id={things['page']}&q={things['words']}&page_type=wagtailcore.page&term={things['tag']}"
    for admin in (e for e in get_resolver().url_patterns if str(e.pattern) == "admin/"):
        for name, pattern in admin_names(admin.url_patterns):
            if name == "wagtail_bulk_action" or name.startswith(LEFT_OUT):
                continue
            for kwargs in _filled(name, pattern, things):
                path = reverse(name, kwargs=kwargs)
                yield Address(path, any(PARTS.get(key) == "page" or key == "pk" for key in kwargs))
                if any(
                    word in name for word in ("choose", "search", "autocomplete", "index", "list", "find")
                ):
                    yield Address(path + query, bool(kwargs), ("get",))
                if "reports" in name and "results" not in name:
                    yield Address(f"{path}?export=csv", False, ("get",))
                if name == "media_reports_unused":
                    yield Address(f"{path}?region={things['collection']}", False, ("get",))
    yield from bulk_addresses(things)


def bulk_addresses(things: Mapping[str, Any]) -> Iterator[Address]:
    bulk_action_registry.get_bulk_action_class("", "", "")
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            if model not in BULK:
                raise NobodyKnowsThisAddress(f"bulk actions on {app}.{model}")
            for action in actions:
                path = reverse("wagtail_bulk_action", args=(app, model, action))
                yield Address(f"{path}?id={things[BULK[model]]}", model == "page")
                yield Address(f"{path}?id=all&childOf={things['section']}", False)


def _filled(name: str, pattern: URLPattern, things: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    wanted = list(pattern.pattern.converters or pattern.pattern.regex.groupindex)
    words = next((texts for start, texts in WORDS.items() if name.startswith(start)), {})
    kwargs: dict[str, Any] = {}
    choices: list[tuple[str, list[str]]] = []
    for key in wanted:
        counted = next((kind for start, kind in COUNTED.items() if name.startswith(start)), None)
        if key in words:
            choices.append((key, words[key]))
        elif key in PARTS:
            kwargs[key] = things[PARTS[key]]
        elif key == "pk" and counted:
            kwargs[key] = things[counted]
        else:
            raise NobodyKnowsThisAddress(f"{name} ({key})")
    filled = [kwargs]
    for key, texts in choices:
        filled = [{**one, key: text} for one in filled for text in texts]
    yield from filled
