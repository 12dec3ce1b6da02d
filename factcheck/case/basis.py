"""The basis of a verdict: a hash of all that it was based on, by which a later change of it is noticed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from factcheck.case.ids import sha256_of
from factcheck.case.record import Row
from factcheck.case.scale import Scale


def hash_of(claim: Row, excerpts: Iterable[tuple[str, str, str, str]], scale: Scale) -> str:
    """Return the hash of what a verdict is based on.

    That is the text of the claim, its sentence in a draft if that was changed since the claim was made, its excerpts
    (id, stance, quote, hash of the source's text) and the labels of the scale.
    """
    judged = [claim.get("text", ""), sorted(excerpts), [label.id for label in scale.labels]]
    if claim.get("was"):
        judged += [claim["was"], claim.get("sentence", "")]
    return sha256_of(json.dumps(judged).encode())[:16]
