"""Warnings that a step of a desk is missing. They are given only where the case or the settings ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.case.records import Entry, EntryKind
from factcheck.case.scale import LabelKind
from factcheck.evidence.warnings.verdict import JudgedClaim
from factcheck.text import folded

NOT_CONTACTED, NO_SIGN_OFF = "not-contacted", "no-sign-off"

_WORD = re.compile(r"\w+")
_ASKED = {EntryKind.CONTACT, EntryKind.REPLY}


def not_contacted(checked: JudgedClaim) -> str:
    """Warn if the verdict is against the claim, and its speaker is named in no contact or reply.

    An entry names the speaker if it is meant for them, by the whole name or a part of it, or if its text has the name.
    One on the claim that says not whom it is meant for counts too.
    """
    speaker = checked.claim.speaker.strip()
    if not checked.asks(NOT_CONTACTED) or checked.label.kind is not LabelKind.AGAINST or not speaker:
        return ""
    names = _words(speaker)
    asked = (entry for entry in checked.case.entries.values() if entry.kind in _ASKED)
    if any(_names(entry, names, checked.claim.id) for entry in asked):
        return ""
    return f"{speaker}, who said {checked.claim.ref}, was never contacted"


def _names(entry: Entry, names: frozenset[str], claim_id: str) -> bool:
    if not entry.to and entry.on == claim_id:
        return True
    to = _words(entry.to)
    return (bool(to) and (to <= names or names <= to)) or names <= _words(entry.words)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text)))


def no_sign_off(checked: JudgedClaim) -> str:
    """Warn if nobody but the checker has signed the verdict off since it was given, on the claim or on the case."""
    verdict = checked.verdict
    if not checked.asks(NO_SIGN_OFF) or any(
        entry.by != verdict.checker and entry.at >= verdict.at for entry in _sign_offs(checked)
    ):
        return ""
    return f"nobody but {verdict.checker} has signed off {checked.claim.ref}"


def _sign_offs(checked: JudgedClaim) -> Iterator[Entry]:
    for on in (checked.claim.id, ""):
        yield from (entry for entry in checked.case.entries_of(on) if entry.kind == EntryKind.SIGN_OFF)
