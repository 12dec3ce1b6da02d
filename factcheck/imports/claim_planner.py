"""Plan the claims of an import with their excerpts: which are new, and which the case has already."""

from __future__ import annotations

from factcheck.case.record import Row
from factcheck.imports.candidates import ClaimCandidate, ExcerptCandidate
from factcheck.imports.comparison import DiffReport
from factcheck.imports.plan import ImportStatus, Scope
from factcheck.imports.planning import Planning
from factcheck.imports.source_planner import SourcePlanner
from factcheck.imports.verdict_planner import VerdictPlanner
from factcheck.text import clean_line


class ClaimPlanner:
    """Adds the claims and excerpts that a case does not have, and compares the others."""

    def __init__(
        self, planning: Planning, comparison: DiffReport, sources: SourcePlanner, verdicts: VerdictPlanner
    ) -> None:
        """Add claims to `planning`, the sources of their excerpts by `sources`, their verdicts by `verdicts`."""
        self._planning, self._comparison, self._sources, self._verdicts = planning, comparison, sources, verdicts
        self._case, self._ids, self._rows = planning.case, planning.ids, planning.rows
        self._place_of: dict[str, str] = {}
        self.seen = set[str]()
        """The ids of the claims that are in the file, not only their excerpts or verdicts."""

    def add(self, claim: ClaimCandidate, scope: Scope) -> None:
        """Add a claim, and what the scope has of its excerpts and verdicts. Raises InvalidError, UnknownError."""
        if claim.existing:
            claim_id = self._ids.claim(claim.existing)
        else:
            claim_id = self._id(claim)
            self.seen.add(claim_id)
        self._ids.add(claim.row, claim_id)
        attempt = self._planning.attempt
        if scope != Scope.CLAIMS:
            for excerpt in claim.excerpts:
                attempt(excerpt.place, "excerpt", excerpt.quote, self._excerpt, claim_id, excerpt)
        if scope == Scope.ALL:
            for verdict in claim.verdicts:
                attempt(verdict.place, "verdict", verdict.label or "", self._verdicts.add, claim_id, verdict)

    def _id(self, claim: ClaimCandidate) -> str:
        """Return the id of a claim, adding it if it is new."""
        planning, duplicates = self._planning, self._planning.duplicates
        row = planning.cleaned(claim.row, text=claim.text)
        if same := self._ids.known("claims", row):
            self._comparison.compare("claims", same, row, claim.place, claim.text)
            return same
        if (duplicate := duplicates.claim(row)) is not None:
            planning.report(claim.place, ImportStatus.DUPLICATE, "claim", row["text"], self._same_as(duplicate))
            return duplicate
        self._place_of[row["text"]] = claim.place
        if row.get("draft"):
            row["draft"] = self._ids.get(str(row["draft"]), row["draft"])
        key = self._rows.add("claims", row)
        if not planning.exact:
            duplicates.add_claim(key, row)
        planning.report(claim.place, ImportStatus.NEW, "claim", row["text"])
        return key

    def _same_as(self, claim_id: str) -> str:
        """Return which claim a duplicate is: one of the case by its ref, one of the file by its place."""
        if claim_id in self._case.claims:
            return f"the same as {self._case.claims[claim_id].ref}"
        return f"the same as {self._place_of[self._rows['claims'][claim_id]['text']]}"

    def _excerpt(self, claim_id: str, excerpt: ExcerptCandidate) -> None:
        """Add an excerpt of a claim, or compare it with that of the case."""
        planning, duplicates = self._planning, self._planning.duplicates
        said: Row = {"claim": claim_id, "stance": excerpt.stance.value, "quote": excerpt.quote}
        if known := self._ids.known("excerpts", excerpt.row):
            fields = {**planning.cleaned(excerpt.row), **said, "source": self._sources.add(excerpt.source)}
            self._comparison.compare("excerpts", known, fields, excerpt.place, excerpt.quote)
            return
        row = {**excerpt.row, **said}
        if not planning.exact:
            row["by"] = clean_line(str(row.get("by", ""))) or planning.checker
            row["at"] = planning.time(row.get("at"))
            row["quote"] = excerpt.quote.strip()
        row = planning.cleaned(row)
        row["source"] = self._sources.add(excerpt.source)
        if (same := duplicates.excerpt(row)) is not None:
            there = self._case.excerpts.get(same)
            is_other = there is not None and there.stance is not excerpt.stance
            why = f"{there.ref} has this quote already ({there.stance}); it is unchanged" if there and is_other else ""
            planning.report(excerpt.place, ImportStatus.DUPLICATE, "excerpt", excerpt.quote, why)
            return
        key = self._rows.add("excerpts", row)
        if not planning.exact:
            duplicates.add_excerpt(key, row)
        planning.report(excerpt.place, ImportStatus.NEW, "excerpt", excerpt.quote)
