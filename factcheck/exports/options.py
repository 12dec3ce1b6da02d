"""What a user may ask of a format: `OPTIONS` of its module names it, the words are checked here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.errors import UnknownError
from factcheck.exports.selection import Selection


def check(selection: Selection, known: Mapping[str, str]) -> None:
    """Refuse an option that the format does not have. Raises UnknownError with those it has."""
    for name in selection.options:
        if name not in known:
            raise UnknownError(f"no option {name!r}; there {_are(list(known))}")


def choice(selection: Selection, name: str, words: Sequence[str]) -> str:
    """Return which of `words` the option `name` has, the first where it was not given. Raises UnknownError."""
    word = selection.options.get(name, words[0])
    if word not in words:
        raise UnknownError(f"option {name}: no {word!r}; there {_are(words)}")
    return word


def _are(names: Sequence[str]) -> str:
    return f"{'is' if len(names) == 1 else 'are'} {', '.join(names) or 'none'}"
