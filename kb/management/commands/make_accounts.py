"""Make one account for each part that people play, to try the site with; passwords are shown once."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kb.accounts.groups import newsletter_editors
from kb.models import User
from practices.models import RegionSection
from practices.regions import create_region


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    groups: tuple[Group, ...] = ()
    is_superuser: bool = False


class Command(BaseCommand):
    help = (
        "Makes an administrator, a correspondent and a moderator of one region, and a newsletter editor, "
        "each with a random password that is printed once. Accounts that exist are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", help="slug of the region; without it the first one")

    @transaction.atomic
    def handle(self, *, region: str | None = None, **options: Any) -> None:
        made = [
            (account, password) for account in accounts(section_at(region)) if (password := make(account))
        ]
        if not made:
            return
        self.stdout.write(
            "  Sign in at /admin/ with these. Write the passwords down: they are not shown again."
        )
        for account, password in made:
            self.stdout.write(f"    {account.role:<18}  {account.email:<26}  {password}")


def section_at(slug: str | None) -> RegionSection:
    sections = RegionSection.objects.order_by("path")
    section = (sections.filter(slug=slug) if slug else sections).first()
    if section is None:
        raise CommandError("There is no such region yet: load the starter practices first (load_starter).")
    return section


def accounts(section: RegionSection) -> Iterable[Account]:
    region = create_region(section.slug, {}, parent=section.get_parent())
    return (
        Account("administrator", "administrator@localhost", is_superuser=True),
        Account("correspondent", "correspondent@localhost", (region.correspondents,)),
        Account("moderator", "moderator@localhost", (region.moderators,)),
        Account("newsletter editor", "newsletter@localhost", (newsletter_editors(),)),
    )


def make(account: Account) -> str | None:
    """Makes the account and returns its new password; None where the account exists."""
    if User.objects.filter(email=account.email).exists():
        return None
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(
        account.email, password, display_name=account.role.capitalize(), is_superuser=account.is_superuser
    )
    user.groups.set(account.groups)
    return password
