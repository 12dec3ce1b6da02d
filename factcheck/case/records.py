"""The nouns of a case: source, claim, excerpt, verdict, entry.

Each is an immutable record that reads from and writes to a row: the JSON object that represents it in
a table. A row may carry fields that are not ours; a record ignores them and the case keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from factcheck.case.record import Readers, Record, Row


class Stance(StrEnum):
    """What an excerpt says about a claim, as a checker reads it."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Role(StrEnum):
    """What a source is to a case: evidence, or the text under check, which is no evidence."""

    EVIDENCE = "evidence"
    DRAFT = "draft"


SETTLED = "settled"
"""The role of a verdict that stands for a claim whatever its checkers say; that of a checker's own is empty."""


class Confidence(StrEnum):
    """How sure a checker is of a verdict, lowest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class EntryKind(StrEnum):
    """What an entry is. The record takes other words, too: those of another program, or of a later version."""

    NOTE = "note"
    QUERY = "query"
    CONTACT = "contact"
    REPLY = "reply"
    TODO = "todo"
    SIGN_OFF = "sign-off"


class Outcome(StrEnum):
    """What became of an entry that is closed."""

    ANSWERED = "answered"
    SILENT = "silent"
    DECLINED = "declined"
    DONE = "done"


class SourceKind(StrEnum):
    """How near a source is to what it reports: it was there, it tells of others, or it is one's own work."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    OWN = "own"


def confidence_step(confidence: Confidence | None, step: int) -> Confidence:
    """Return the confidence one step up or down, limited to the scale; from none, up is medium and down is low."""
    if confidence is None:
        return Confidence.MEDIUM if step > 0 else Confidence.LOW
    steps: list[Confidence] = [*Confidence]
    return steps[max(0, min(steps.index(confidence) + step, len(steps) - 1))]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Source(Record):
    """A document that is quoted. Dates are ISO 8601, as exact as known; what is not known is empty.

    `role` is a `Role`, or "" if nobody stated it: see `factcheck.case.roles`.

    Of a web page, `url` is the address it came from after redirects, `asked` the one that was asked for, if it is
    another, and `redirects` those between them. `status`, `last_modified` and `etag` are what the server said, `doubt`
    is what the page seems to be if it is no article. `archived` is the address of a copy in a web archive, taken at the
    time `archived_at`.

    `kind` is a `SourceKind` or "", `interest` says what the source gains by what it says, `as_of` is the date of what
    it reports. `repeats` is the id of the source that it takes its report from: the two count as one origin. `grade` is
    what a person gave it on the Admiralty scale: a letter A-F for the source, a digit 1-6 for what it says, or both.
    """

    unwritten = (
        *("role", "asked", "redirects", "status", "last_modified", "etag", "doubt"),
        *("kind", "interest", "repeats", "as_of", "grade", "archived", "archived_at"),
    )

    id: str
    ref: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    accessed: str = ""
    file: str = ""
    sha256: str = ""
    media_type: str = ""
    language: str = ""
    note: str = ""
    role: str = ""
    asked: str = ""
    redirects: str = ""
    status: str = ""
    last_modified: str = ""
    etag: str = ""
    doubt: str = ""
    kind: str = ""
    interest: str = ""
    repeats: str = ""
    as_of: str = ""
    grade: str = ""
    archived: str = ""
    archived_at: str = ""


GONE = "no longer in the text"
"""What an origin says of a claim of a draft, once its sentence is gone."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Claim(Record):
    """A checkable statement. `position` orders the claims of a case; it need not be whole.

    `waived` holds the dismissed warnings about its verdict, each as "warning: reason";
    `dismissed` names the suggested passages that are not to be shown for it again;
    `flagged` is set by a checker who wants to come back to it; `external_id` is what another data set calls the claim.
    `language` is the code of its language, "en" or "kk"; without one, the language is recognised.

    A claim of a draft, the source with the id `draft`, was made from the passage from `start` to `end` of its text, in
    code points; without them, the passage is no longer there. `sentence` is the sentence in which it stands, `was` the
    one from which the claim was made, if that differs.
    """

    readers: ClassVar[Readers] = {"tags": tuple, "waived": tuple, "dismissed": tuple}
    unwritten = (
        *("external_id", "language", "draft", "was"),
        *("flagged", "waived", "dismissed", "start", "end", "sentence"),
    )

    id: str
    ref: str = ""
    text: str
    speaker: str = ""
    date: str = ""
    origin: str = ""
    tags: tuple[str, ...] = ()
    position: float = 0
    waived: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    flagged: bool = False
    external_id: str = ""
    language: str = ""
    draft: str = ""
    start: int | None = None
    end: int | None = None
    sentence: str = ""
    was: str = ""

    @property
    def shown_origin(self) -> str:
        """The origin for people; of a claim whose sentence is gone from its draft it says so."""
        is_gone = bool(self.draft) and self.start is None and self.origin and not self.origin.endswith(GONE)
        return f"{self.origin} ({GONE})" if is_gone else self.origin


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Excerpt(Record):
    """A quotation from a source with its stance towards one claim.

    `prefix`, `suffix`, `start` and `end` anchor the quote in the source's text, in code points, as the
    TextQuoteSelector and TextPositionSelector of the W3C Web Annotation data model do. `version` is the hash of the
    document that it was quoted from, once the source is another document that does not have the quote. Excerpts of a
    claim with the same `evidence_set` say together what none of them says alone.
    """

    readers: ClassVar[Readers] = {"stance": Stance}
    unwritten = ("version", "evidence_set")

    id: str
    ref: str = ""
    claim: str
    source: str
    stance: Stance
    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    locator: str = ""
    note: str = ""
    by: str = ""
    at: str = ""
    version: str = ""
    evidence_set: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Verdict(Record):
    """A checker's decision on a claim.

    Without a label it is a rationale without a decision yet. `basis` is a hash of the claim, its
    excerpts and the scale, so that a later change of any of them is detected.

    A verdict of the role "settled" is the one that stands for a claim whose checkers differ, beside theirs; `checker`
    settled it. `over` has the checkers and the labels that were settled, by turns, and `cause` why they differed.
    """

    readers: ClassVar[Readers] = {
        "confidence": lambda value: None if value is None else Confidence(value),
        "over": tuple,
    }
    unwritten = ("role", "cause", "over")

    claim: str
    checker: str
    label: str | None = None
    confidence: Confidence | None = None
    rationale: str = ""
    condition: str = ""
    at: str = ""
    basis: str = ""
    role: str = ""
    cause: str = ""
    over: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of this verdict in its table: one for each checker of a claim, and one that settles them."""
        return self.claim if self.role == SETTLED else verdict_key(self.claim, self.checker)

    @property
    def settled_labels(self) -> dict[str, str]:
        """The labels that this verdict settles, by checker."""
        return dict(zip(self.over[::2], self.over[1::2], strict=False))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Entry(Record):
    """Something that checkers write beside claims and evidence: a note, a query, a task, open until it is closed.

    `on` is the id of the claim or the source that it is about, empty for the case as a whole; `to` is whom it is meant
    for, empty for everybody, `via` by which way it went to him, `due` the day by which it is to be done. `closed` is
    the time at which it was closed, empty while it is open, `outcome` an `Outcome` or "". `kind` is an `EntryKind`, or
    "aside" for a sentence of a draft that states no matter of fact; other kinds are kept as they are. An entry about a
    sentence of a draft has the `sentence` and where it begins and ends in the text, in code points.
    """

    unwritten = ("via", "due", "outcome", "start", "end", "sentence")

    id: str
    ref: str = ""
    on: str = ""
    kind: str = "note"
    to: str = ""
    words: str = ""
    by: str = ""
    at: str = ""
    closed: str = ""
    start: int | None = None
    end: int | None = None
    sentence: str = ""
    via: str = ""
    due: str = ""
    outcome: str = ""


def verdict_key(claim: str, checker: str) -> str:
    """Return the key of `checker`'s verdict on the claim with the id `claim`."""
    return f"{claim}/{checker}"


def verdict_row_key(row: Row) -> str:
    """Return the key of the verdict in a row: one that settles others has the id of its claim."""
    return str(row["claim"]) if row.get("role") == SETTLED else verdict_key(row["claim"], row["checker"])
