"""FEVER (Thorne et al. 2018): one checked claim a line, as JSON Lines.

Each excerpt that bears the label out is one set of evidence: `[annotation id, evidence id, page, sentence]` for each
sentence that it touches. RefNumbers are those of the refs, 12 for C12 and E12; the page is the source's title. What the
sentences are is in the other table, `table=corpus`, a line a source as in FEVER's own dump of pages. The three labels
follow the kinds of the case's own; mixed evidence is NOT ENOUGH INFO there.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from factcheck.case.case import Case
from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_labels, lint_quotes, lint_verdicts
from factcheck.exports.selection import Selection, labelled_claims, option_value, sources_of
from factcheck.exports.sentence_ids import SentenceNumbers
from factcheck.exports.values import RefNumbers, json_lines

_OPEN = "NOT ENOUGH INFO"
LABELS = {
    LabelKind.FOR: "SUPPORTS",
    LabelKind.AGAINST: "REFUTES",
    LabelKind.MIXED: _OPEN,
    LabelKind.OPEN: _OPEN,
}
_PROOF = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.CONTRADICTS}


class Fever(ExportFormat):
    """Writes a FEVER data set."""

    suffix, about = BUILT_IN["fever"][:2]
    options = MappingProxyType(
        {"table": "claims, or corpus: the sentences that the claims' evidence names (default: claims)"}
    )
    choices = MappingProxyType({"table": ("claims", "corpus")})

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the lines of the table that is wanted."""
        wanted = option_value(selection, "table", self.choices["table"])
        return json_lines(_claims(selection) if wanted == "claims" else _pages(selection))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what FEVER wants of each claim: a label that it has, and evidence that bears it out."""
        yield from lint_verdicts(selection)
        yield from lint_labels(selection, LABELS, {LabelKind.MIXED})
        yield from SentenceNumbers(selection).lint()
        for claim, _, label in labelled_claims(selection):
            stance = _PROOF.get(LABELS[label.kind])
            count = sum(selection.case.count(claim.id, each) for each in Stance)
            proof = selection.case.count(claim.id, stance) if stance else 0
            if stance and not proof:
                yield LintIssue(
                    claim.ref, "evidence", f"no excerpt {stance.value} it, as {LABELS[label.kind]} requires"
                )
            if count > proof:
                words = f"{count - proof} of {count} excerpts left out: they do not support the label"
                yield LintIssue(claim.ref, "evidence", words, required=False)
        yield from lint_quotes(selection)


def _claims(selection: Selection) -> Iterator[dict[str, Any]]:
    claims, excerpts = (RefNumbers(selection.case, table) for table in ("claims", "excerpts"))
    passages, titles = SentenceNumbers(selection), page_titles(selection.case)
    for claim, _, label in labelled_claims(selection):
        name, number = LABELS[label.kind], claims.of(claim)
        sets = []
        for excerpt in selection.case.excerpts_of(claim.id):
            found = [[number, excerpts.of(excerpt), titles[excerpt.source], line] for line in passages.assign(excerpt)]
            if found and excerpt.stance == _PROOF.get(name):
                sets.append(found)
        yield {
            "id": number,
            "verifiable": "NOT VERIFIABLE" if name == _OPEN else "VERIFIABLE",
            "label": name,
            "claim": claim.text,
            "evidence": [[[number, number, None, None]]] if name == _OPEN else sets,
        }


def _pages(selection: Selection) -> Iterator[dict[str, Any]]:
    titles = page_titles(selection.case)
    for source, sentences in SentenceNumbers(selection).documents(sources_of(selection)):
        folded = [" ".join(sentence.split()) for sentence in sentences]  # a tab or new line would end a sentence
        numbered = "\n".join(f"{number}\t{sentence}" for number, sentence in enumerate(folded))
        yield {"id": titles[source.id], "text": " ".join(folded), "lines": numbered}


def page_titles(case: Case) -> dict[str, str]:
    """Return the name of each source's page: its title, with the ref where that is not unique."""
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for source in sorted(case.sources.values(), key=lambda source: (len(source.ref), source.ref)):
        names = (source.title, f"{source.title} ({source.ref})".strip(), f"{source.ref} {source.id}")
        titles[source.id] = next(name for name in names if name.strip() and name not in taken)
        taken.add(titles[source.id])
    return titles
