"""Checks what every page's form sees to: a name in one language, parts taken from another version."""

from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from practices.editing.region_forms import limit_choices, refuse_foreign_references
from practices.editing.versions import digests, values_of
from practices.passages import languages_from
from practices.slugs import LONGEST_SLUG, reserved_slugs, slug_of
from zones.blank import emptied, one_line
from zones.vocabulary import LANGUAGES

# The form's box for the digests of the version that it was opened with.
LOADED_DIGESTS: Final = "loaded_digests"


class TrilingualPageForm(WagtailAdminPageForm):
    is_draft = False

    def __init__(self, *args: Any, theirs: Collection[str] = (), **kwargs: Any) -> None:
        """Leaves the fields named by `theirs` as the instance has them; takes the others from the data."""
        super().__init__(*args, **kwargs)
        for name in theirs:
            self._take(name)
        if "slug" in self.fields:
            # Left empty, it is made from the name, whichever language that is in.
            self.fields["slug"].required = False
        limit_choices(self, self.for_user)

    def _take(self, name: str) -> None:
        if name in self.formsets:
            del self.formsets[name]
        elif name in self.fields:
            value = getattr(self.instance, name)
            value = list(value.all()) if hasattr(value, "all") else value
            self.fields[name] = FixedValueField(value, self.fields[name])

    def defer_required_fields(self) -> None:
        self.is_draft = True
        super().defer_required_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._empty_blank_texts(cleaned)
        self._ask_for_a_name(cleaned)
        refuse_foreign_references(self, self.for_user)
        return cleaned

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not slug.isascii() and slug != self.instance.slug:
            # As the box does in a browser with scripts; Wagtail's own field takes accents.
            slug = slug_of(slug)
        if len(slug) > LONGEST_SLUG and slug != self.instance.slug:
            raise ValidationError(
                _("An address may have %(most)s letters at most; this one has %(length)s.")
                % {"most": LONGEST_SLUG, "length": len(slug)}
            )
        parent = self.parent_page
        if parent is not None and parent.is_site_root() and slug in reserved_slugs():
            raise ValidationError(
                _("“%(slug)s” is an address that the site needs for itself. Choose another.") % {"slug": slug}
            )
        return slug

    def _empty_blank_texts(self, cleaned: dict[str, Any]) -> None:
        """Takes out what cannot be seen; a required text of nothing else counts as not filled in."""
        for name, text in list(cleaned.items()):
            if isinstance(text, str) and text:
                has_lines = isinstance(self.fields[name].widget, forms.Textarea)
                cleaned[name] = emptied(text) if has_lines else one_line(text)
                if not cleaned[name] and self.fields[name].required:
                    self.add_error(name, self.fields[name].error_messages["required"])

    def _ask_for_a_name(self, cleaned: dict[str, Any]) -> None:
        boxes = [f"name_{code}" for code in languages_from(None) if f"name_{code}" in self.fields]
        if self.is_draft or not boxes or any((cleaned.get(box) or "").strip() for box in boxes):
            return
        self.add_error(boxes[0], _("Write the name in at least one language."))

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Adds to what automatic saving tells the open form: the version that it now stands on."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        revision = self.instance.latest_revision
        if revision is not None:
            updates += [
                ("loaded_revision_id", str(revision.pk)),
                ("loaded_revision_created_at", revision.created_at.isoformat()),
                (LOADED_DIGESTS, digests(values_of(self, self.instance))),
            ]
        return updates


class FixedValueField(forms.Field):
    """Holds the value of another version, whatever was posted; what publishing asks for it still asks."""

    def __init__(self, value: Any, field: forms.Field) -> None:
        super().__init__(required=field.required, label=field.label, disabled=True)
        self.value = value

    def clean(self, value: Any) -> Any:
        return super().clean(self.value)


def translated(field: str) -> list[str]:
    """Returns the names of a translated field, one for each language."""
    return [f"{field}_{code}" for code in LANGUAGES]
