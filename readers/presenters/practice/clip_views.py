"""What templates receive of films and voices: addresses, sizes, finished texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from practices.passages import Passage


@dataclass(frozen=True, slots=True)
class ClipFile:
    """A file that a reader may load: what it is and how large, and the name under which it is kept."""

    url: str
    label: str
    size: str
    name: str


@dataclass(frozen=True, slots=True)
class Voice:
    """The recording of a peer: in which language, how large, and where it is heard."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Track:
    """Captions in one language; the reader's own are shown at once."""

    url: str
    language: str
    label: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class ClipView:
    """A film or a voice. `film` is None for a voice, `sound` for a film in which nothing is heard."""

    number: int
    title: Passage
    about: str
    credit: str
    film: ClipFile | None
    sound: ClipFile | None
    poster: str = ""
    width: int | None = None
    height: int | None = None
    tracks: Sequence[Track] = ()
    # What is said, and where it can be read.
    said: Passage | None = None
    said_url: str = ""


@dataclass(frozen=True, slots=True)
class ClipsSection:
    """The part of a practice's page on which one watches and listens."""

    clips: Sequence[ClipView]
    all_url: str = ""
    all_text: str = ""

    def __bool__(self) -> bool:
        return bool(self.clips)


@dataclass(frozen=True, slots=True)
class ClipsPage:
    """All films and voices of a practice, with the words that are said."""

    title: Passage
    back_url: str
    clips: Sequence[ClipView]
