"""The user's own editor: ctrl+e gives it the text, and takes back what it leaves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from factcheck.errors import FactcheckError
from factcheck.tui.runtime.editor import edit_in_editor
from tests.tui.terminal import decide, program


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """The command of an editor that writes capitals, and ends with an error at the word fail."""
    script = tmp_path / "an editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text(encoding='utf-8')\n"
        "path.write_text(text.upper(), encoding='utf-8')\n"
        "sys.exit('fail' in text)\n"
    )
    return f"{sys.executable} '{script}'"


def test_the_text_comes_back_as_the_editor_leaves_it(editor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    assert edit_in_editor("one\nzwei ß") == "ONE\nZWEI SS"


@pytest.mark.parametrize("command", ["no-such-editor", "'", "false"])
def test_an_editor_that_fails_is_named_in_one_line(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", command)
    with pytest.raises(FactcheckError) as caught:
        edit_in_editor("a text")
    assert "\n" not in str(caught.value)
    assert "the text is unchanged" in str(caught.value)


def test_a_reason_is_written_in_the_editor_and_kept_where_it_fails(case_path: Path, editor: str) -> None:
    with program(case_path, variables={"EDITOR": editor, "VISUAL": ""}) as terminal:
        decide(terminal)
        terminal.type("r", until="Nothing is lost")
        terminal.type("because\x05", until="BECAUSE")
        terminal.type(" fail\x05", until="unchanged")
        terminal.type("\x13", until="rationale")
        assert terminal.leave("q") == 0
    assert "BECAUSE fail" in case_path.read_text()
