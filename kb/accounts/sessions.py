"""Ends the sessions of an account: all of them, or, when it gets its first second factor, all but one."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from kb.models import User


def end_sessions(person: User, but: str | None = None) -> int:
    """Ends every session of the account, but the one with this key; returns how many there were."""
    own = [
        session.pk
        for session in Session.objects.filter(expire_date__gte=timezone.now()).exclude(pk=but)
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=own).delete()
    return len(own)


def end_others(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Ends what was opened with the password alone, once the account has its first device."""
    added = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if [device.pk for device in added] == [authenticator.pk]:
        end_sessions(user, but=request.session.session_key)


def connect() -> None:
    authenticator_added.connect(end_others, dispatch_uid="kb.end_others")
