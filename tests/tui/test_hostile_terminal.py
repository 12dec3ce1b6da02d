"""The proof in a real terminal: of all that the program writes, nothing that acts comes from a text of others."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.storage.lock import Lock
from tests.test_text import ACTING
from tests.tui.hostile import CHECKER, HOSTILE, write_hostile_case
from tests.tui.terminal import Terminal, program

OWN = re.compile(r"\x1b\[[?<>]?[0-9;$]*[mHhlup]|\x1b\]22;[a-z]*\x07")
"""What textual writes: colours, places, modes, the mouse's shape. Nothing in the hostile text is of this form."""
COPY = re.compile(r"\x1b\]52;c;([0-9A-Za-z+/=]*)\x07")
ESCAPE = "\x1b"
NAME = "a[red] [@click=app.exit]\x1b]0;b\x07\x9b31m\u202e\u200f\x7f"
"""A name that a file may have."""


def paste(text: str) -> str:
    """Return what a terminal sends for a paste: it lets no escape through, with which a paste could end itself."""
    return f"\x1b[200~{text.replace(ESCAPE, '')}\x1b[201~"


def check_written(terminal: Terminal) -> None:
    """Hold what was written to be the sequences of textual, and beside them nothing that acts."""
    written = terminal.written.decode()
    copied = [base64.b64decode(text).decode() for text in COPY.findall(written)]
    shown = OWN.sub("", COPY.sub("", written)).replace("\r\n", "")
    for text in (shown, *copied):
        acting = set(text) & set(ACTING)
        assert not acting, [text[max(text.index(sign) - 40, 0) :][:80] for sign in acting]
    assert "\x1b[31m" not in written


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A path that is hostile in each of its parts."""
    directory = tmp_path / NAME
    directory.mkdir()
    return directory / f"{NAME}.json"


@pytest.fixture
def hostile_settings(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that are hostile in each of their values."""
    text = '"' + "".join(f"\\U{ord(sign):08X}" for sign in HOSTILE) + '"'
    lines = [f"theme = {text}", f"checker = {text}", f"{text} = 1", "[keys]", f"{text} = 'x'", f"'case.undo' = {text}"]
    path = place.with_name("config.toml")
    path.write_text("\n".join(lines))
    monkeypatch.setenv("FACTCHECK_CONFIG", str(path))


@pytest.fixture
def held(place: Path) -> Iterator[Path]:
    """A hostile case that a hostile checker on a hostile machine has open."""
    write_hostile_case(place)
    beside = place.with_name(f"{place.name}.lock")
    lock = Lock.acquire(beside, "somebody")
    assert isinstance(lock, Lock)
    beside.write_text(json.dumps({"name": HOSTILE, "pid": 1, "host": HOSTILE}))
    yield place
    lock.release()


@pytest.mark.usefixtures("hostile_settings")
def test_no_setting_acts(place: Path) -> None:
    write_hostile_case(place)
    with program(place) as terminal:
        terminal.type("", until="no setting")
        terminal.type("", until="there is no")
        assert terminal.leave("q") == 0
    check_written(terminal)


def test_no_screen_lets_a_text_act(place: Path) -> None:
    write_hostile_case(place)
    with program(place, "--checker", CHECKER) as terminal:
        terminal.type("", until="[link=https")
        terminal.type("\ty", until="copied")
        terminal.type("\ty", until="copied")
        terminal.type("h", until="History")
        terminal.type("q?", until="Keys")
        terminal.type("qe", until="Ready to export")
        terminal.type(f"\t\t{paste(HOSTILE)}\r", until="does not exist")
        terminal.type("\x1b", until="[link=https")
        terminal.type("r", until="Nothing is lost")
        terminal.type(paste(HOSTILE), until="second line")
        terminal.type("\t" + paste(HOSTILE), until="second line")
        terminal.type("\x13", until="saved")
        terminal.type("2u", until="Undone")
        terminal.type("/", until="filter: words")
        terminal.type(paste(f"is:{HOSTILE}"), until="no is:")
        terminal.type("\x1b", until="C1<U+009B>")
        terminal.resize(80, 24)
        terminal.type("\x10decide", until=": <U+009B>")
        terminal.type("\x1b", until="[link=https")
        terminal.type("\x03", until="to quit")
        assert terminal.leave("q") == 0
    check_written(terminal)


def test_the_welcome_lets_no_name_act(place: Path) -> None:
    with program(place, size=(80, 24)) as terminal:
        terminal.type("", until="There is no case at")
        terminal.type("\x1b[B\r", until="enter begins it")
        terminal.type(f"{paste(HOSTILE)}\r", until="No claims yet")
        terminal.type("e", until="Preview")
        terminal.type("\r", until=" written ")
        assert terminal.leave("q") == 0
    check_written(terminal)


def test_no_holder_acts(held: Path) -> None:
    with program(held) as terminal:
        terminal.type("", until="read-only")
        terminal.type("2", until="is read-only")
        terminal.type("r", until="Nothing can be changed")
        assert terminal.leave("q") == 0
    check_written(terminal)
