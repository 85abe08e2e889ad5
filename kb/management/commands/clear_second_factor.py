"""Take away the second factor of an account, for an administrator whom no other can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.accounts.clearing import clear
from kb.accounts.second_factor import has_second_factor
from kb.models import User, as_stored


class Command(BaseCommand):
    help = "Takes away every second factor of the account, ends its sessions and tells its owner by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        person = User.objects.filter(email=as_stored(email)).first()
        if person is None or not has_second_factor(person):
            raise CommandError("There is no such account, or it has no second factor.")
        clear(person, by=None)
        self.stdout.write(f"{person.email} signs in with the password alone now.")
