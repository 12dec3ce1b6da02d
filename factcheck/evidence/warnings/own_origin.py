"""The claim's own origin is quoted in its support: who said it is no witness that it is so."""

from __future__ import annotations

import re

from factcheck.case.records import Claim, Source, Stance
from factcheck.evidence.warnings.verdict import Judged, do, refs
from factcheck.text import folded

_ADDRESS = re.compile(r"^[a-z]+://(www\.)?|[/#?]+$")
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


def own_origin(judged: Judged) -> str:
    """Warn where an excerpt that supports the claim, and bears the verdict, is from where the claim was made."""
    if not (judged.claim.origin or judged.claim.speaker):
        return ""
    support = [excerpt for excerpt in judged.bearing if excerpt.stance is Stance.SUPPORTS]
    own = [source for source in judged.sources(support) if is_origin(judged.claim, source)]
    if not own:
        return ""
    ids = {source.id for source in own}
    quoted = [excerpt for excerpt in support if excerpt.source in ids]
    return f"{refs(quoted)} {do('comes', quoted)} from {refs(own)}, as {judged.claim.ref} itself does"


def is_origin(claim: Claim, source: Source) -> bool:
    """Tell whether a claim says that it comes from a source: by its ref, title, address, publisher or author."""
    origin, speaker = _plain(claim.origin), _plain(claim.speaker)
    names = (source.ref, source.title, source.publisher)
    if any(_names(origin, _plain(name)) for name in names):
        return True
    address = _ADDRESS.sub("", _plain(source.url))
    if address and address in origin:
        return True
    return bool(speaker) and speaker in {_plain(source.author), *_AUTHORS.split(_plain(source.author))}


def _names(origin: str, name: str) -> bool:
    """Tell whether a name stands in an origin as whole words."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", origin) is not None


def _plain(text: str) -> str:
    return " ".join(folded(text).split())
