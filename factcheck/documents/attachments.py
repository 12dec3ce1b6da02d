"""The attachments of e-mails, which are documents of their own: named when the e-mail is read, and taken if asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from factcheck.text import clean_line

_MAX_NAMED = 10
_MAX_NAME = 100
_REMARK = re.compile(r"(\d+) attachments? (?:is|are) not read: ")


class Attachment(NamedTuple):
    """A file that is attached to an e-mail: its name, its bytes, and the media type that the e-mail declares."""

    name: str
    data: bytes
    media_type: str = ""


def attachment_name(name: str, number: int, suffix: str = "") -> str:
    """Return the name of an attachment for people and for a file: without a directory; "attachment 2.eml" if none."""
    line = clean_line(PurePath(name.replace("\\", "/")).name)
    return line[-_MAX_NAME:] or f"attachment {number}{suffix}"


def attachments_remark(names: Sequence[str]) -> tuple[str, ...]:
    """Return the remark that names the attachments; none if there are none."""
    if not names:
        return ()
    more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
    count = "1 attachment is" if len(names) == 1 else f"{len(names)} attachments are"
    shown = ", ".join(names[:_MAX_NAMED])
    return (f"{count} not read: {shown}{more}; --attachments adds {'it' if len(names) == 1 else 'them'}",)


def count_not_read(remarks: Iterable[str]) -> int:
    """Return how many attachments the remarks about an e-mail say were not read."""
    return sum(int(found[1]) for remark in remarks if (found := _REMARK.match(remark)))
