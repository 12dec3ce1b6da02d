"""The redirects that a page makes itself: `<meta http-equiv=refresh>` in a page with hardly any text."""

from __future__ import annotations

import re
from html import unescape

from factcheck.documents.meta_refresh import parse_refresh

_HEAD = 1 << 16  # bytes in which it is looked for
_MOST_WORDS, _MOST_SECONDS = 60, 10
"""A page with more words is one to read; one that stays longer is, too."""
_META = re.compile(r"(?is)<meta\b[^>]*http-equiv\s*=\s*[\"']?refresh\b[^>]*>")
_CONTENT = re.compile(r"(?is)\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_UNSEEN = re.compile(r"(?is)<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")


def refresh_location(data: bytes, media_type: str) -> str:
    """Return the address to which a page sends its reader on; "" if it does not, or has a text of its own."""
    if media_type and "html" not in media_type.lower():
        return ""
    head = data[:_HEAD].decode("latin-1")
    meta = _META.search(head)
    content = _CONTENT.search(meta[0]) if meta else None
    refresh = parse_refresh(unescape(next(filter(None, content.groups()), ""))) if content else None
    if refresh is None or refresh.seconds > _MOST_SECONDS:
        return ""
    return refresh.target if len(_UNSEEN.sub(" ", head).split()) <= _MOST_WORDS else ""
