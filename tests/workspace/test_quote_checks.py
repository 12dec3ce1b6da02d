"""The workspace checks the quotes itself: every caller gets the same answer, and files are looked at seldom."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.quote_comparison import state_words
from factcheck.workspace.search import EvidenceSearch
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.quotes.cases import harbour, keep

SOURCES, EXCERPTS = 30, 12


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(harbour(tmp_path), "ada", clock=ticking()) as workspace:
        workspace.add_claim("Nobody quotes anything for this.")
        yield workspace


def refs(workspace: Workspace, words: str) -> list[str]:
    return [claim.ref for claim in workspace.claims(words)]


def test_a_filter_on_misquotes_needs_nothing_but_the_workspace(workspace: Workspace) -> None:
    assert refs(workspace, "is:misquoted") == ["C1"]
    assert refs(workspace, "-is:misquoted") == ["C2"]
    workspace.decide(workspace.case.claim("C1").id, "supported")
    assert refs(workspace, "is:warned") == ["C1"]


@pytest.mark.parametrize("format_name", ["json", "csv", "markdown", "html"])
def test_an_export_of_misquoted_claims_has_them(workspace: Workspace, format_name: str) -> None:
    whole = {"unchecked": "full"} if format_name in {"markdown", "html"} else {}
    delivery = ExportJob(workspace.documents, format_name, "is:misquoted", whole)
    assert [claim.ref for claim in delivery.claims] == ["C1"]
    assert b"238 people came to the harbour." in b"".join(delivery.chunks())


def test_the_answer_follows_what_was_edited_and_attached(workspace: Workspace) -> None:
    case = workspace.case
    for ref in ("E3", "E4", "E5", "E6"):
        workspace.edit("excerpts", case.excerpt(ref).id, quote="At least 238 people came")
    assert refs(workspace, "is:misquoted") == []
    workspace.edit("sources", case.source("S3").id, sha256=keep(workspace, "Somebody else wrote this letter."))
    assert refs(workspace, "is:misquoted") == ["C1"]
    workspace.undo()
    assert refs(workspace, "is:misquoted") == []


def test_every_library_of_a_workspace_shares_its_checks(workspace: Workspace) -> None:
    excerpt = workspace.case.excerpt("E4")
    found = workspace.quote_checks.check(excerpt)
    assert workspace.quote_checks.known(excerpt) is found
    assert workspace.quote_checks.known(excerpt) is found


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often the file system is asked what there is."""
    counts: Counter[str] = Counter()
    for name in ("lexists", "exists"):
        asked = getattr(os.path, name)
        monkeypatch.setattr(os.path, name, lambda path, asked=asked: counts.update(["file"]) or asked(path))
    return counts


def test_suggesting_asks_the_file_system_for_each_source_and_not_for_each_excerpt_too(
    tmp_path: Path, looks: Counter[str]
) -> None:
    path = tmp_path / "many.json"
    begin_case(path, "Many", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        claim = workspace.add_claim("The harbour closed.")[0].key
        for number in range(SOURCES):
            name = keep(workspace, f"Paper {number}. The harbour of town {number} closed in May.")
            source = workspace.add_source(title=f"Paper {number}", sha256=name)[0].key
            if number < EXCERPTS:
                workspace.add_excerpt(claim, source, f"Whales were seen at lighthouse {number}", stance=Stance.SUPPORTS)
        other = workspace.add_claim("The harbour of a town closed.")[0].key
        finding: Any = EvidenceSearch(workspace.documents)
        assert len(finding.suggest(other)) == SOURCES  # the indexes are made
        asked = []
        for each in (other, claim):
            looks.clear()
            assert len(finding.suggest(each)) == SOURCES
            asked.append(looks.total())
    assert asked[1] <= asked[0] + 2 * SOURCES


def test_a_quote_of_a_headline_is_exact_and_said_to_be_outside_the_main_text(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    begin_case(path, "The bridge", DEFAULT_SCALE, "ada")
    with Workspace.open(path, "ada") as workspace:
        text = "The bridge was built in 1933.\n\nA bridge too dear\n\nHome"
        document = Document(text=text, media_type="text/html", outside=(31, 50))
        source = workspace.add_source(title="Herald", sha256=workspace.texts.keep(b"page", document, ".html"))[0].key
        claim = workspace.add_claim("The bridge is dear.")[0].key
        for quote in ("A bridge too dear", "was built in 1933"):
            workspace.add_excerpt(claim, source, quote, stance=Stance.SUPPORTS)
        checks = [check for _, check in workspace.quote_checks.checks(list(workspace.case.excerpts))]
        assert [state_words(check, str) for check in checks] == ["✓ exact; outside the main text", "✓ exact"]
    with Workspace.open(path, "ada") as again:
        assert again.texts.document(again.case.sources[source].sha256) == document
