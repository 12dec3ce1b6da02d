"""The workspace: an open case with its documents, quote checks, search, imports and exports.

The command line, the screens and Python programs talk to this object only. Claims, sources and excerpts are named by
their ref (C12), their id, their record, or by the change set that added them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any, overload

from factcheck.case import forgetting
from factcheck.case.changes import ChangeSet
from factcheck.case.ids import new_id
from factcheck.case.input import normalize_fields, require
from factcheck.case.origins import checked_details
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance
from factcheck.errors import ConflictError, UnknownError
from factcheck.workspace import parts
from factcheck.workspace.open_case import Named, OpenCase


class Workspace(OpenCase):
    """A checker at work on a case. Use as a context manager, or call `close`."""

    @cached_property
    def file(self) -> parts.SharedFile:
        """The file of the case, where other programs have changed or locked it."""
        return parts.SharedFile(self)

    @cached_property
    def quote_checks(self) -> parts.QuoteChecker:
        """How the excerpts compare with the texts of their sources, each checked when it is first asked for."""
        return parts.QuoteChecker(self)

    @cached_property
    def documents(self) -> parts.Library:
        """The documents behind the sources."""
        return parts.Library(self, self.quote_checks)

    @cached_property
    def search(self) -> parts.EvidenceSearch:
        """The search for evidence in the texts of the sources."""
        return parts.EvidenceSearch(self.documents)

    @cached_property
    def entries(self) -> parts.Entries:
        """The notes on claims, on sources and on the case."""
        return parts.Entries(self)

    @cached_property
    def draft_texts(self) -> parts.Drafts:
        """The texts under check: added, in several versions, with what was looked at."""
        return parts.Drafts(self.documents)

    @cached_property
    def marks(self) -> parts.ClaimMarks:
        """What the claims say and no source does, or a source says otherwise."""
        return parts.ClaimMarks(self.search)

    # Reading

    def claims(self, only: str = "") -> list[Claim]:
        """Return the claims that match the filter `only`, in the order of the case. Raises UnknownError."""
        if not only.strip():
            return list(self.case.in_order())
        return parts.select(self.facts(), only, self.anchor_lookup())

    def facts(self) -> parts.ClaimFacts:
        """Return what a filter asks about the claims, as this checker sees them."""
        facts = parts.ClaimFacts(self.case, self.marks_of, self.always_warn, self.reader)
        facts.today = self.clock().astimezone().date().isoformat()
        return facts

    def marks_of(self, claim_id: str) -> parts.ClaimAssessment | None:
        """Return the marks of a claim by its id, or None if there are no texts."""
        return self.marks.of(claim_id) if self.quote_checks.has_texts else None

    def anchor_lookup(self) -> parts.AnchorLookup:
        """Return a function that returns the anchor of an excerpt by its id, or None if there are no texts.

        All excerpts are checked when it is first called; until then nothing is loaded.
        """

        @cache
        def lookup() -> parts.AnchorLookup:
            return self.quote_checks.lookup()

        def anchor_of(excerpt_id: str) -> parts.Anchor | None:
            return lookup()(excerpt_id)

        return anchor_of

    def sources(self) -> list[Source]:
        """Return the sources, in the order in which they were added."""
        return list(self.case.sources.values())

    def drafts(self) -> list[Source]:
        """Return the drafts, in the order in which they were added."""
        return self.draft_texts.all()

    def draft(self, name: Named = "") -> parts.DraftText:
        """Return the text of a draft, its sentences with their states; without a name that of the only draft.

        Raises UnknownError, InvalidError if it is not a draft or has no text, UnreadableError.
        """
        return self.draft_texts.text(name)

    def coverage(self, draft: Named = "") -> parts.Coverage:
        """Return what was looked at of a draft, or of all drafts; raises as `draft` does."""
        return self.draft_texts.coverage(draft)

    def excerpts(self, claim: Named) -> list[Excerpt]:
        """Return the excerpts of a claim. Raises UnknownError."""
        return self.case.excerpts_of(self.key("claims", claim))

    def verify(self, *names: str) -> list[tuple[Excerpt, parts.QuoteCheck]]:
        """Return how excerpts compare with the texts of their sources: all, or those of the claims and excerpts named.

        They are in the order of the claims, or as named. Raises UnknownError.
        """
        wanted = [excerpt_id for name in names for excerpt_id in self._excerpts_named(name)]
        if not names:
            wanted = [excerpt.id for claim in self.case.in_order() for excerpt in self.case.excerpts_of(claim.id)]
        checks = {excerpt.id: (excerpt, check) for excerpt, check in self.quote_checks.checks(wanted)}
        return [checks[excerpt_id] for excerpt_id in dict.fromkeys(wanted) if excerpt_id in checks]

    def _excerpts_named(self, name: str) -> list[str]:
        with suppress(UnknownError):
            return [self.case.key("excerpts", name)]
        with suppress(UnknownError):
            return [excerpt.id for excerpt in self.case.excerpts_of(self.case.key("claims", name))]
        raise UnknownError(f"no claim or excerpt {name!r} in this case")

    def texts_of(self, *names: str) -> set[str]:
        """Return every text that excerpts and entries have had, named by ref or id, including removed ones."""
        rows = {forgetting.find(self.case, name) for name in names}
        return {
            text for row in rows for text in forgetting.texts_of(self.case, row.target, forgetting.TEXTS[row.table])
        }

    def suggest(self, claim: Named, per_source: int = 3) -> list[parts.Suggestion]:
        """Return the best passages of every source for a claim, the source with the best one first."""
        return self.search.suggest(self.key("claims", claim), per_source)

    @overload
    def export(self, format_name: str, *, only: str = "", options: Mapping[str, str] | None = None) -> bytes: ...
    @overload
    def export(
        self,
        format_name: str,
        path: str | Path,
        *,
        only: str = "",
        options: Mapping[str, str] | None = None,
        overwrite: bool = False,
    ) -> Path: ...
    def export(
        self,
        format_name: str,
        path: str | Path | None = None,
        *,
        only: str = "",
        options: Mapping[str, str] | None = None,
        overwrite: bool = False,
    ) -> bytes | Path:
        """Return the case in a format, or write it to a file and return the path.

        `only` is a filter for the claims, `options` are those of the format. Raises UnknownError, InvalidError,
        ExistsError if the file exists and `overwrite` is not set, NotSavedError.
        """
        job = parts.ExportJob(self.documents, format_name, only, options)
        return b"".join(job.chunks()) if path is None else job.to(Path(path), overwrite=overwrite)

    # Changing

    def batch(self) -> parts.ChangeBatch:
        """Return a collection of verdicts and excerpts that are saved as one change set, or not at all."""
        return parts.ChangeBatch(self, self._locate)

    def _locate(self, source_id: str, quote: str) -> dict[str, Any]:
        return self.documents.locate(source_id, quote)  # loaded only if an excerpt is added

    def decide(
        self,
        claim: Named,
        label: str,
        *,
        rationale: str | None = None,
        confidence: Confidence | str | None = None,
        condition: str | None = None,
    ) -> ChangeSet:
        """Give a claim a label of the scale, named by its id, its name or its key.

        A rationale that was written for another label becomes a draft, unless there is one already. Raises
        UnknownError, InvalidError, NotSavedError.
        """
        batch = self.batch()
        batch.decide(claim, label, rationale=rationale, confidence=confidence, condition=condition)
        return batch.save()

    @overload
    def add_source(self, document: str | Path, *, allow_private: bool = False, **fields: Any) -> parts.AddResult: ...
    @overload
    def add_source(self, *, joins: str = "", **fields: Any) -> ChangeSet: ...
    def add_source(
        self, document: str | Path = "", *, allow_private: bool = False, joins: str = "", **fields: Any
    ) -> parts.AddResult | ChangeSet:
        """Add a source: a document, given by its path or address, or one of which only `fields` are known.

        `fields` are as in Source. A document is loaded and read, which takes time; if it is a source already, that
        source is returned. An address of this machine or network is refused unless `allow_private`. A source without a
        document is undone with the batch `joins`, if that is the last one. Raises UnreadableError, NotSavedError.
        """
        fields = checked_details(self.case, "", fields)
        if not document:
            return self.add("sources", Source(id=new_id(), **normalize_fields(fields)), joins=joins)
        importing = parts.DocumentImport(self.documents, consent="allow_private=True asks it all the same")
        result = importing.add(
            importing.load(importing.plan_one(document), allow_private=allow_private), **normalize_fields(fields)
        )
        self.index_new()
        return result

    def add_draft(
        self, document: str | Path, *, version_of: Named = "", allow_private: bool = False, **fields: Any
    ) -> parts.DraftResult:
        """Add a document as a draft, or take it as the new version of one; given as in `add_source`.

        Claims, verdicts and excerpts follow unchanged sentences; claims of changed ones are to be looked at again. All
        of it is one change set. Raises UnreadableError, UnknownError, InvalidError, NotSavedError.
        """
        importing = parts.DocumentImport(self.documents, consent="allow_private=True asks it all the same")
        loaded = importing.load(importing.plan_one(document), allow_private=allow_private)
        if version_of:
            return self.draft_texts.add_version(importing, loaded, version_of)
        return self.draft_texts.add(importing, loaded, **normalize_fields(fields))

    def index_new(self) -> None:
        """Make the search indexes of the documents that were added. This takes time: call it in a thread."""
        if self.documents.unindexed:
            self.search.index_new()

    def add_excerpt(self, claim: Named, source: Named, quote: str, *, stance: Stance | str, **fields: Any) -> ChangeSet:
        """Add a quotation from a source with its stance towards a claim; `fields` as in Excerpt.

        Nothing is added, and the change set is empty, if the claim has this quotation with this stance already.
        The position of the quote in the source is looked up unless `fields` have it (`start=None`: not known). Raises
        UnknownError, InvalidError, NotSavedError.
        """
        batch = self.batch()
        batch.add_excerpt(claim, source, quote, stance=stance, **fields)
        return batch.save()

    def edit(self, table: str, name: Named, **values: Any) -> ChangeSet:
        """Change fields of a claim, source or excerpt. The position of an excerpt is looked up if its quote changes."""
        key, values = self.key(table, name), normalize_fields(values)
        require(values.get("text", "text"), "a claim needs a text")
        require(values.get("quote", "quote").strip(), "an excerpt needs a quote")
        if table == "excerpts" and values.keys() & {"quote", "source"} and "start" not in values:
            excerpt = self.case.excerpts[key]
            before = excerpt.source, excerpt.quote
            after = values.get("source", excerpt.source), values.get("quote", excerpt.quote).strip()
            if after != before and after[0] in self.case.sources:
                values |= {**self.documents.locate(*after), "locator": values.get("locator", excerpt.locator)}
                values["version"] = ""
        return self.change(table, key, **values)

    def import_file(self, path: str | Path, **asked: Any) -> parts.ImportResult:
        """Import claims, evidence and verdicts from a file, as one change set; `asked` as in `import_file.plan_file`.

        What the case has already is not added again; what could not be imported is in the result. Raises
        UnreadableError, UnknownError, InvalidError, NotSavedError.
        """
        plan = parts.plan_file(self, path, **asked)
        return parts.ImportResult(self.apply(plan), plan)

    def apply(self, plan: parts.Plan) -> ChangeSet:
        """Make the changes of an import plan, all or none. Raises ConflictError if the case has changed since."""
        if plan.based_on != len(self.case.history):
            raise ConflictError("the case has changed since this was planned; look at the file again")
        return self.commit(plan.edits)

    def undo(self, by: str = "") -> ChangeSet:
        """Undo the last change set of this checker, or of the checker `by`; return it, empty if there is none.

        Raises ConflictError if later changes prevent it.
        """
        return parts.undo(self, by or self.checker)

    def redo(self, by: str = "") -> ChangeSet:
        """Redo what this checker, or the checker `by`, undid last; return the change set, empty if there is none.

        Raises ConflictError if later changes prevent it.
        """
        return parts.redo(self, by or self.checker)
