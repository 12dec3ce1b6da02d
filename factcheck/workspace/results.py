"""The results of adding, attaching and refetching documents, with messages for the command line and the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.case.changes import Batch
from factcheck.case.records import Excerpt, Source

if TYPE_CHECKING:
    from factcheck.diff import Hunk
    from factcheck.workspace.version_changes import VersionChanges


class AddResult(NamedTuple):
    """A document that was added: the source that it is, and whether the case knew that before.

    `attached` tells that a known source has got its text by this. `alike` are other sources that may be the same
    document: of the same address, or of the same file name and quoted before they had a text. `kind` is the media
    type and the encoding, `fault` why a document that was recorded could not be read. `remarks` say what was
    left out.
    """

    source: Source
    known: bool
    attached: bool = False
    alike: tuple[Source, ...] = ()
    kind: str = ""
    fault: str = ""
    changes: Batch = ()
    remarks: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """The ref of the source."""
        return self.source.ref

    @property
    def id(self) -> str:
        """The id of the source."""
        return self.source.id

    @property
    def words(self) -> str:
        """What was done with the document: "S3 A report added (text/html)"."""
        if self.known:
            done = f"is this document already{'; its text is attached now' if self.attached else ''}"
        elif self.fault:
            done = f"recorded without its text ({self.fault})"
        else:
            done = f"added ({self.kind or 'unknown type'})"
            if self.source.doubt:
                done += f"; WARNING: it looks like {self.source.doubt}; read it: `factcheck source text {self.ref}`"
        return "; ".join((f"{self.source.ref} {self.source.title} {done}", *self.remarks))


class AttachResult(NamedTuple):
    """A source that got its text, and whether that is the text it was quoted from.

    `before` is the hash that it had, empty if it had none; `found` of the `quoted` excerpts are in the text.
    """

    source: Source
    before: str
    found: int
    quoted: int
    changes: Batch = ()
    remarks: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the document is, to the byte, the one that was quoted from."""
        return self.before == self.source.sha256

    @property
    def line(self) -> str:
        """What was done to the source, with its ref."""
        return f"{self.source.ref}: {self.words}"

    @property
    def words(self) -> str:
        """What was done to the source, and what its reader left out."""
        return "; ".join((self._done, *self.remarks))

    @property
    def _done(self) -> str:
        found = f"{self.found} of its {self.quoted} excerpts found in it"
        found = found if self.quoted else "nothing is quoted from it yet"
        if self.same:
            return f"full text attached, its hash is the one that was quoted from; {found}"
        if self.before:
            return f"full text attached, NOT the document that was quoted from; {found}"
        return f"full text attached; {found}"


class RefreshResult(NamedTuple):
    """A source whose document was fetched again.

    `changed` tells whether its text is another now: then `passages` differ, and the `gone` excerpts, which were found
    in the text before, are not in the new one. `compared` is False if there was no text before to compare with.
    `version` says what became of the sentences of a draft.
    """

    source: Source
    changed: bool
    compared: bool = True
    passages: tuple[Hunk, ...] = ()
    gone: tuple[Excerpt, ...] = ()
    changes: Batch = ()
    remarks: tuple[str, ...] = ()
    version: VersionChanges | None = None

    @property
    def line(self) -> str:
        """What was done to the source, with its ref."""
        return f"{self.source.ref}: {self.words}"

    @property
    def words(self) -> str:
        """What was done to the source, and what its reader left out."""
        return "; ".join((self._done, *self.remarks))

    @property
    def _done(self) -> str:
        if not self.compared:
            return "full text attached; there was none before to compare it with"
        if not self.changed:
            return "the text has not changed"
        count, gone = len(self.passages), ", ".join(excerpt.ref for excerpt in self.gone)
        lost = f"{gone} no longer found in it" if gone else "every excerpt that was found still is"
        return f"the text has changed in {count} place{'s' * (count != 1)}; {lost}; the earlier version is kept"


class DraftResult(NamedTuple):
    """A draft that was added, or one that got a new version of its text; then `version` says what differs.

    `known` tells that the document was in the case before. `alike` are drafts of which it may be a new version.
    `remarks` say what was not read of it, or how.
    """

    source: Source
    known: bool = False
    alike: tuple[Source, ...] = ()
    version: VersionChanges | None = None
    changes: Batch = ()
    remarks: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """The ref of the draft."""
        return self.source.ref

    @property
    def id(self) -> str:
        """The id of the draft."""
        return self.source.id

    @property
    def words(self) -> str:
        """What was done, and the remarks."""
        return "; ".join((self.done, *self.remarks))

    @property
    def done(self) -> str:
        """What was done: "S3 The bridge added as a draft"."""
        name = f"{self.source.ref} {self.source.title}"
        if self.version is not None:
            return f"{name} is this version already" if self.known else f"{name}: {self.version.words}"
        if self.known:
            return f"{name} is this document already{', and a draft now' if self.changes else ', and a draft'}"
        return f"{name} added as a draft"


class Version(NamedTuple):
    """A document that a source has been: its hash, and since when; empty if the history does not tell."""

    sha256: str
    since: str
