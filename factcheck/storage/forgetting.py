"""Texts that are to be forgotten, and the files that still hold them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import orjson

from factcheck.case.case import Case
from factcheck.case.changes import Batch, ChangeKind
from factcheck.case.forgetting import TEXTS, texts_of
from factcheck.errors import NotFoldedError, NotForgottenError
from factcheck.storage.disk import is_there, read_ordinary, shown
from factcheck.storage.paths import CasePaths

_TELLING = 12
_FURTHER = ("prefix", "suffix", "note", "to")


def is_forgetting(batch: Batch) -> bool:
    """Return whether a batch has a change of the kind FORGET."""
    return any(change.kind == ChangeKind.FORGET for change in batch)


def texts_to_forget(case: Case, batch: Batch) -> set[str]:
    """Return the texts by which a file with the excerpts and entries that `batch` forgets is recognized.

    These are their quotes and words and, unless they are too short to be distinctive, notes and surroundings.
    """
    targets = [change.target for change in batch if change.kind == ChangeKind.FORGET]
    others = {text for row in targets for text in texts_of(case, row, *_FURTHER) if len(text) >= _TELLING}
    return others.union(*(texts_of(case, row, *TEXTS.values()) for row in targets))


def files_with(files: Iterable[Path], texts: Iterable[str]) -> list[Path]:
    """Return the files that hold one of `texts`, or cannot be read; if there are no texts, all that exist."""
    forms = {form for text in texts for form in _forms(text)}
    return [path for path in files if is_there(path) and (not forms or _holds(path, forms))]


def _forms(text: str) -> set[bytes]:
    """Return a text as JSON may write it: with or without escapes, and nested in a JSON string."""
    plain = orjson.dumps(text)[1:-1]
    return {plain, json.dumps(text)[1:-1].encode(), orjson.dumps(plain.decode())[1:-1]}


def _holds(path: Path, forms: set[bytes]) -> bool:
    try:
        content = read_ordinary(path)
    except OSError:
        return True
    return any(form in content for form in forms)


def not_folded(paths: CasePaths, texts: set[str] | None, why: str) -> NotFoldedError:
    """Return the error for a failed fold, with the files that still hold `texts`, which were to be forgotten."""
    if texts is None:
        return NotFoldedError(f"saved; not folded yet: {why}; your changes are safe in {shown(paths.journal)}")
    files = ", ".join(map(shown, files_with((paths.case, paths.journal, *paths.copies()), texts)))
    where = f"{'is' if texts else 'may be'} still in {files}" if files else "may come back after a power cut"
    return NotForgottenError(f"forgotten in the case, but the text {where}: {why}; opening the case again removes it")
