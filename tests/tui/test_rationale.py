"""Writing why. What is written is never lost: not by a stray key, not by leaving, not by a restart."""

from __future__ import annotations

from functools import partial
from threading import Event, Timer, current_thread, main_thread
from time import monotonic

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button

from factcheck.errors import NotSavedError
from factcheck.storage import CaseStorage, DraftFiles
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.rationale import RationaleScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.state import drafts
from tests.tui.bench import PATIENCE, bench, case_of, on_disk, ref, sheet_text, status, until
from tests.tui.conftest import Build
from tests.tui.monkey import Step, take
from tests.tui.reading import screen_text, text_of


def form(app: FactcheckApp) -> RationaleScreen:
    """Return the form, which must be in front."""
    assert isinstance(app.screen, RationaleScreen)
    return app.screen


def written(app: FactcheckApp) -> list[tuple[str, str]]:
    """Return the rationales and conditions on the disk."""
    return [(verdict.rationale, verdict.condition) for verdict in on_disk(app).verdicts.values()]


def draft(app: FactcheckApp, claim: str = "C1") -> tuple[str, str] | None:
    """Return the draft for a claim."""
    assert app.workspace is not None
    return app.workspace.unsaved.of(case_of(app).claim(claim).id)


async def test_a_rationale_and_its_condition_are_saved(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("1", "k", "r")
        assert "Karim Masimov was sentenced to 18 years in prison." in screen_text(app)
        await pilot.press(*"ab", "enter", *"c", "tab", *"if", "ctrl+s")
        assert written(app) == [("ab\nc", "if")]
        assert status(app) == "saved C1 rationale written, condition written u undo"
        assert draft(app) is None
        view = sheet_text(app)
        assert "Condition: if ab c" in view
        assert ref(app) == "C1"
        await pilot.press("r")
        assert (form(app).rationale.text, form(app).condition.value) == ("ab\nc", "if")


async def test_a_rationale_may_come_before_the_verdict(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("r", *"ab", "ctrl+s")
        assert written(app) == [("ab", "")]
        assert bench(app).header is not None
        assert case_of(app).verdict_of(case_of(app).claim("C1").id) is None
        await pilot.press("2")
        (verdict,) = on_disk(app).verdicts.values()
        assert (verdict.label, verdict.rationale) == ("refuted", "ab")


async def test_an_empty_change_saves_nothing(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("r", "ctrl+s")
        assert status(app) == "The rationale is unchanged."
        await pilot.press("r", "a", "backspace", "ctrl+s")
        assert len(case_of(app).history) == 0
        assert status(app) == "The rationale is unchanged."
        await pilot.press("r", "a", "backspace", "escape")
        assert draft(app) is None


async def test_escape_keeps_a_draft_that_is_there_again_after_a_restart(build: Build) -> None:
    first = build()
    async with first.run_test() as pilot:
        await pilot.press("r", *"ab ", "escape")
        assert written(first) == []
        assert status(first) == "C1: draft kept · r resumes it"
        assert "Unfinished draft of the rationale" in sheet_text(first)
        await pilot.press("q")
    first.close()
    second = build()
    async with second.run_test() as pilot:
        assert "Unfinished draft of the rationale" in sheet_text(second)
        await pilot.press("j")
        assert "Unfinished draft of the rationale" not in sheet_text(second)
        await pilot.press("k", "r")
        assert "This is your draft" in screen_text(second)
        await pilot.press("c", "ctrl+s")
        assert written(second) == [("ab c", "")]
        assert draft(second) is None


async def test_a_draft_is_dropped_when_asked_for(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("r", "a", "ctrl+s", "r", "b", "escape", "r")
        await pilot.click("#drop")
        assert draft(app) is None
        assert written(app) == [("a", "")]
        assert status(app) == "C1: no draft is kept"
        await pilot.press("r")
        assert form(app).rationale.text == "a"


async def test_a_draft_is_kept_after_a_pause(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "PAUSE", 0.001)
    async with app.run_test() as pilot:
        await pilot.press("r", *"on")
        await until(pilot, lambda: draft(app) == ("on", ""))
        await pilot.press(*" and")
        await until(pilot, lambda: draft(app) == ("on and", ""))
        assert isinstance(app.screen, RationaleScreen)


async def test_what_is_typed_is_kept_within_half_a_second(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:

        def is_draft(text: str) -> bool:
            return draft(app) == (text, "")

        await pilot.press("r")
        took = []
        for text in ("a", "ab", "abc", "abcd", "abcde"):
            begin = monotonic()
            await take(pilot, Step("key", text[-1]))
            await until(pilot, partial(is_draft, text))
            took.append(monotonic() - begin)
        assert min(took) < 0.5  # the machine may be busy now and then, not five times


async def test_who_goes_on_typing_does_not_put_off_the_draft(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "PAUSE", 0.5)
    async with app.run_test() as pilot:
        await pilot.press("r")
        end = monotonic() + PATIENCE
        while draft(app) is None and monotonic() < end:
            await take(pilot, Step("key", "a"))
            await pilot.pause(0.1)  # a key comes before each pause is over
        assert draft(app) is not None


async def test_a_draft_is_on_the_disk_while_one_writes_and_no_key_waits_for_it(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, threads = DraftFiles.keep, set()

    def noted(drafts: DraftFiles, key: str, draft: tuple[str, str]) -> None:
        threads.add(current_thread())
        keep(drafts, key, draft)

    monkeypatch.setattr(DraftFiles, "keep", noted)
    app = build()
    async with app.run_test() as pilot:
        await pilot.press("r", *"half a th")
        assert app.workspace is not None
        path = app.workspace.store.beside.drafts
        await until(pilot, lambda: path.exists() and b"half a th" in path.read_bytes())
        assert isinstance(app.screen, RationaleScreen)
        assert main_thread() not in threads
        await pilot.press("backspace", "ctrl+s")
        await app.workers.wait_for_complete()
        assert not path.exists()


async def test_a_draft_that_comes_late_does_not_undo_the_saving(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    keep = DraftFiles.keep

    def slow(drafts: DraftFiles, key: str, draft: tuple[str, str]) -> None:
        begun.set()
        go_on.wait(5)
        keep(drafts, key, draft)

    begun = Event()
    monkeypatch.setattr(DraftFiles, "keep", slow)
    async with app.run_test() as pilot:
        await pilot.press("r", *"ab")
        await until_begun(pilot, begun)
        Timer(0.05, go_on.set).start()
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        assert written(app) == [("ab", "")]
        assert app.workspace is not None
        assert not app.workspace.store.beside.drafts.exists()


async def until_begun(pilot: Pilot[None], begun: Event) -> None:
    """Wait for a thread that itself waits."""
    while not begun.is_set():
        await pilot.pause(0.01)


async def test_a_form_keeps_what_is_typed_while_one_types(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a", *"new cl")
        assert app.workspace is not None
        path = app.workspace.store.beside.drafts
        await until(pilot, lambda: path.exists() and b"new cl" in path.read_bytes())
        await pilot.press(*["backspace"] * 6)
        await until(pilot, lambda: not path.exists())


async def test_leaving_the_program_in_the_middle_keeps_the_draft(build: Build) -> None:
    first = build()
    async with first.run_test() as pilot:
        await pilot.press("r", *"ab", "ctrl+q")
    first.close()
    assert not first.is_running
    second = build()
    async with second.run_test():
        assert draft(second) == ("ab", "")
        assert written(second) == []


async def type_ahead(pilot: Pilot[None], *keys: str) -> None:
    """Press keys faster than the program answers, as a paste into the terminal or a slow line does."""
    for key in keys:
        name = {"]": "right_square_bracket"}.get(key, key)
        pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
    await pilot.pause()


@pytest.mark.parametrize("last", ["ctrl+s", "escape", "ctrl+q"])
async def test_fast_keys_are_not_lost(build: Build, last: str) -> None:
    app = build()
    async with app.run_test() as pilot:
        await pilot.press("r")
        await type_ahead(pilot, *"typed in one go", last)
        await pilot.pause()
    app.close()
    again = build()
    async with again.run_test():
        kept = written(again) if last == "ctrl+s" else [draft(again)]
        assert kept == [("typed in one go", "")]


async def test_a_key_pressed_twice_opens_one_form(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        for key in ("r", "h", "e"):
            await type_ahead(pilot, key, key)
            await pilot.pause()
            assert not isinstance(app.screen, Workbench)
            assert isinstance(app.screen_stack[-2], Workbench), key
            await pilot.press("escape")
            assert isinstance(app.screen, Workbench), key


async def test_a_button_pressed_twice_closes_one_form(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        for name in ("save", "keep", "drop"):
            await pilot.press("r", "a")
            button = form(app).query_one(f"#{name}", Button)
            button.press()
            button.press()
            await pilot.pause()
            assert isinstance(app.screen, Workbench), name
        await pilot.press("r", "b")
        await type_ahead(pilot, "ctrl+s", "ctrl+s")
        assert written(app) == [("ab", "")]
        assert draft(app) is None


async def test_what_the_disk_refuses_stays_in_the_form(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise NotSavedError("NOT saved: No space left on device")

    async with app.run_test() as pilot:
        await pilot.press("r", *"ab")
        with monkeypatch.context() as full:
            full.setattr(CaseStorage, "save", refuse)
            full.setattr(DraftFiles, "keep", refuse)
            for key in ("ctrl+s", "escape"):
                await pilot.press(key)
                assert form(app).rationale.text == "ab"
                assert "NOT saved: No space left on device" in screen_text(app)
        await pilot.press("ctrl+s")
        assert written(app) == [("ab", "")]


async def test_letters_in_the_form_are_no_commands(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("r", *"2uqx?]", "tab", *"q2")
        assert (form(app).rationale.text, form(app).condition.value) == ("2uqx?]", "q2")
        assert len(case_of(app).history) == 0


async def test_the_buttons_do_what_the_keys_do(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("r", *"ab")
        await pilot.click("#keep")
        assert draft(app) == ("ab", "")
        await pilot.press("r")
        await pilot.click("#save")
        assert written(app) == [("ab", "")]


async def test_the_form_fits_a_small_terminal(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        shown = screen_text(app)
        for words in ("Rationale · C1", "Condition", "Save (ctrl+s)", "Keep draft (esc)", "Nothing is lost"):
            assert words in shown


async def test_a_long_rationale_is_read_by_keyboard(app: FactcheckApp) -> None:
    assert app.workspace is not None
    words = " ".join(f"word{number}" for number in range(300))
    app.workspace.set_rationale(case_of(app).claim("C1").id, words, "")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "g")
        seen = ""
        for _ in range(12):
            seen += text_of(bench(app).sheet)
            await pilot.press("pagedown")
        seen += text_of(bench(app).sheet)
        assert [number for number in range(300) if f"word{number}" not in seen] == []
        await pilot.press("1")
        assert ref(app) == "C2"


async def test_the_program_may_be_left_before_the_form_stands(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        form = RationaleScreen(bench(app).workspace, case_of(app).claim("C1"))
        app.push_screen(form)
        assert form.keep()
        await pilot.pause()
        assert draft(app) is None


async def test_a_key_that_comes_after_the_fields_are_gone_keeps_what_was_read(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("r", *"why")
        screen = app.screen
        assert isinstance(screen, RationaleScreen)
        await screen.query_one("#dialog").remove()
        screen.action_keep()
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert app.workspace is not None
        assert app.workspace.unsaved.of(case_of(app).claim("C1").id) == ("why", "")
