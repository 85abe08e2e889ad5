"""Stores what peers tell, ask and answer, who reads it first, and what was decided."""

from exchange.models.author import Author
from exchange.models.contribution import Contribution
from exchange.models.decision import Action, Decision
from exchange.models.flag import Flag, FlagReason
from exchange.models.item import Kind, PeerItem, State
from exchange.models.question import Answer, Delivery, Listener, Question
from exchange.models.report import PracticeReports, Report, ReportOutcome, Since

__all__ = [
    "Action",
    "Answer",
    "Author",
    "Contribution",
    "Decision",
    "Delivery",
    "Flag",
    "FlagReason",
    "Kind",
    "Listener",
    "PeerItem",
    "PracticeReports",
    "Question",
    "Report",
    "ReportOutcome",
    "Since",
    "State",
]
