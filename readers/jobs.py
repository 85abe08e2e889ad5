"""What readers' pages let the worker do: write the mails about questions."""

from datetime import timedelta

from exchange.deliveries import send_due
from jobs.registry import Lane, periodic
from readers.peer_mails import questions_mail


@periodic("readers.send_questions", every=timedelta(minutes=5), lane=Lane.MAIL)
def send_questions() -> None:
    send_due(questions_mail)
