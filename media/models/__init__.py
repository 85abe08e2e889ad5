"""Stores pictures, documents and clips: whose they are, the licence, what they show in three languages."""

from media.models.clip import Clip, ClipState
from media.models.credited import Credited
from media.models.document import Document
from media.models.image import Image, PeopleConsent, Rendition
from media.models.public_copy import PublicCopy

__all__ = [
    "Clip",
    "ClipState",
    "Credited",
    "Document",
    "Image",
    "PeopleConsent",
    "PublicCopy",
    "Rendition",
]
