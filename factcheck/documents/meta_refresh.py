"""What `<meta http-equiv=refresh>` of a page asks for: to load another page after some seconds."""

from __future__ import annotations

import re
from typing import NamedTuple

_CONTENT = re.compile(r"(?i)\s*(?=[\d.])(\d*)[\d.]*\s*[;,]\s*(?:url\s*=\s*)?+[\"']?\s*((?!url\s*=)[^\"'\s]+)")


class MetaRefresh(NamedTuple):
    """The whole seconds after which another page is loaded, and its address as the page names it."""

    seconds: float
    target: str


def parse_refresh(content: str) -> MetaRefresh | None:
    """Return what the attribute `content` says ("5; url=/new"); None if it names no other page."""
    found = _CONTENT.match(content)
    return MetaRefresh(float(found[1] or 0), found[2]) if found else None
