"""A file of tables: every one that holds claims, and of our own workbooks the excerpts, verdicts and sources too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from factcheck.errors import UnknownError, UnreadableError
from factcheck.imports.candidates import Candidates, ClaimCandidate, ImportOptions, Problem
from factcheck.imports.claim_rows import ClaimTable
from factcheck.imports.columns import CellTable, find_head, is_claims_head
from factcheck.imports.own_tables import OwnTables, is_empty, own_kind, read_own


def read_tables(
    format_name: str, tables: Iterable[CellTable], options: ImportOptions, notes: Iterable[str] = ()
) -> Candidates:
    """Return the claims of all tables that have a column of them, and what our own tables say of them.

    Raises UnreadableError if no table has a column of claims, UnknownError for a sheet that is not there.
    """
    filled = [_without_blanks(table) for table in tables]
    wanted = _wanted([table for table in filled if table.rows or table.problems], options.sheet)
    others = [table for table in wanted if not own_kind(table)]
    fitting = [table for table in others if _has_claims(table, options)]
    skipped = [repr(table.name) for table in others if table not in fitting]
    if len(wanted) - len(skipped) > 1:
        fitting, wanted = [list(map(_placed, tables)) for tables in (fitting, wanted)]
    own = read_own([table for table in wanted if own_kind(table)], options.dates)
    if not fitting and len(wanted) == len(others):
        fitting = others[:1]  # its error says which columns there are
        skipped = []
    read = [ClaimTable(table, options) for table in fitting]
    claims = [claim for table in read for claim in table.claims()]
    named = [_note(table, claims_of) for table, claims_of in zip(fitting, read, strict=True)]
    said = [*notes, *filter(None, named), *_own_notes([table for table in wanted if own_kind(table)])]
    return Candidates(
        format=format_name,
        claims=tuple(_merged(claims, own)),
        sources=own.sources,
        problems=(*(problem for table in read for problem in table.problems), *own.problems),
        notes=(*said, f"sheets without claims left out: {', '.join(skipped)}") if skipped else tuple(said),
        own=any(table.own for table in read) or len(wanted) > len(others),
        unread=dict(sum((Counter(table.unread) for table in read), Counter())),
        lacking=tuple(dict.fromkeys(name for table in read for name in table.lacking)),
    )


def _without_blanks(table: CellTable) -> CellTable:
    return table._replace(rows=[(place, cells) for place, cells in table.rows if not is_empty(cells)])


def _wanted(tables: Sequence[CellTable], sheet: str) -> list[CellTable]:
    """Return the tables to read: the one that is named, or all. Raises UnreadableError, UnknownError."""
    if not tables:
        raise UnreadableError("has no rows")
    if sheet:
        named = [table for table in tables if table.name.casefold() == sheet.casefold()]
        if not named:
            raise UnknownError(f"no sheet {sheet!r}; there are {', '.join(repr(table.name) for table in tables)}")
        return named
    return list(tables)


def _placed(table: CellTable) -> CellTable:
    """Return a table whose places name the sheet."""
    return table._replace(
        rows=[(f"{table.name} {place}", cells) for place, cells in table.rows],
        problems=[Problem(f"{table.name} {place}", why) for place, why in table.problems],
    )


def _has_claims(table: CellTable, options: ImportOptions) -> bool:
    if not table.rows or options.header == 0:
        return bool(table.rows)
    try:
        index, _ = find_head(table, options)
    except UnknownError:
        return False
    return is_claims_head(table.rows[index][1], options)


def _note(table: CellTable, read: ClaimTable) -> str:
    words = "; ".join(read.notes)
    return f"sheet {table.name!r}: {words}" if table.name else words


def _own_notes(tables: Sequence[CellTable]) -> Iterator[str]:
    if tables:
        yield f"our own tables: {', '.join(own_kind(table) for table in tables)}"


def _merged(claims: Sequence[ClaimCandidate], own: OwnTables) -> Iterator[ClaimCandidate]:
    """Yield the claims with the excerpts and verdicts that our own tables have of them, then those of other claims."""
    seen = set()
    for claim in claims:
        ref = str(claim.row.get("ref", ""))
        seen.add(ref)
        excerpts = (*claim.excerpts, *(own.excerpts.get(ref, ()) if ref else ()))
        yield claim._replace(excerpts=excerpts, verdicts=(*claim.verdicts, *(own.verdicts.get(ref, ()) if ref else ())))
    refs = dict.fromkeys((*own.excerpts, *own.verdicts))
    yield from (own.of(ref) for ref in refs if ref not in seen)
