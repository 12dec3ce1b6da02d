"""The headers of e-mails, whatever is in them."""

from __future__ import annotations

from email.errors import MessageError
from email.message import MIMEPart

from factcheck.text import clean_line


def header(message: MIMEPart, name: str) -> str:
    """Return a header on one line; "" if it is missing or malformed."""
    try:
        return clean_line(str(message.get(name, "")))
    except (
        MessageError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ):  # which the parser raises for some malformed headers
        return ""
