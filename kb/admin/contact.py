"""Lets people of a region say under which name, and how, readers reach them; nobody says it for them."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel

from exchange.contact import number
from jobs import consent_texts
from jobs.consent_texts import REGION_CONTACT
from kb.models import User
from practices.models import PublicContact
from practices.passages import passage
from practices.region_contacts import regions_of_person
from readers.peer_forms.report_form import PhoneField

BY_FORM = "form"


class PublicContactForm(forms.ModelForm[User]):
    """Takes a name and an address or a number, with the tick without which nothing of it is kept."""

    name = forms.CharField(label=_("Name for readers"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail for readers"),
        required=False,
        help_text=_("Another than the one you sign in with, if you like."),
    )
    phone = PhoneField(
        label=_("Telephone for readers"),
        help_text=_("With the country’s number first: +229 …"),
    )
    has_whatsapp = forms.BooleanField(label=_("This number has WhatsApp"), required=False)
    agreed = forms.BooleanField(label=_("I agree"), required=False)

    class Meta:
        model = User
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = PublicContact.objects.filter(user=self.instance).first()
        version = consent_texts.current(REGION_CONTACT)
        self.fields["agreed"].help_text = consent_texts.words(REGION_CONTACT, version, get_language() or "en")
        self.initial.update(
            name=known.name if known else self.instance.display_name,
            email=known.email if known else "",
            phone=known.phone if known else "",
            has_whatsapp=bool(known and known.has_whatsapp),
            agreed=known is not None,
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("agreed"):
            # Whoever unticks it takes it back; whoever types without it may have overlooked it.
            is_taken_back = "agreed" in self.changed_data
            if not is_taken_back and (cleaned.get("email") or cleaned.get("phone")):
                self.add_error(
                    "agreed", _("Without this tick nothing of it is kept. Tick it, or empty the fields.")
                )
            return cleaned
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name that readers shall see."))
        if not (cleaned.get("email") or cleaned.get("phone")) and not self.errors:
            self.add_error("email", _("Write an address or a number."))
        phone = cleaned.get("phone")
        if phone is not None and cleaned.get("has_whatsapp") and not number(phone).has_country:
            self.add_error("phone", _("For WhatsApp the number begins with + and the country’s."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Writes what was agreed to, with the day and the text; without the tick all of it is deleted."""
        told = self.cleaned_data
        if not told["agreed"]:
            PublicContact.objects.filter(user=self.instance).delete()
            return self.instance
        shown = {name: told[name] for name in ("name", "email", "phone", "has_whatsapp")}
        known = PublicContact.objects.filter(user=self.instance).first()
        if known is not None and all(getattr(known, name) == value for name, value in shown.items()):
            return self.instance
        agreed = {
            "agreed_on": timezone.localdate(),
            "text": consent_texts.current(REGION_CONTACT),
            "given": BY_FORM,
        }
        PublicContact.objects.update_or_create(user=self.instance, defaults={**shown, **agreed})
        return self.instance


class PublicContactPanel(BaseSettingsPanel):
    """Stands in the account of those who look after a region."""

    name = "public_contact"
    title = _("For readers")
    order = 250
    form_class = PublicContactForm
    template_name = "kb/public_contact_panel.html"

    def is_active(self) -> bool:
        return regions_of_person(self.user).exists()

    def get_context_data(self) -> dict[str, Any]:
        names = ", ".join(passage(each, "name").text for each in regions_of_person(self.user))
        return {**super().get_context_data(), "regions": names}
