"""Exports are imported again: the same claims, labels and evidence, as far as the format has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.records import Confidence, Stance
from factcheck.case.scale import PRESETS, LabelKind, Scale
from factcheck.exports import FORMATS, encoded
from factcheck.exports.formats.xlsx import xml_text
from factcheck.exports.selection import Selection
from factcheck.imports import read
from factcheck.imports.candidates import ImportOptions
from factcheck.imports.plan import ImportStatus
from factcheck.text import clean_line
from factcheck.workspace.workspace import Workspace
from tests.imports.files import planned
from tests.strategies import begun, workspace_on
from tests.strategies import texts as texts_of_others

Held: TypeAlias = object

WHOLE = {"markdown": {"unchecked": "full"}}
"""The options with which a format holds all claims."""


def exported(case: Case, name: str, **options: str) -> bytes:
    selection = Selection(case=case, claims=case.in_order(), options=options)
    return b"".join(encoded(FORMATS[name], selection))


def texts(case: Case) -> Held:
    return [claim.text for claim in case.in_order()]


def described(case: Case) -> Held:
    return [(claim.text, claim.speaker, claim.date, claim.origin, claim.tags) for claim in case.in_order()]


def external_ids(case: Case) -> Held:
    return [(claim.text, claim.external_id) for claim in case.in_order()]


def decisions(case: Case) -> Held:
    """Every field of the verdicts that stand."""
    checked = ((claim.text, case.verdict_of(claim.id)) for claim in case.in_order())
    return {
        text: (each.label, each.confidence, each.rationale, each.condition, each.checker, each.at)
        for text, each in checked
        if each is not None
    }


def excerpts(case: Case) -> Held:
    """Every field of the excerpts that a person gives, with the titles of their sources.

    Control characters are as XLSX has them, which makes them visible.
    """
    fields = ("stance", "quote", "locator", "note", "prefix", "suffix", "by", "at")
    return {
        (
            case.claims[each.claim].text,
            case.sources[each.source].title,
            *(xml_text(getattr(each, name)).strip() for name in fields),
        )
        for each in case.excerpts.values()
    }


def sources(case: Case) -> Held:
    """Every field of the sources that have excerpts or stand in the list of sources."""
    names = ("title", "publisher", "author", "published", "url", "accessed", "language", "note")
    return sorted(tuple(getattr(source, name) for name in names) for source in case.sources.values())


def spoken(case: Case) -> Held:
    checked = labels(case)
    return sorted((claim.text, claim.speaker, claim.date) for claim in case.in_order() if claim.text in checked)


def labels(case: Case) -> dict[str, str | None]:
    """The labels that stand, by the text of the claim."""
    checked = ((claim.text, case.verdict_of(claim.id)) for claim in case.in_order())
    return {text: verdict.label for text, verdict in checked if verdict is not None}


def kinds(case: Case, told: Mapping[LabelKind, LabelKind]) -> Held:
    ways = {label.id: label.kind for label in case.scale.labels}
    return {text: told.get(ways[label or ""], ways[label or ""]) for text, label in labels(case).items()}


def evidence(case: Case) -> Held:
    return {
        (case.claims[excerpt.claim].text, excerpt.stance, excerpt.quote.strip()) for excerpt in case.excerpts.values()
    }


def answers(case: Case) -> Held:
    checked = labels(case)
    return {(text, quote) for text, _, quote in evidence(case) if text in checked}  # type: ignore[attr-defined]


SAME: Mapping[LabelKind, LabelKind] = {}
TO_FEVER = {LabelKind.MIXED: LabelKind.OPEN}
KEPT: dict[str, list[Callable[[Case], Held]]] = {
    "markdown": [texts],
    "csv": [described, labels, external_ids, decisions],
    "xlsx": [described, labels, external_ids, decisions, excerpts, sources],
    "annotations": [evidence],
    "claimreview": [labels, spoken],
    "averitec": [lambda case: kinds(case, SAME), answers],
    "fever": [lambda case: kinds(case, TO_FEVER)],
    "json": [described, labels, evidence, external_ids, decisions, excerpts, sources],
}
"""What each format keeps of a case; SciFact's labels are those of its evidence, see below."""

WITHIN = [name for name in KEPT if name in FORMATS]


def taken(scale: Scale, data: bytes, name: str, corpus: bytes | None = None) -> Case:
    """Return a new case of a scale with what a file holds."""
    workspace = workspace_on(begun(scale), "importer")
    workspace.clock = lambda: datetime(2027, 1, 1, tzinfo=UTC)
    workspace.apply(planned(workspace, read(data, format_name=name, options=ImportOptions(corpus=corpus))))
    return workspace.case


_dates = st.sampled_from(["", "2023", "2023-04", "2023-04-25"]) | st.dates().map(str)


@st.composite
def _source(draw: st.DrawFn, workspace: Workspace, title: str) -> str:
    """Add a source with every field that a person gives, and return its id."""
    fields = {name: draw(texts_of_others) for name in ("publisher", "author", "note")}
    fields |= {name: draw(_dates) for name in ("published", "accessed")}
    fields["url"] = draw(st.sampled_from(["", f"https://example.org/{len(workspace.case.sources)}"]))
    fields["language"] = draw(st.sampled_from(["", "en", "kk"]))
    return workspace.add_source(title=title, **fields)[0].key


@st.composite
def checked(draw: st.DrawFn) -> Case:
    """Draw a case whose claims are told apart by their texts, its sources by their titles; some claims are checked."""
    workspace = workspace_on(begun(draw(st.sampled_from([PRESETS["averitec"], PRESETS["fever"]]))))
    sources = [draw(_source(workspace, f"{number} {text}")) for number, text in enumerate(draw(_few))]
    for number, text in enumerate(draw(_few)):
        described = {name: draw(texts_of_others) for name in ("speaker", "origin", "external_id")}
        described["date"] = draw(_dates)
        tags = tuple(filter(str.strip, map(clean_line, draw(st.lists(texts_of_others, max_size=2)))))
        claim = workspace.add_claim(f"{number} {text}", tags=tags, **described)[0].key
        for count, quote in enumerate(draw(_few) if sources else []):
            source, stance = draw(st.sampled_from(sources)), draw(st.sampled_from(Stance))
            more = {name: draw(texts_of_others) for name in ("locator", "note")}
            workspace.add_excerpt(claim, source, f"{count} {quote}", stance=stance, **more)
        if number == 0 or draw(st.booleans()):
            label = draw(st.sampled_from(workspace.case.scale.labels))
            workspace.decide(claim, label.id, rationale=draw(texts_of_others))
            workspace.set_confidence(claim, draw(st.sampled_from([None, *Confidence])))
            workspace.set_rationale(claim, draw(texts_of_others), draw(texts_of_others))
    return workspace.case


_few = st.lists(texts_of_others, min_size=1, max_size=3)


@given(case=checked())
def test_an_export_is_imported_with_everything_that_the_format_has(case: Case) -> None:
    for name in WITHIN:
        again = taken(case.scale, exported(case, name, **WHOLE.get(name, {})), name)
        for held in KEPT[name]:
            assert held(again) == held(case), name


@pytest.mark.skipif("scifact" not in FORMATS, reason="there is no export to SciFact")
@pytest.mark.parametrize(("name", "stance"), [("scifact", Stance.SUPPORTS), ("fever", Stance.CONTRADICTS)])
def test_sentences_that_were_quoted_are_quoted_again(name: str, stance: Stance) -> None:
    workspace = workspace_on(begun())
    claim, source = workspace.add_claim("It rained.")[0].key, workspace.add_source(title="Weather")[0].key
    workspace.add_excerpt(claim, source, "Rain fell in May. It fell in June.", stance=stance)
    workspace.decide(claim, "supported" if stance == Stance.SUPPORTS else "refuted")
    corpus = exported(workspace.case, name, table="corpus")
    again = taken(workspace.case.scale, exported(workspace.case, name), name, corpus)
    assert (evidence(again), labels(again)) == (evidence(workspace.case), labels(workspace.case))


def test_notes_come_along_with_a_case_and_go_to_the_claim_that_is_there_already() -> None:
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    workspace.add_source(title="Weather")
    for on in ("C1", "S1", ""):
        workspace.entries.add(on, f"On {on or 'the case'}.", to="Bob")
    workspace.entries.close("Q2")
    data = exported(workspace.case, "json")
    again = taken(workspace.case.scale, data, "json")
    assert again.entries.rows() == workspace.case.entries.rows()
    other = workspace_on(begun(), "importer")
    other.add_claim("It rained.")
    other.entries.add("C1", "Mine.")
    for expected in ("new: 1 source, 3 entries", "new: nothing"):
        plan = planned(other, read(data, format_name="json", options=ImportOptions()))
        assert plan.summary(ImportStatus.NEW) == expected
        other.apply(plan)
    assert [entry.words for entry in other.entries.of("C1")] == ["Mine.", "On C1."]
    assert [entry.ref for entry in other.entries.all()] == ["Q1", "Q4", "Q2", "Q3"]


@pytest.mark.parametrize("name", ["bibtex", "csl-json"])
def test_sources_come_back_from_a_bibliography(name: str) -> None:
    workspace = workspace_on(begun())
    for number, words in enumerate(("a~b", "a & b", "100 %", "$5_#", "ß ł é", "~x ^y", "a_b \\d")):
        row = dict.fromkeys(("title", "publisher", "author", "note"), words)
        row |= {"published": "1031-01-05", "accessed": "2020-02-03", "url": f"https://example.org/a_{number}%20b~c#d"}
        workspace.add_source(**row, language="en")
    case = workspace.case
    selection = Selection(case=case, claims=case.in_order(), options={})
    again = taken(case.scale, b"".join(encoded(FORMATS[name], selection)), "references")
    assert sources(again) == sources(case)
