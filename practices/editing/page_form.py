"""What every page's form sees to: a name in one language, no lost work between two translators."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.utils import get_user_display_name

from practices.passages import languages_from
from practices.slugs import reserved_slugs
from zones.vocabulary import LANGUAGES


class TrilingualPageForm(WagtailAdminPageForm):
    is_draft = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Left empty, it is made from the name, whichever language that is in.
            self.fields["slug"].required = False

    def defer_required_fields(self) -> None:
        self.is_draft = True
        super().defer_required_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._ask_for_a_name(cleaned)
        self._refuse_to_undo_others()
        return cleaned

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        parent = self.parent_page
        if parent is not None and parent.is_site_root() and slug in reserved_slugs():
            raise ValidationError(
                _("“%(slug)s” is an address that the site needs for itself. Choose another.") % {"slug": slug}
            )
        return slug

    def _ask_for_a_name(self, cleaned: dict[str, Any]) -> None:
        boxes = [f"name_{code}" for code in languages_from(None) if f"name_{code}" in self.fields]
        if self.is_draft or not boxes or any((cleaned.get(box) or "").strip() for box in boxes):
            return
        self.add_error(boxes[0], _("Write the name in at least one language."))

    def _refuse_to_undo_others(self) -> None:
        """Stops a form that was opened before somebody else saved the same page.

        Wagtail stops its automatic saving then, but the button would replace the other person's work.
        """
        opened = parse_datetime(self.data.get("loaded_revision_created_at", ""))
        if opened is None or self.instance.pk is None or self.for_user is None:
            return
        newer = (
            self.instance.revisions.filter(created_at__gt=opened)
            .exclude(user=self.for_user)
            .select_related("user")
            .order_by("-created_at")
            .first()
        )
        if newer is not None:
            self.add_error(
                None,
                _(
                    "%(name)s saved this page while you were writing. Nothing of yours was saved yet. "
                    "Look at their version in the history first: saving again replaces it."
                )
                % {"name": get_user_display_name(newer.user) or _("Somebody")},
            )


def translated(field: str) -> list[str]:
    """The names of a translated field, one for each language."""
    return [f"{field}_{code}" for code in LANGUAGES]
