"""Parts of a document, read in a process with limits: the attachments of an e-mail, pages that are pictures."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable

from factcheck.documents.attachments import Attachment, attachment_name
from factcheck.documents.page_picture import PagePicture
from factcheck.documents.sandbox.limits import LIMITS, SandboxLimits
from factcheck.documents.sandbox.parent import ask_sandbox, invalid_answers, never
from factcheck.documents.sandbox.tasks import ATTACHMENTS, PICTURE, SCANS

_LIMITS = SandboxLimits(answer=200 << 20)


def attachments_in_sandbox(
    data: bytes, name: str, media_type: str = "", cancelled: Callable[[], bool] = never
) -> list[Attachment]:
    """Return the attachments of a document; none if it is no e-mail. Raises UnreadableError with its name."""
    found = ask_sandbox(ATTACHMENTS, {"name": name, "media_type": media_type}, data, _LIMITS, cancelled)
    with invalid_answers(name):
        return [
            Attachment(attachment_name(str(called), number), b64decode(content), str(kind))
            for number, (called, kind, content) in enumerate(found, 1)
        ]


def find_scans(data: bytes, name: str, password: str, cancelled: Callable[[], bool]) -> list[int]:
    """Return the numbers of the pages that are pictures, from 1. Raises UnreadableError with the document's name."""
    found = ask_sandbox(SCANS, {"name": name, "media_type": "", "password": password}, data, LIMITS, cancelled)
    with invalid_answers(name):
        return [int(number) for number in found]


def picture_in_sandbox(
    data: bytes, name: str, page: int, dpi: int, password: str, cancelled: Callable[[], bool]
) -> PagePicture:
    """Return the picture of a page. Raises UnreadableError with the name of the document."""
    request = {"name": name, "media_type": "", "password": password, "page": page, "dpi": dpi}
    found = ask_sandbox(PICTURE, request, data, LIMITS, cancelled)
    with invalid_answers(name):
        width, height, resolution, packed = found
        return PagePicture(int(width), int(height), int(resolution), b64decode(packed))
