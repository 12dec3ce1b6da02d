"""Reading a source: opened at the excerpt, walked by sentences, searched, left for where one was."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.missing_text import MissingTextScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, ref, search_palette, selected_excerpt, until
from tests.tui.conftest import Build
from tests.tui.hostile import HOSTILE
from tests.tui.reading import lines_of, screen_lines, screen_text
from tests.tui.screen_check import check_screen
from tests.tui.shelf import BRIDGE, Filed, opened, prose, reader, selected, shelve

COST: Filed = ("C1", Stance.CONTRADICTS, "52 million euros")
PROMISE: Filed = ("C1", Stance.SUPPORTS, "The mayor had promised 40 million!")
ASKED: Filed = ("C2", Stance.CONTRADICTS, "Nobody had asked the ferrymen.")
LATER: Filed = ("C2", Stance.CONTEXT, "The ferrymen found other work.")
LONG = "\n\n".join(f"Sentence {number} is here. And {number} has another one." for number in range(400))


def at(tmp_path: Path, text: str = BRIDGE, filed: tuple[Filed, ...] = (COST, PROMISE, ASKED, LATER)) -> Path:
    """Begin a case with a text and excerpts from it."""
    return shelve(tmp_path / "shelf.json", text, filed)


async def test_it_opens_at_the_excerpt_in_focus(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, "tab", "tab", "enter")
        assert selected(app) == "52 million euros"
        shown = screen_text(app)
        for words in ("S1", "A report on the bridge", "Audit office · B. Counter · 2026-03-01", "✗ E1 for C1 ✓ exact"):
            assert words in shown
        assert "for C1: The bridge cost 40 million." in shown


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 12)])
async def test_the_excerpt_is_in_view_at_any_size(build: Build, tmp_path: Path, size: tuple[int, int]) -> None:
    quote = "Sentence 300 is here."
    app = build(at(tmp_path, LONG, (("C1", Stance.SUPPORTS, quote),)))
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        assert quote in screen_text(app)
        check_screen(app, "opened")
        assert sum("✓" in line for line in lines_of(prose(app))) == 1
        place = len(LONG[: LONG.index(quote)]) * 100 // len(LONG)
        assert f"{place} %" in screen_text(app)


async def test_from_a_claim_its_first_excerpt_is_opened(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot, "j", "enter")
        assert selected(app) == "Nobody had asked the ferrymen."


async def test_a_claim_without_excerpts_lets_one_choose_a_source(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path, filed=()))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "C1 has no excerpts yet. Read which source?" in screen_text(app))
        assert "S1 A report on the bridge Audit office · 2026-03-01" in screen_text(app)
        await opened(pilot, "enter")
        assert selected(app) == "The old bridge was closed in March."


async def test_what_is_quoted_is_marked_by_glyphs_for_every_claim(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: {"✓", "✗", "·"} <= {line.strip(" ▌")[:1] for line in lines_of(prose(app))})
        rows = {line.strip(" ▌")[:1]: line for line in lines_of(prose(app))}
        assert "The ferrymen found other work." in rows["·"]
        assert "million! Who paid" in rows["✓"]
        assert "52 million euros" in rows["✗"] or "Nobody had asked" in rows["✗"]


async def test_walking_goes_from_sentence_to_sentence(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot)
        seen = []
        for key in ("g", "j", "down", "k", "G", "up", "home", "end"):
            await pilot.press(key)
            seen.append(selected(app).split()[0])
        assert seen == ["The", "Nobody", "The", "Nobody", "The", "Trains", "The", "The"]
        assert selected(app) == "The ferrymen found other work."


async def test_a_page_further_and_back(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path, LONG, ()))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "enter", "enter")
        height = prose(app).page.height
        await pilot.press("pagedown")
        first = selected(app)
        assert first in screen_text(app)
        assert first == f"Sentence {height // 2} is here."
        await pilot.press("pagedown", "pageup", "pageup")
        assert selected(app) == "Sentence 0 is here."
        await pilot.press("pageup", "G", "pagedown")
        assert selected(app) == "And 399 has another one."


async def test_a_sentence_longer_than_the_page_is_read_to_its_end(build: Build, tmp_path: Path) -> None:
    text = "Short one. " + " ".join(f"word{number}" for number in range(1200)) + ". Last one."
    app = build(at(tmp_path, text, ()))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "enter", "enter")
        seen = ""
        for _ in range(30):
            await pilot.press("j")
            seen += screen_text(app)
            if selected(app) == "Last one.":
                break
        assert [number for number in range(1200) if f"word{number}" not in seen] == []
        assert selected(app) == "Last one."
        await pilot.press("k")
        assert selected(app).startswith("word")


async def test_from_excerpt_to_excerpt(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot)
        quotes = reader(app).quotes
        await until(pilot, lambda: None not in {quotes.marks.before(80), quotes.marks.after(300)})
        seen = []
        for key in (*["right_square_bracket"] * 2, *["left_square_bracket"] * 3):
            await pilot.press(key)
            seen.append(selected(app))
        assert seen == [PROMISE[2], LATER[2], PROMISE[2], COST[2], ASKED[2]]
        await pilot.press("left_square_bracket")
        assert "Nothing is quoted before this." in screen_text(app)
        assert selected(app) == ASKED[2]


async def test_words_are_sought_whatever_their_accents(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot, "enter")
        await pilot.press("slash", *"THE BR")
        await until(pilot, lambda: "THE BR nowhere" in screen_text(app) or "not found" in screen_text(app))
        await pilot.press(*["backspace"] * 6, *"elodie brule")
        await until(pilot, lambda: "elodie brule 1 of 1" in screen_text(app))
        assert selected(app).startswith("Élodie Brûlé")
        await pilot.press("enter")
        assert prose(app).has_focus
        assert "1 of 1" in screen_text(app)


async def test_hits_are_walked_and_counted(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot, "enter")
        await pilot.press("g", "slash", *"ferrymen", "enter")
        seen = []
        for key in ("n", "n", "N"):
            await until(pilot, lambda: "of 2" in screen_text(app))
            await pilot.press(key)
            seen.append(selected(app))
        assert seen == [LATER[2], ASKED[2], LATER[2]]
        assert "2 of 2" in screen_text(app)


async def test_a_search_that_is_given_up_leaves_one_where_one_was(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot, "enter")
        before = selected(app)
        await pilot.press("slash", *"ferrymen")
        await until(pilot, lambda: selected(app) != before)
        await pilot.press("escape")
        assert selected(app) == before
        assert prose(app).search is None
        assert not reader(app).query_one("#search", Input).display
        await pilot.press("n")
        assert "No search yet" in screen_text(app)


async def test_escape_goes_a_step_back_each_time(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot, "tab", "tab", "enter")
        await pilot.press("slash", *"ferrymen", "enter", "K")
        await pilot.press("escape")
        assert (prose(app).search, prose(app).selection.altered) == (None, True)
        await pilot.press("escape")
        assert not prose(app).selection.altered
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)


async def test_back_is_the_same_claim_pane_and_excerpt(build: Build, tmp_path: Path) -> None:
    path = at(tmp_path, filed=(PROMISE, COST, ASKED, ("C2", Stance.CONTRADICTS, "Her books are lost.")))
    app = build(path)
    async with app.run_test() as pilot:
        await opened(pilot, "j", "tab", "j", "enter")
        await pilot.press("G", "right_square_bracket", "escape")
        assert ref(app) == "C2"
        excerpt = bench(app).sheet.selected
        assert excerpt is not None
        assert (excerpt.stance, excerpt.quote) == (Stance.CONTRADICTS, "Her books are lost.")


async def test_the_claims_that_quote_a_passage_are_listed_and_gone_to(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path, filed=(COST, ("C2", Stance.CONTEXT, COST[2]))))
    async with app.run_test() as pilot:
        await opened(pilot)
        await until(pilot, lambda: "E2 for C2" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Quoted for" in screen_text(app))
        await until(pilot, lambda: "✗ Contradicts C1 The bridge cost 40 million." in screen_text(app))
        await until(pilot, lambda: "· Context C2 The ferrymen were asked." in screen_text(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert ref(app) == "C2"
        assert selected_excerpt(app) == "E2"


async def test_a_claim_that_the_filter_hides_is_gone_to_all_the_same(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path, filed=(COST, ("C2", Stance.CONTEXT, COST[2]))))
    async with app.run_test() as pilot:
        await pilot.press("slash", *"bridge", "enter")
        await opened(pilot, "enter")
        await until(pilot, lambda: "E2 for C2" in screen_text(app))
        await pilot.press("enter", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        await until(pilot, lambda: ref(app) == "C2")
        assert bench(app).claims_panel.listing.only == ""


async def test_a_passage_that_nobody_quotes_says_so(build: Build, tmp_path: Path) -> None:
    app = build(at(tmp_path))
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("g", "enter")
        assert "Not quoted yet" in screen_text(app)


@pytest.mark.parametrize(
    "text",
    ["para graph here.\n\n" * 300_000, "a line without an end. " * 50_000, "中文" * 300_000],
    ids=["5 MB of paragraphs", "a line of 1 MB", "a line without blanks"],
)
async def test_a_long_text_is_laid_out_only_where_it_is_seen(build: Build, tmp_path: Path, text: str) -> None:
    path = shelve(tmp_path / "long.json", text)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        middle = len(text) // 2
        quote = text[middle : middle + 40].strip()
        start = text.index(quote[0], middle)
        fields = {"start": start, "end": start + len(quote)}
        workspace.add_excerpt(
            workspace.case.claim("C1").id,
            workspace.case.source("S1").id,
            text[start:][: len(quote)],
            stance=Stance.SUPPORTS,
            **fields,
        )
    app = build(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        laid = prose(app).page.layout.laid
        assert len(laid) <= 2
        await pilot.press("j", "k", "pagedown", "pageup", "G", "g", "slash", *"zz")
        await until(pilot, lambda: "not found" in screen_text(app))
        assert len(laid) <= 10
        check_screen(app, "long")


async def test_what_is_read_stays_in_view_when_the_window_changes(build: Build, tmp_path: Path) -> None:
    quote = "Sentence 300 is here."
    app = build(at(tmp_path, LONG, (("C1", Stance.SUPPORTS, quote),)))
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        for size in ((50, 12), (80, 24), (60, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: quote in screen_text(app))
            assert selected(app) == quote
            check_screen(app, str(size))


async def test_hostile_text_is_read_and_never_acts(build: Build, tmp_path: Path) -> None:
    text = f"First one. {HOSTILE}\n\n{HOSTILE * 3}\n\nLast one."
    app = build(
        shelve(tmp_path / "hostile.json", text, (("C1", Stance.SUPPORTS, HOSTILE),), title=HOSTILE, author=HOSTILE)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for key in (
            "j",
            "J",
            "right",
            "shift+left",
            "s",
            "enter",
            "escape",
            "slash",
            "[",
            "\x1b",
            "enter",
            "a",
            "escape",
        ):
            await pilot.press(key)
            check_screen(app, key)
        assert "[bold]b[/bold]" in " ".join(lines_of(prose(app))) or "[bold]b[/bold]" in screen_text(app)


async def test_an_empty_text_can_be_opened_and_left(build: Build, tmp_path: Path) -> None:
    app = build(shelve(tmp_path / "empty.json", " \n\n "))
    async with app.run_test() as pilot:
        await opened(pilot, "enter", "enter")
        await pilot.press(
            "j", "G", "pagedown", "J", "right", "left", "v", "s", "enter", "right_square_bracket", "slash", "x"
        )
        check_screen(app, "empty")
        await pilot.press("escape", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))


async def test_pages_of_a_document_are_told(build: Build, tmp_path: Path) -> None:
    pages = (0, BRIDGE.index("The new"), BRIDGE.index("Trains"))
    app = build(shelve(tmp_path / "pages.json", BRIDGE, (COST,), pages=pages))
    async with app.run_test() as pilot:
        await opened(pilot)
        assert "page 2 of 3" in screen_text(app)
        await pilot.press("G")
        assert "page 3 of 3" in screen_text(app)


async def test_an_excerpt_that_is_not_in_the_text_says_so(build: Build, tmp_path: Path) -> None:
    path = shelve(tmp_path / "gone.json", BRIDGE)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        workspace.add_excerpt(
            workspace.case.claim("C1").id,
            workspace.case.source("S1").id,
            "Zebras cross no bridges at night.",
            stance=Stance.SUPPORTS,
        )
    app = build(path)
    async with app.run_test() as pilot:
        await opened(pilot)
        assert "E1 was not found in this text." in screen_text(app)


async def test_an_altered_quote_is_opened_where_it_should_stand(build: Build, tmp_path: Path) -> None:
    path = shelve(tmp_path / "altered.json", BRIDGE)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        claim, source = workspace.case.claim("C1").id, workspace.case.source("S1").id
        workspace.add_excerpt(claim, source, "The mayor had promised 41 million!", stance=Stance.SUPPORTS)
        workspace.add_excerpt(claim, source, 'said: "We counted every bolt."', stance=Stance.SUPPORTS)
    app = build(path)
    async with app.run_test() as pilot:
        await opened(pilot)
        assert selected(app) == "The mayor had promised 40 million!"
        await until(pilot, lambda: "E1 for C1 ≠ altered" in screen_text(app))
        await until(pilot, lambda: reader(app).quotes.marks.after(prose(app).selection.start) is not None)
        await pilot.press("right_square_bracket")
        assert selected(app) == "said: “We counted every bolt.”"
        assert "E2 for C1 ≈ typographic" in screen_text(app)


async def test_a_source_without_its_text_says_how_to_attach_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, MissingTextScreen))
        shown = screen_text(app)
        assert "The text of S2 is not here" in shown
        assert "factcheck source attach S2 " in shown
        assert "✓ Supports C1 Karim Masimov was sentenced to 18 years in prison." in shown
        check_screen(app, "absent")
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)
        assert (ref(app), selected_excerpt(app)) == ("C1", "E2")


async def test_from_a_source_without_its_text_to_another_claim(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, MissingTextScreen))
        await pilot.press("G", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        excerpt = bench(app).sheet.selected
        assert excerpt is not None
        assert excerpt.source == bench(app).workspace.case.source("S1").id
        assert bench(app).workspace.case.claims[excerpt.claim].ref == ref(app)
        assert ref(app) != "C1"


@pytest.mark.parametrize(("width", "further"), [(80, ()), (120, ("/ Find", "a Claim", "u Undo"))])
async def test_the_keys_of_the_reader_are_on_the_screen_and_in_the_palette(
    build: Build, tmp_path: Path, width: int, further: tuple[str, ...]
) -> None:
    app = build(at(tmp_path))
    async with app.run_test(size=(width, 24)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "q Quit" in screen_text(app))
        last = screen_lines(app)[-1]
        for words in ("1 ✓", "4 –", "s Supports", "x Contradicts", "c Context", "esc Back", "? Help", *further):
            assert words in last
        await search_palette(pilot, "A sentence more (J)")
        await pilot.press("enter")
        await until(pilot, lambda: prose(app).selection.altered)
