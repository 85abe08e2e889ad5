"""Keeps a film or recording while its form comes back for another reason, so that nobody sends it twice.

On a slow line a film takes an hour. It waits as one of Wagtail's own uploads: for a day, for whoever sent
it alone, and served to nobody. `media/orphans.py` removes those that nobody came back for.
"""

from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from wagtail.models import UploadedFile as Upload

from media.intake.recordings import CleanRecording
from media.models import Clip
from media.stored_files import delete_after_commit

SALT: Final = "media.kept_uploads"
# With one more, the first of them goes.
MOST_OF_A_PERSON: Final = 3


class KeptUpload(UploadedFile):
    """A file that was sent with an earlier try of a form, read as one that is sent with this one."""

    def __init__(self, upload: Upload, name: str, token: str) -> None:
        super().__init__(upload.file.open(), name=name, size=upload.file.size)
        self.token = token
        self._upload = upload
        try:
            path = upload.file.path
        except NotImplementedError:
            # It lies on another storage than a disk, and is copied from there.
            return
        # What storages ask a file that may be moved to its place.
        self.temporary_file_path = lambda: path

    def forget(self) -> None:
        """Removes it, once what was made of it is stored."""
        _forget(Upload.objects.filter(pk=self._upload.pk))


def keep(recording: CleanRecording, name: str, user: Any) -> str:
    """Stores what passed the door; returns the token under which this person's next try finds it."""
    kind = ContentType.objects.get_for_model(Clip)
    upload = Upload(for_content_type=kind, uploaded_by_user=user)
    with recording:
        upload.file = recording
        upload.save()
    own = _of(user).order_by("-pk").values_list("pk", flat=True)
    _forget(Upload.objects.filter(pk__in=list(own[MOST_OF_A_PERSON:])))
    return signing.dumps([upload.pk, name], salt=SALT)


def find(token: str, user: Any) -> KeptUpload | None:
    """Returns what the person sent with an earlier try; None where it is gone, or somebody else's."""
    try:
        pk, name = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    upload = _of(user).filter(pk=pk).first()
    if upload is None or not upload.file.storage.exists(upload.file.name):
        return None
    return KeptUpload(upload, name, token)


def _of(user: Any) -> QuerySet[Upload]:
    kind = ContentType.objects.get_for_model(Clip)
    found: QuerySet[Upload] = Upload.objects.filter(for_content_type=kind, uploaded_by_user=user)
    return found


def _forget(uploads: QuerySet[Upload]) -> None:
    delete_after_commit([upload.file.name for upload in uploads])
    uploads.delete()
