"""Serves stored files: public copies to anybody, all else only to people of the file's region.

Originals are not served: they may be larger than anybody needs. Whether a page still shows a file is asked at
each request, so that it is gone with the page, even while no worker runs.
"""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from media import public_folders
from media.models import Document, PublicCopy, Rendition
from media.models.public_copy import FOLDER
from media.public_access import is_public
from media.region_access import may_see
from media.serving import PRIVATE, PUBLIC, stored_file


@require_safe
def public_file(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """Returns a file of a public copy while a public page uses what it was made from, or of an app above."""
    copy = PublicCopy.objects.filter(folder=folder).select_related("image", "document", "clip").first()
    if copy is None and public_folders.is_shown(folder, name):
        return stored_file(request, default_storage, f"{FOLDER}/{folder}/{name}", PUBLIC)
    if copy is None or not copy.has(name) or not is_public(copy.source):
        raise Http404
    title = copy.document.download_name if copy.document else ""
    return stored_file(request, default_storage, f"{copy.path}/{name}", PUBLIC, title)


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Returns a size of a picture as editors see it, by the name of its file."""
    found = Rendition.objects.filter(file=f"images/{name}").select_related("image").first()
    if found is None or not may_see(found.image, request.user):
        raise Http404
    return stored_file(request, found.file.storage, found.file.name, PRIVATE)


@require_safe
def document(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """Returns a document, a PDF to look at, else to keep; leads on to the public file where there is one."""
    found = Document.objects.filter(pk=number).select_related("public_copy").first()
    if found is None or found.filename != name:
        raise Http404
    if is_public(found):
        # Right after its page was published the public file may not be there yet.
        if address := found.public_address:
            return HttpResponseRedirect(address)
    elif not may_see(found, request.user):
        raise Http404
    return stored_file(request, found.file.storage, found.file.name or "", PRIVATE, found.download_name)
