"""Evidence put forward for a claim: filed, dismissed, read in its source, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest
from textual.pilot import Pilot

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.quotes import State
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.suggestions import SuggestionsScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.search import EvidenceSearch
from factcheck.workspace.search_index import Cancelled, Progress
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui import hostile
from tests.tui.bench import PATIENCE, bench, case_of, labels, on_disk, ref, until
from tests.tui.conftest import Build
from tests.tui.lens import excerpts, flood, found, looking, passages, places
from tests.tui.monkey import together
from tests.tui.reading import screen_text, text_of
from tests.tui.screen_check import check_screen
from tests.tui.shelf import opened, selected


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    """The checker ada at work on a case whose sources disagree."""
    return build(flood(tmp_path / "flood.json"))


def said(app: FactcheckApp) -> str:
    """Return what the status line says."""
    return text_of(looking(app).query_one(StatusLine))


def lines_under(app: FactcheckApp, start: str) -> str:
    """Return all that is shown of the passage that begins so."""
    offer = next(offer for offer in passages(app).items if offer.found.text.startswith(start))
    return " / ".join(line.plain.strip() for line in passages(app).lines(offer, 90))


async def shows(pilot: Pilot[None], app: FactcheckApp, holds: Callable[[], bool]) -> None:
    await until(pilot, lambda: isinstance(app.screen, SuggestionsScreen) and holds())


async def test_every_source_shows_its_best_with_the_reason_in_words(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        assert {place[:2] for place in places(app)} == {"S1", "S2", "S3"}
        same, differs = lines_under(app, "The flood killed 44"), lines_under(app, "The flood killed 41")
        assert same.startswith("S1 A chronicle  1960 / “The flood killed 44 people, the council said.”")
        assert "▲ suggests: figures match – read the context" in same
        assert "≠ differs: 44 / 41" in differs
        assert "▲ suggests: contradicts – the same event, another number" in differs
        assert "= equal after arithmetic: 26 + 18 = 44" in lines_under(app, "The flood killed 26")
        assert "reported speech: an officer said" in lines_under(app, "The flood killed 26")
        assert "no text here: S4" in screen_text(app)
        assert "factcheck source attach S4 FILE" in screen_text(app)


async def test_the_words_that_fit_and_the_figures_are_marked(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        offer = next(offer for offer in passages(app).items if offer.found.text.startswith("The flood killed 41"))
        line = passages(app).lines(offer, 90)[1]
        bold = {line.plain[span.start : span.end] for span in line.spans if span.style == "bold"}
        assert {"flood", "killed", "people"} <= bold
        assert {line.plain[span.start : span.end] for span in line.spans if "reverse" in str(span.style)} == {"41"}


async def test_a_passage_becomes_an_anchored_excerpt_at_once_and_undo_takes_it_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        text = passages(app).items[0].found.text
        await pilot.press("s")
        (excerpt,) = on_disk(app).excerpts.values()
        assert (excerpt.quote, excerpt.stance) == (text, Stance.SUPPORTS)
        assert looking(app).workspace.quote_checks.anchor(excerpt.id).state is State.EXACT
        assert "saved E1 supports C1" in said(app)
        await shows(pilot, app, lambda: "✓ E1 supports" in screen_text(app))
        await pilot.press("x")
        assert [each.stance for each in excerpts(app.workspace)] == [Stance.CONTRADICTS]
        await pilot.press("x")
        assert said(app) == "E1 already has this stance"
        await pilot.press("u", "u")
        assert excerpts(app.workspace) == []
        await shows(pilot, app, lambda: "E1" not in " ".join(lines_under(app, text[:10])))


async def test_two_keys_in_a_row_file_a_passage_once(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        await pilot.press("s", "s", "c")
        assert [excerpt.stance for excerpt in excerpts(app.workspace)] == [Stance.CONTEXT]


async def test_a_stance_waits_for_the_passages(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await together(pilot, ["f", "s"])
        await until(pilot, lambda: bool(excerpts(app.workspace)))
        await together(pilot, ["right_square_bracket", "x"])
        await until(pilot, lambda: bool(excerpts(app.workspace, "C2")))
        assert [excerpt.stance for excerpt in excerpts(app.workspace)] == [Stance.SUPPORTS]
        assert [excerpt.stance for excerpt in excerpts(app.workspace, "C2")] == [Stance.CONTRADICTS]


async def test_what_is_dismissed_stays_away_until_undo(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        gone = places(app)[0]
        await pilot.press("d")
        await shows(pilot, app, lambda: gone not in places(app))
        assert "dismissed for C1" in said(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        await found(pilot, "f")
        assert gone not in places(app)
        await pilot.press("u")
        await shows(pilot, app, lambda: gone in places(app))


async def test_what_is_quoted_is_not_dismissed(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        await pilot.press("s", "d")
        assert "E1 quotes it" in said(app)
        assert on_disk(app).claims[excerpts(app.workspace)[0].claim].dismissed == ()


async def test_a_passage_is_read_in_its_source_and_escape_comes_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        await pilot.press("j")
        text = places(app)[1]
        await opened(pilot)
        assert text.endswith(selected(app))
        await pilot.press("x", "escape")
        await shows(pilot, app, lambda: "✗ E1 contradicts" in screen_text(app))
        assert passages(app).cursor == 1


async def test_a_label_decides_the_claim_and_goes_on_to_the_next(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        before = app.screen.claim.ref if isinstance(app.screen, SuggestionsScreen) and app.screen.claim else ""
        await pilot.press("2")
        assert labels(case_of(app)) == {before: "refuted"}
        assert f"{before} ✗ Refuted" in said(app)
        assert isinstance(app.screen, SuggestionsScreen)
        assert app.screen.claim is not None
        assert app.screen.claim.ref != before
        await pilot.press("plus")
        assert [verdict.confidence for verdict in case_of(app).verdicts.values()] == ["medium"]
        await pilot.press("u", "u")
        assert labels(case_of(app)) == {}


async def test_brackets_walk_the_unchecked_claims_and_the_workbench_follows(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "1", "g")
        await found(pilot, "f")
        await pilot.press("right_square_bracket")
        await shows(pilot, app, lambda: "Bela Arlov" in " ".join(places(app)))
        assert "▲ opposites: resigned / dismissed" in lines_under(app, "Bela Arlov")
        assert "suggests" not in lines_under(app, "Bela Arlov")
        await pilot.press("left_square_bracket")
        await shows(pilot, app, lambda: "44 people" in " ".join(places(app)))
        await pilot.press("left_square_bracket", "escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert ref(app) == "C3"


async def test_a_claim_that_was_put_off_comes_after_the_others(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "comma", "g")
        await found(pilot, "f")
        for ref in ("C3", "C1"):
            await pilot.press("space")
            shown = looking(app).claim
            assert shown is not None
            assert shown.ref == ref


async def test_where_no_source_has_its_text_it_says_what_to_do(build: Build, tmp_path: Path) -> None:
    app = build(flood(tmp_path / "bare.json", texts=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: "No source has its text here" in screen_text(app))
        assert "factcheck source attach S1 FILE" in screen_text(app)
        assert f"then {looking(app).key('case.sources')}" in screen_text(app)
        await pilot.press("s", "x", "d", "enter", "escape")
        assert isinstance(app.screen, Workbench)
        assert on_disk(app).excerpts == {}


async def test_the_first_look_shows_how_far_it_is_and_escape_stops_it(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[bool] = []

    def slowly(finding: EvidenceSearch, progress: Progress, cancelled: Cancelled) -> bool:
        progress(1, 3)
        while not cancelled():
            sleep(0.001)
        stopped.append(True)
        return False

    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr(EvidenceSearch, "prepare", slowly)
        await pilot.press("f")
        words = "Reading the sources, once: 1 of 3 · esc stops"
        deadline = monotonic() + PATIENCE
        while words not in screen_text(app) and monotonic() < deadline:  # the thread goes on until it is stopped
            await pilot.pause()
        assert words in screen_text(app)
        await pilot.press("s", "escape")  # a key that waits for the passages holds nobody there
        await until(pilot, lambda: bool(stopped))
        assert isinstance(app.screen, Workbench)
        monkeypatch.undo()
        await found(pilot, "f")


async def test_a_read_only_case_shows_passages_and_files_none(build: Build, tmp_path: Path) -> None:
    path = flood(tmp_path / "flood.json")
    app = FactcheckApp(path, checker="ada", workspace=Workspace.open(path, "ada", write=False, clock=ticking()))
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        await pilot.press("s")
        assert "read-only" in said(app)
        assert excerpts(app.workspace) == []
    app.close()


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (52, 12)])
async def test_hostile_sources_are_shown_as_text(build: Build, tmp_path: Path, size: tuple[int, int]) -> None:
    path = flood(tmp_path / "hostile.json")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        claim = workspace.case.claim("C1").id
        text = f"The flood killed 41 people {hostile.MARKUP} {hostile.SEQUENCES} {hostile.UNICODE}"
        workspace.edit("claims", claim, text=text)
        name = workspace.texts.keep(text.encode(), Document(text=text, language="en"), ".txt")
        workspace.add_source(title=hostile.HOSTILE, publisher=hostile.MARKUP, sha256=name, published=hostile.MARKUP)
    app = build(path)
    async with app.run_test(size=size) as pilot:
        await found(pilot, "f")
        assert any(place.startswith("S5") for place in places(app))
        check_screen(app, "found")
        await pilot.press("G", "s")
        await pilot.pause()
        check_screen(app, "filed")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        check_screen(app, "back")
        assert bench(app).claim is not None
