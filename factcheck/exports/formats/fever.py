"""FEVER (Thorne et al. 2018): one checked claim a line, as JSON Lines.

Each excerpt that supports the label is one set of evidence, and so are excerpts that form a set: `[annotation id,
evidence id, page, sentence]` for each sentence of the quotes. Ids are the numbers of refs, 12 for C12 and E12; the page
is the title of the source. The texts of the sentences are the other table, `table=corpus`, one source a line, as in
FEVER's dump of pages. Labels map by their kind; a mixed one becomes NOT ENOUGH INFO.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from factcheck.case.case import Case
from factcheck.case.evidence_sets import grouped
from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_labels, lint_quotes, lint_rationales, lint_verdicts
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
_STANCES = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.CONTRADICTS}


class Fever(ExportFormat):
    """Writes a FEVER data set."""

    suffix, about = BUILT_IN["fever"][:2]
    options = MappingProxyType(
        {"table": "claims, or corpus: the sentences that the claims' evidence names (default: claims)"}
    )
    choices = MappingProxyType({"table": ("claims", "corpus")})

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the lines of the table that the option `table` names."""
        table = option_value(selection, "table", self.choices["table"])
        return json_lines(_claims(selection) if table == "claims" else _pages(selection))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the claims without a label of FEVER, or without evidence for it."""
        yield from lint_verdicts(selection)
        yield from lint_rationales(selection)
        yield from lint_labels(selection, LABELS, {LabelKind.MIXED})
        yield from SentenceNumbers(selection).lint()
        for claim, _, label in labelled_claims(selection):
            stance = _STANCES.get(LABELS[label.kind])
            count = sum(selection.case.count(claim.id, each) for each in Stance)
            evidence = selection.case.count(claim.id, stance) if stance else 0
            if stance and not evidence:
                yield LintIssue(
                    claim.ref, "evidence", f"no excerpt {stance.value} it, as {LABELS[label.kind]} requires"
                )
            if count > evidence:
                message = f"{count - evidence} of {count} excerpts left out: they do not support the label"
                yield LintIssue(claim.ref, "evidence", message, required=False)
        yield from lint_quotes(selection)


def _claims(selection: Selection) -> Iterator[dict[str, Any]]:
    claims, excerpts = (RefNumbers(selection.case, table) for table in ("claims", "excerpts"))
    sentences, titles = SentenceNumbers(selection), page_titles(selection.case)
    for claim, _, label in labelled_claims(selection):
        name, number = LABELS[label.kind], claims.of(claim)
        sets = []
        evidence = selection.case.evidence_of(claim.id)
        assigned = {excerpt.id: sentences.assign(excerpt) for excerpt in evidence}
        for together in grouped(evidence):
            if all(assigned[excerpt.id] for excerpt in together) and together[0].stance == _STANCES.get(name):
                first = excerpts.of(together[0])
                places = ((titles[excerpt.source], place) for excerpt in together for place in assigned[excerpt.id])
                sets.append([[number, first, page, sentence] for page, sentence in dict.fromkeys(places)])
        yield {
            "id": claims.external(claim),
            "verifiable": "NOT VERIFIABLE" if name == _OPEN else "VERIFIABLE",
            "label": name,
            "claim": claim.text,
            "evidence": [[[number, number, None, None]]] if name == _OPEN else sets,
        }


def _pages(selection: Selection) -> Iterator[dict[str, Any]]:
    titles = page_titles(selection.case)
    for source, sentences in SentenceNumbers(selection).documents(sources_of(selection)):
        folded = [" ".join(sentence.split()) for sentence in sentences]  # a tab or newline would end a sentence
        numbered = "\n".join(f"{number}\t{sentence}" for number, sentence in enumerate(folded))
        yield {"id": titles[source.id], "text": " ".join(folded), "lines": numbered}


def page_titles(case: Case) -> dict[str, str]:
    """Return the page of each source by id: its title, with the ref if several have the same title."""
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for source in sorted(case.sources.values(), key=lambda source: (len(source.ref), source.ref)):
        names = (source.title, f"{source.title} ({source.ref})".strip(), f"{source.ref} {source.id}")
        titles[source.id] = next(name for name in names if name.strip() and name not in taken)
        taken.add(titles[source.id])
    return titles
