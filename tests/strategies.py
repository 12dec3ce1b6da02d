"""What Hypothesis draws: texts that others may write, records, wishes of a checker, and whole cases.

A case is drawn as it is made: by wishes to a workspace whose store is memory, so that every row of it has a
history and nothing is in it that the program could not have put there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hypothesis import strategies as st

from factcheck.case import changes, edits
from factcheck.case.case import Case
from factcheck.case.changes import Batch, Change, Edit
from factcheck.case.history import History
from factcheck.case.origins import chain
from factcheck.case.record import Row
from factcheck.case.records import Claim, Confidence, Entry, Excerpt, Outcome, Role, Source, Stance, Verdict
from factcheck.case.rows import written
from factcheck.case.scale import DEFAULT_SCALE, PRESETS, Scale
from factcheck.case.waivers import ASKED_FOR
from factcheck.evidence.warnings import WARNING_CHECKS
from factcheck.storage.paths import CasePaths
from factcheck.storage.validation import check_batch
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

if TYPE_CHECKING:
    from factcheck.storage import CaseStorage

HOSTILE = (
    "",
    "   ",
    "[/foo] [@click=app.quit]no[/] [link=https://example.org]x",
    "\x1b[2J\x1b]52;c;aGVsbG8=\x07",
    "\u202eright to left\u202c",
    "a\u200bb\ufeffc\u2028d\u2029e\x85f",
    "# heading\n\n| a | b |\n- item\n> quote\n```",
    "<script>alert(1)</script> & <!-- &amp; -->",
    '=1+1\t"quoted, with comma"\r\n',
    "e\u0301 \u1e9b\u0323 ℡ № ß ﬁ İ",
    "\x00\x7f\x9b\U000e0041",
    "👩‍👩‍👧 Қазақстан 中文 العربية",
    "x" * 400,
)
CHECKERS = ("ada", "bob")

_any = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
texts: st.SearchStrategy[str] = _any | st.sampled_from(HOSTILE)
"""Any text a file may hold: everything but lone surrogates, which UTF-8 cannot."""

words: st.SearchStrategy[str] = texts.map(lambda text: f"w{text}")
"""A text that is not blank."""

ids: st.SearchStrategy[str] = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}")
stances = st.sampled_from(Stance)
confidences = st.none() | st.sampled_from(Confidence)
offsets = st.none() | st.integers(0, 10**6)

sources: st.SearchStrategy[Source] = st.builds(
    Source,
    id=ids,
    role=st.sampled_from(["", *Role]),
    ref=st.integers(1, 10**4).map(lambda number: f"S{number}"),
    **dict.fromkeys(("title", "publisher", "author", "published", "url", "file", "sha256", "note"), texts),
)
claims: st.SearchStrategy[Claim] = st.builds(
    Claim,
    id=ids,
    ref=st.integers(1, 10**4).map(lambda number: f"C{number}"),
    text=texts,
    speaker=texts,
    date=texts,
    origin=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    waived=st.lists(texts, max_size=2).map(tuple),
    dismissed=st.lists(texts, max_size=2).map(tuple),
    position=st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6),
    flagged=st.booleans(),
    draft=ids,
    start=offsets,
    end=offsets,
    sentence=texts,
    was=texts,
)
excerpts: st.SearchStrategy[Excerpt] = st.builds(
    Excerpt,
    id=ids,
    ref=st.integers(1, 10**4).map(lambda number: f"E{number}"),
    claim=ids,
    source=ids,
    stance=stances,
    start=offsets,
    end=offsets,
    **dict.fromkeys(("quote", "prefix", "suffix", "locator", "note", "by", "at"), texts),
)
verdicts: st.SearchStrategy[Verdict] = st.builds(
    Verdict,
    claim=ids,
    checker=words,
    label=st.none() | st.sampled_from([label.id for label in DEFAULT_SCALE.labels]),
    confidence=confidences,
    **dict.fromkeys(("rationale", "condition", "at", "basis"), texts),
)
entries: st.SearchStrategy[Entry] = st.builds(
    Entry,
    id=ids,
    ref=st.integers(1, 10**4).map(lambda number: f"Q{number}"),
    on=ids,
    start=offsets,
    end=offsets,
    **dict.fromkeys(("kind", "to", "words", "by", "at", "closed", "sentence"), texts),
)
records: st.SearchStrategy[Source | Claim | Excerpt | Verdict | Entry] = st.one_of(
    sources, claims, excerpts, verdicts, entries
)
scales: st.SearchStrategy[Scale] = st.sampled_from(list(PRESETS.values()))


class MemoryStore:
    """A store that keeps nothing: the case alone, under the rules of the real one."""

    read_only = ""
    path = Path("/nowhere/db.json")
    beside = CasePaths.of(path)

    def __init__(self, case: Case) -> None:
        self.case = case

    def save(self, batch: Batch) -> None:
        self.case.apply_staged(check_batch(self.case, batch))


def workspace_on(case: Case, checker: str = "ada", device: str = "00000001") -> Workspace:
    """Return a workspace that works on `case` in memory, on a machine with this id."""
    workspace = Workspace(cast("CaseStorage", MemoryStore(case)), checker, ticking())
    workspace.device = device
    return workspace


def undo_last(workspace: Workspace) -> Batch:
    """Undo the last change, whoever made it."""
    last = workspace.case.history.undoable
    return workspace.undo(last[0].by) if last else ()


def redo_last(workspace: Workspace) -> Batch:
    """Redo the last change that was undone, whoever has undone it."""
    last = workspace.case.history.redoable
    return workspace.redo(last[0].by) if last else ()


def begun(scale: Scale = DEFAULT_SCALE) -> Case:
    """Return a case that has just been begun: nothing in it, and one change in its history."""
    case = Case()
    case.apply((sign(edits.create("A case", scale, "2026-11-22T08:00:00Z")[0], "2026-11-22T08:00:00Z"),))
    return case


def sign(edit: Edit, at: str = "2026-11-22T09:00:00Z", by: str = "ada") -> Change:
    """Return an edit as the change of a batch of its own, as older versions made it."""
    (change,) = changes.sign([edit], by, at, History())
    return replace(change, n=0, seen=())


def state(case: Case) -> dict[str, dict[str, Row]]:
    """Return a copy in depth of all rows of all tables, by table and key: what a row was stays on record.

    Values that a row may leave out are left out.
    """
    rows: dict[str, dict[str, Row]] = {
        name: {key: written(name, row) for key, row in table.rows().items()} for name, table in case.tables.items()
    }
    return rows


@dataclass(frozen=True, slots=True)
class Wish:
    """Something a checker does next; which rows it is about is settled when it is done."""

    name: str
    checker: str
    pick: int
    other: int
    text: str

    def at(self, workspace: Workspace) -> Batch:
        """Do it, as this wish's checker, and return the changes: none where there is nothing to do it to."""
        workspace.checker = self.checker
        return _WISHES[self.name](workspace, self)

    def of(self, keys: list[str]) -> str | None:
        """Return the key that is meant, None where there are none."""
        return keys[self.pick % len(keys)] if keys else None


def _of_claim(do: Callable[[Workspace, Wish, str], Batch]) -> Callable[[Workspace, Wish], Batch]:
    return _of_row("claims", do)


def _of_row(table: str, do: Callable[[Workspace, Wish, str], Batch]) -> Callable[[Workspace, Wish], Batch]:
    def wish_for(workspace: Workspace, wish: Wish) -> Batch:
        key = wish.of(list(workspace.case.tables[table]))
        return () if key is None else do(workspace, wish, key)

    return wish_for


def _decide(workspace: Workspace, wish: Wish, claim: str) -> Batch:
    labels = workspace.case.scale.labels
    return workspace.decide(claim, labels[wish.other % len(labels)].id)


def _confidence(workspace: Workspace, wish: Wish, claim: str) -> Batch:
    own = [verdict for verdict in workspace.case.verdicts_of(claim) if verdict.checker == workspace.checker]
    if not own or own[0].label is None:
        return ()
    return workspace.set_confidence(claim, (None, *Confidence)[wish.other % 4])


def _rationale(workspace: Workspace, wish: Wish, claim: str) -> Batch:
    return workspace.set_rationale(claim, wish.text if wish.other % 3 else "", wish.text if wish.other % 2 else "")


def _add_excerpt(workspace: Workspace, wish: Wish, claim: str) -> Batch:
    sources_there = list(workspace.case.sources)
    if not sources_there:
        return ()
    source = sources_there[wish.other % len(sources_there)]
    return workspace.add_excerpt(claim, source, f"q{wish.text}", stance=list(Stance)[wish.other % 3], prefix=wish.text)


def _move_excerpt(workspace: Workspace, wish: Wish, excerpt: str) -> Batch:
    claims_there = list(workspace.case.claims)
    return workspace.edit("excerpts", excerpt, claim=claims_there[wish.other % len(claims_there)], start=wish.other)


def _remove_source(workspace: Workspace, wish: Wish) -> Batch:
    quoted = {row["source"] for row in workspace.case.excerpts.rows().values()}
    key = wish.of([key for key in workspace.case.sources if key not in quoted])
    return () if key is None else workspace.remove("sources", key)


def _guard(wish: Wish) -> str:
    return list(WARNING_CHECKS)[wish.other % len(WARNING_CHECKS)]


def _repeat(workspace: Workspace, wish: Wish, source: str) -> Batch:
    other = wish.of([key for key in workspace.case.sources if key != source])
    circular = other and source in {each.id for each in chain(workspace.case, other)}
    return workspace.edit("sources", source, repeats="" if circular else other or "", grade=f"B{wish.other % 6 + 1}")


def _join(workspace: Workspace, wish: Wish, claim: str) -> Batch:
    keys = [excerpt.id for excerpt in workspace.case.excerpts_of(claim, list(Stance)[wish.other % len(Stance)])]
    return workspace.join_excerpts(*keys) if len(keys) > 1 and wish.pick % 3 else workspace.part_excerpts(*keys)


_WISHES: dict[str, Callable[[Workspace, Wish], Batch]] = {
    "decide": _of_claim(_decide),
    "withdraw": _of_claim(lambda workspace, wish, claim: workspace.withdraw(claim)),
    "confidence": _of_claim(_confidence),
    "rationale": _of_claim(_rationale),
    "reword": _of_claim(lambda workspace, wish, claim: workspace.edit("claims", claim, text=f"r{wish.text}")),
    "refile": _of_claim(
        lambda workspace, wish, claim: workspace.edit(
            "claims", claim, speaker=wish.text, tags=(wish.text, "number"), position=wish.other / 2
        )
    ),
    "place in a draft": _of_claim(
        lambda workspace, wish, claim: workspace.edit(
            "claims", claim, sentence=f"s{wish.text}", start=wish.other, was=("", "x", wish.text)[wish.other % 3]
        )
    ),
    "stance": _of_row(
        "excerpts",
        lambda workspace, wish, excerpt: workspace.set_stance(excerpt, list(Stance)[wish.other % len(Stance)]),
    ),
    "move excerpt": _of_row("excerpts", _move_excerpt),
    "credit": _of_row(
        "sources", lambda workspace, wish, source: workspace.edit("sources", source, publisher=wish.text)
    ),
    "add claim": lambda workspace, wish: workspace.add_claim(f"c{wish.text}", speaker=wish.text, tags=(wish.text,)),
    "add source": lambda workspace, wish: workspace.add_source(title=wish.text, url=wish.text, note=wish.text),
    "add excerpt": _of_claim(_add_excerpt),
    "remove claim": _of_claim(lambda workspace, wish, claim: workspace.remove("claims", claim)),
    "remove excerpt": _of_row("excerpts", lambda workspace, wish, excerpt: workspace.remove("excerpts", excerpt)),
    "remove source": _remove_source,
    "waive": _of_claim(lambda workspace, wish, claim: workspace.waive(claim, _guard(wish), f"w{wish.text}")),
    "flag": _of_claim(lambda workspace, wish, claim: workspace.flag(claim, flagged=bool(wish.other % 2))),
    "note": _of_claim(lambda workspace, wish, claim: workspace.entries.add(claim, f"n{wish.text}", to=wish.text)),
    "note on a source": _of_row(
        "sources", lambda workspace, wish, source: workspace.entries.add(source, f"n{wish.text}", kind=f"k{wish.text}")
    ),
    "close": _of_row(
        "entries",
        lambda workspace, wish, entry: (
            workspace.entries.close(entry) if wish.other % 2 else workspace.entries.reopen(entry)
        ),
    ),
    "answer": _of_row(
        "entries",
        lambda workspace, wish, entry: workspace.entries.close(entry, outcome=list(Outcome)[wish.other % len(Outcome)]),
    ),
    "ask": _of_claim(
        lambda workspace, wish, claim: workspace.entries.add(
            claim, f"q{wish.text}", kind="query", via=wish.text, due=f"2026-12-{wish.other + 1:02}"
        )
    ),
    "repeat": _of_row("sources", _repeat),
    "ask for warnings": lambda workspace, wish: workspace.ask_for_warnings(*ASKED_FOR[: wish.other % 3]),
    "join excerpts": _of_claim(_join),
    "remove note": _of_row("entries", lambda workspace, wish, entry: workspace.remove("entries", entry)),
    "take a waiver back": _of_claim(lambda workspace, wish, claim: workspace.unwaive(claim, _guard(wish))),
    "retitle": lambda workspace, wish: workspace.retitle(f"t{wish.text}"),
}

wishes: st.SearchStrategy[Wish] = st.builds(
    Wish,
    name=st.sampled_from([*_WISHES, *["decide", "rationale"] * 2]),
    checker=st.sampled_from(CHECKERS),
    pick=st.integers(0, 9),
    other=st.integers(0, 11),
    text=texts,
)
OPENING = tuple(
    Wish(name, "ada", 0, other, f"opening {other}")
    for other, name in enumerate(("add claim", "add claim", "add source", "add source", "add excerpt", "add excerpt"))
)
"""What makes a bare case one in which most wishes have something to be about."""


def sequences(max_size: int = 25) -> st.SearchStrategy[list[Wish]]:
    """Return sequences of wishes, most of them on a case with claims, sources and excerpts."""
    return st.lists(wishes, max_size=max_size).map(lambda drawn: [*OPENING, *drawn])


@st.composite
def cases(draw: st.DrawFn, max_size: int = 25) -> Case:
    """Draw a whole case, built through edits."""
    case = begun(draw(scales))
    workspace = workspace_on(case)
    for wish in draw(sequences(max_size)):
        wish.at(workspace)
    return case


def elsewhere(path: Path, directory: Path) -> Path:
    """Copy a case with its journal, as they are on the disk now, and return the copy's path."""
    directory.mkdir(parents=True, exist_ok=True)
    for kept in (path, path.with_name(f"{path.name}.journal")):
        if kept.exists():
            (directory / kept.name).write_bytes(kept.read_bytes())
    return directory / path.name
