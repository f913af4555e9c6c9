"""Plan files brought in through REST.

On the router of the reads, because one address can be on one router only.
"""

from django.utils.translation import gettext
from ninja import File, Schema
from ninja.files import UploadedFile

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans.api.reading import router
from luodi.plans.errors import UploadRefused
from luodi.plans.uploads import imported_upload
from luodi.reader.errors import ReaderError

__all__ = ["router"]


class ImportedOut(Schema):
    """The version that stands for a file; `created` is false when its bytes were there before."""

    plan: int
    version: int
    title: str
    sha256: str
    created: bool


@router.post("/plans", response=ImportedOut, operation_id="import_plan", auth=asks(Verb.IMPORT))
def import_plan(request: ActorRequest, file: File[UploadedFile]) -> ImportedOut:
    """Reads a plan file and stores what it says, unconfirmed; known bytes change nothing."""
    try:
        result = imported_upload(file, by=request.auth)
    except ReaderError as refusal:
        raise UploadRefused(reason=refusal.sentence(gettext), fault=refusal.code) from refusal
    version = result.version
    return ImportedOut(
        plan=version.document_id,
        version=version.pk,
        title=str(version.document),
        sha256=version.sha256,
        created=result.created,
    )
