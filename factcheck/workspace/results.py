"""What became of a document that was brought to a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.case.records import Excerpt, Source

if TYPE_CHECKING:
    from factcheck.diff import Passage


class Brought(NamedTuple):
    """A document that came in: the source that it is, and whether that was there before.

    `attached` tells that a source which was there has got its text by this. `alike` are others that may be the same
    document: of the same address, or of the same file's name and quoted before their text was here.
    """

    source: Source
    known: bool
    attached: bool = False
    alike: tuple[Source, ...] = ()


class Attached(NamedTuple):
    """A source that got its text, and whether that is the text it was quoted from.

    `before` is the hash that it had; empty where it had none. `standing` of the `quoted` excerpts stand in the text.
    """

    source: Source
    before: str
    standing: int
    quoted: int

    @property
    def same(self) -> bool:
        """Whether the document is, to the byte, the one that was quoted from."""
        return self.before == self.source.sha256


class Refetched(NamedTuple):
    """A source that was looked up again.

    `changed` tells whether its text is another now: then `passages` differ and the `gone` excerpts, which stood in
    the text before, do not in the new one. `compared` is False where there was no text before to compare with.
    """

    source: Source
    changed: bool
    compared: bool = True
    passages: tuple[Passage, ...] = ()
    gone: tuple[Excerpt, ...] = ()


class Version(NamedTuple):
    """A document that a source has been: its hash, and since when; empty where the history does not tell."""

    sha256: str
    since: str
