"""A case as text for others to read: one module a format, each a pure function from a case to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from factcheck.errors import UnknownError

if TYPE_CHECKING:
    from factcheck.case import Case
    from factcheck.model import Claim

Render: TypeAlias = "Callable[[Case, Sequence[Claim], str], str]"
"""A case, the claims of it that are wanted and the filter that chose them ("" for all), as text."""


class Format(NamedTuple):
    """One way out: its name, the ending of its files, and a line for the list of formats."""

    name: str
    suffix: str
    about: str

    @property
    def render(self) -> Render:
        """The function that renders this format, imported when it is asked for."""
        return cast("Render", import_module(f"factcheck.exports.{self.name}").render)


FORMATS: dict[str, Format] = {
    chosen.name: chosen for chosen in (Format("markdown", ".md", "a report for editors and readers, in CommonMark"),)
}


def find(name: str) -> Format:
    """Return the format of this name. Raises UnknownError."""
    if name not in FORMATS:
        raise UnknownError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name]
