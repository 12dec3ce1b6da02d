"""SciFact (Wadden et al. 2020): one checked claim a line, as JSON Lines, with the sentences that are its evidence.

Evidence is grouped by document, the number of the ref of the source, 3 for S3; each excerpt is one rationale, SUPPORT
or CONTRADICT by its stance, and so are excerpts that form a set. A set of several documents is one rationale in each,
with the field `set`, which is ours. A claim with an open label has no evidence, as the format requires. The documents
with their sentences are the other table, `table=corpus`.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from factcheck.case.evidence_sets import grouped
from factcheck.case.records import Claim, Stance
from factcheck.case.scale import LabelKind
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_labels, lint_quotes, lint_rationales, lint_verdicts
from factcheck.exports.selection import Selection, labelled_claims, option_value, sources_of
from factcheck.exports.sentence_ids import SentenceNumbers
from factcheck.exports.values import RefNumbers, json_lines

LABELS = {Stance.SUPPORTS: "SUPPORT", Stance.CONTRADICTS: "CONTRADICT"}
_KINDS = {
    LabelKind.FOR: "SUPPORT",
    LabelKind.AGAINST: "CONTRADICT",
    LabelKind.MIXED: "SUPPORT and CONTRADICT",
    LabelKind.OPEN: "no evidence",
}


class Scifact(ExportFormat):
    """Writes a SciFact data set."""

    suffix, about = BUILT_IN["scifact"][:2]
    options = MappingProxyType({"table": "claims, or corpus: the documents with their sentences (default: claims)"})
    choices = MappingProxyType({"table": ("claims", "corpus")})

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the lines of the table that the option `table` names."""
        table = option_value(selection, "table", self.choices["table"])
        return json_lines(_claims(selection) if table == "claims" else _corpus(selection))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the claims whose evidence does not agree with their label, which SciFact does not store separately."""
        yield from lint_verdicts(selection)
        yield from lint_rationales(selection)
        yield from lint_labels(selection, _KINDS)
        yield from SentenceNumbers(selection).lint()
        for claim, _, label in labelled_claims(selection):
            yield from _lint_evidence(selection, claim, label.kind)
        yield from lint_quotes(selection)


def _claims(selection: Selection) -> Iterator[dict[str, Any]]:
    claims, documents = (RefNumbers(selection.case, table) for table in ("claims", "sources"))
    numbers = {source.id: documents.of(source) for source in sources_of(selection)}
    sentences = SentenceNumbers(selection)
    for claim, _, label in labelled_claims(selection):
        evidence: dict[str, list[dict[str, Any]]] = {}
        cited: set[int] = set()
        excerpts = selection.case.evidence_of(claim.id)
        assigned = {excerpt.id: sentences.assign(excerpt) for excerpt in excerpts}
        cited.update(numbers[excerpt.source] for excerpt in excerpts)
        for together in grouped(excerpts):
            stance = together[0].stance
            if stance not in LABELS or label.kind == LabelKind.OPEN or not all(assigned[each.id] for each in together):
                continue
            found: dict[int, set[int]] = {}
            for excerpt in together:
                found.setdefault(numbers[excerpt.source], set()).update(assigned[excerpt.id])
            shared = {"set": together[0].ref} if len(found) > 1 else {}
            for document, of_quotes in found.items():
                rationale = {"label": LABELS[stance], "sentences": sorted(of_quotes), **shared}
                evidence.setdefault(str(document), []).append(rationale)
        yield {"id": claims.external(claim), "claim": claim.text, "evidence": evidence, "cited_doc_ids": sorted(cited)}


def _corpus(selection: Selection) -> Iterator[dict[str, Any]]:
    sources = sources_of(selection)
    documents = RefNumbers(selection.case, "sources")
    for source, sentences in SentenceNumbers(selection).documents(sources):
        yield {"doc_id": documents.of(source), "title": source.title, "abstract": sentences, "structured": False}


def _lint_evidence(selection: Selection, claim: Claim, kind: LabelKind) -> Iterator[LintIssue]:
    sides = {stance for stance in LABELS if selection.case.count(claim.id, stance)}
    if kind == LabelKind.OPEN:
        if sides:
            yield LintIssue(claim.ref, "evidence", "excerpts left out: its label takes no evidence", False)
        return
    needed = {LabelKind.FOR: {Stance.SUPPORTS}, LabelKind.AGAINST: {Stance.CONTRADICTS}}.get(kind, set(LABELS))
    for stance, name in LABELS.items():
        if stance in needed - sides:
            yield LintIssue(claim.ref, "evidence", f"no excerpt {stance.value} it, as its label requires")
        elif stance in sides - needed:
            message = f"also has excerpts that say {name}, unlike its label"
            yield LintIssue(claim.ref, "evidence", message, required=False)
