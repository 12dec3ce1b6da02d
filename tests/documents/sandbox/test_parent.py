"""Reading apart: in a process of its own, within limits, and without harm to who asks."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from factcheck.documents import read
from factcheck.documents.sandbox import confinement, limits, parent
from factcheck.documents.sandbox import messages as process
from factcheck.documents.sandbox.fork_server import ForkServers
from factcheck.documents.sandbox.limits import SandboxLimits
from factcheck.documents.sandbox.parent import ReadCancelledError, read_in_sandbox
from factcheck.errors import UnreadableError
from tests.documents.documents import PROSE, every_format

DOCUMENTS = every_format()


@cache
def slow_page() -> bytes:
    """Return a page that takes a parser many seconds."""
    return b"<html><body><p " + b"".join(b"a%d=1 " % number for number in range(300_000)) + b">x"


posix = pytest.mark.skipif(os.name != "posix", reason="this system sets no such limit")


@pytest.fixture(autouse=True)
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForkServers]:
    """The processes of one test."""
    ours = ForkServers()
    monkeypatch.setattr(parent, "SERVERS", ours)
    yield ours
    ours.close()


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started, in order."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*words: Any, **more: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*words, **more))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return started


@pytest.mark.parametrize("name", DOCUMENTS)
def test_apart_is_read_what_is_read_here(name: str) -> None:
    url = "https://example.org/x"
    assert read_in_sandbox(DOCUMENTS[name], name, url=url) == read(DOCUMENTS[name], name, url=url)


def test_the_media_type_goes_along() -> None:
    text = "Привет, мир. Это письмо."
    assert read_in_sandbox(text.encode("koi8-r"), "a", media_type="text/plain; charset=koi8-r").text == text


@pytest.mark.parametrize("name", ["a.pdf", "", "\x1b[2J\n\u202e.txt", "\ud800.docx", "x" * 10_000])
def test_apart_is_refused_what_is_refused_here(name: str) -> None:
    with pytest.raises(UnreadableError) as here:
        read(b"", name)
    with pytest.raises(UnreadableError) as there:
        read_in_sandbox(b"", name)
    assert str(there.value) == str(here.value)


def test_a_document_that_is_too_large_starts_no_process(children: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.txt: is too large: 4 kB, the limit is 2 kB$"):
        read_in_sandbox(bytes(4096), "a.txt", limits=SandboxLimits(document=2048))
    assert children == []


def test_a_text_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^a\.txt: contains more than 1 kB of text$"):
        read_in_sandbox(PROSE.encode() * 10, "a.txt", limits=SandboxLimits(answer=1024))


@posix
def test_who_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(UnreadableError, match=r"^a\.txt: needs more than 100 MB of memory to be read$"):
        read_in_sandbox(b"words " * 6_000_000, "a.txt", limits=SandboxLimits(memory=100 << 20))


@posix
def test_who_computes_too_long_is_stopped(children: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.html: takes more than 1 s of processor time to read$"):
        read_in_sandbox(slow_page(), "a.html", limits=SandboxLimits(processor=1))
    assert read_in_sandbox(b"words", "a.txt").text == "words"
    assert len(children) == 1


def test_who_takes_too_long_is_stopped(children: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.html: takes longer than 0\.1 s to read$"):
        read_in_sandbox(slow_page(), "a.html", limits=SandboxLimits(clock=0.1))
    assert read_in_sandbox(b"words", "a.txt").text == "words"
    assert len(children) == 1


def test_reading_is_called_off(children: list[subprocess.Popen[bytes]]) -> None:
    looks = count()
    with pytest.raises(ReadCancelledError, match=r"^a\.html: reading it was cancelled$"):
        read_in_sandbox(slow_page(), "a.html", cancelled=lambda: next(looks) > 1)
    assert children[0].returncode is not None


def test_a_fault_of_who_may_call_it_off_leaves_no_process(children: list[subprocess.Popen[bytes]]) -> None:
    def fault() -> bool:
        raise RuntimeError("asked")

    with pytest.raises(RuntimeError, match="asked"):
        read_in_sandbox(slow_page(), "a.html", cancelled=fault)
    assert children[0].returncode is not None


FORK = "import json, os, time; from factcheck.documents.sandbox import server\ndef answer(request, document, limits):\n"
"""The beginning of a process in which something else answers when a document is read."""
MAIN = "\n return json.dumps({'found': {'text': 'words'}}).encode()\nserver.answer = answer\nserver.main()"
AT_FIRST = " if request['name'] == 'a.txt': "


@posix
@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("os.abort()", r"its reader was killed \(SIG(ABRT|SEGV)\)"),
        ("os.execv('/bin/true', ['/bin/true'])", "its reader ended with status 1"),
        ("import ctypes; ctypes.string_at(0)", r"its reader was killed \(SIGSEGV\)"),
        ("raise SystemExit(3)", "its reader ended with status 3"),
        ("raise MemoryError", "its reader ended with status 1"),
        ("time.sleep(60)", r"takes longer than 0\.2 s to read"),
        ("return bytes(2000)", r"contains more than 1 kB of text"),
        ("return b''", "sent an invalid answer"),
        ("return b'{'", "sent an invalid answer"),
        ("return b'[]'", "sent an invalid answer"),
        ("return b'{}'", "sent an invalid answer"),
        ("return b'{\"document\": {}}'", "sent an invalid answer"),
        ("return b'[' * 1000", "sent an invalid answer"),
    ],
)
def test_a_reader_that_dies_is_a_clear_error_and_the_next_document_is_read(
    act: str, words: str, monkeypatch: pytest.MonkeyPatch, children: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(process, "_START", FORK + AT_FIRST + act + MAIN)
    few = SandboxLimits(clock=0.2, answer=1024)
    with pytest.raises(UnreadableError, match=f"^a.txt: .*{words}"):
        read_in_sandbox(b"words", "a.txt", limits=few)
    assert read_in_sandbox(b"words", "b.txt").text == "words"
    assert len(children) == 1


@pytest.mark.parametrize(
    ("start", "words"), [("raise SystemExit(3)", "ended with status 3"), ("", "ended with status 0")]
)
def test_a_process_that_does_not_answer_is_a_clear_error(
    start: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_START", start)
    with pytest.raises(UnreadableError, match=f"^a.txt: its reader {words}"):
        read_in_sandbox(b"words", "a.txt")


def test_a_process_that_was_killed_meanwhile_is_started_anew(children: list[subprocess.Popen[bytes]]) -> None:
    assert read_in_sandbox(b"words", "a.txt").text == "words"
    os.kill(children[0].pid, signal.SIGKILL)
    assert read_in_sandbox(b"more words", "a.txt").text == "more words"
    assert len(children) == 2


HARM = {
    "writes": "open(request['url'], 'w')",
    "lists": "os.listdir('/')",
    "reads": "open('/etc/passwd')",
    "connects": "__import__('socket').create_connection(('127.0.0.1', 9))",
    "sends": "__import__('socket').socket(2, 2)",
    "starts": "os.execv('/bin/true', ['/bin/true'])",
    "forks": "os.fork()",
    "kills": "os.kill(os.getppid(), 9)",
    "removes": "os.unlink(request['url'])",
}


@pytest.mark.skipif(confinement.missing() != [], reason="the kernel cannot confine a process")
@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_reader_cannot_touch_the_system(harm: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"stays")
    tried = f'\n try: {harm}\n except PermissionError: return b\'{{"error": "refused"}}\''
    monkeypatch.setattr(process, "_START", FORK + " 0" + tried + MAIN)
    with pytest.raises(UnreadableError, match=r"^refused$"):
        read_in_sandbox(b"words", "a.txt", url=str(file))
    assert file.read_bytes() == b"stays"


def test_a_kernel_that_cannot_confine_reads_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "_system", lambda: None)
    monkeypatch.setattr(confinement, "prepare", confinement.prepare.__wrapped__)
    assert confinement.missing() == ["Landlock", "seccomp"]
    confinement.confine()
    confinement.end_with_parent()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_where_a_process_cannot_fork_each_document_has_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "CAN_FORK", False)
    assert read_in_sandbox(DOCUMENTS[name], name) == read(DOCUMENTS[name], name)


@posix
def test_where_a_process_cannot_fork_the_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "CAN_FORK", False)
    with pytest.raises(UnreadableError, match=r"^a\.html: takes longer than 0\.1 s to read$"):
        read_in_sandbox(slow_page(), "a.html", limits=SandboxLimits(clock=0.1))
    with pytest.raises(UnreadableError, match=r"^a\.txt: contains more than 1 kB of text$"):
        read_in_sandbox(PROSE.encode() * 10, "a.txt", limits=SandboxLimits(answer=1024))


def test_a_system_that_starts_no_process_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UnreadableError, match=r"^a\.txt: no process could be started to read it: No such file"):
        read_in_sandbox(b"words", "a.txt")


def test_documents_are_read_in_threads_at_once() -> None:
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda number: read_in_sandbox(b"words %d" % number, "a.txt").text, range(6)))
    assert found == [f"words {number}" for number in range(6)]


async def test_documents_are_read_while_the_screen_is_on() -> None:
    app: App[None] = App()
    async with app.run_test():
        document = await asyncio.to_thread(read_in_sandbox, DOCUMENTS["word.docx"], "word.docx")
    assert document.text == PROSE


ASKS = """
import os, subprocess, sys
from factcheck.documents.sandbox import parent as apart
popen = subprocess.Popen
def start(*words, **more):
    child = popen(*words, **more)
    print(child.pid, flush=True)
    return child
subprocess.Popen = start
apart.read_in_sandbox(sys.stdin.buffer.read(), "a.html")
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="this system cannot wait for a process of another one")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_one_who_asked(ending: signal.Signals) -> None:
    command = [sys.executable, "-c", ASKS]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, start_new_session=True, **pipes) as asking:
        assert asking.stdin is not None
        assert asking.stdout is not None
        asking.stdin.write(slow_page())
        asking.stdin.close()
        child = os.pidfd_open(int(asking.stdout.readline()))
        os.killpg(asking.pid, ending)
        asking.wait()
    assert asking.returncode == -ending
    assert select.select([child], [], [], 30)[0] == [child]
    os.close(child)


LOOK = """
import io, json, sys
from dataclasses import asdict
from factcheck.documents.sandbox.child import replace_by_answer
from factcheck.documents.sandbox.limits import LIMITS
asked = {"name": "a.txt", "media_type": "", "url": "", "limits": asdict(LIMITS)}
replace_by_answer(io.BytesIO(json.dumps(asked).encode() + b"\\n" + b"words"))
print(*sorted(set(sys.modules) & set(sys.argv[1].split())))
"""
HEAVY = "textual rich tinydb trafilatura lxml docx pypdfium2 chardet markdown_it email asyncio subprocess"


@pytest.mark.parametrize("code", [LOOK, LOOK.replace("import io", "import factcheck.documents.sandbox.parent, io")])
def test_the_process_loads_only_what_the_format_needs(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code, HEAVY], capture_output=True, text=True, check=True)
    allowed = {"subprocess"} if "parent" in code else set()
    assert set(done.stdout.split()) == allowed


def test_a_system_without_limits_is_not_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "resource", None)
    limits.apply_limits(SandboxLimits())


@posix
def test_a_limit_that_is_lower_already_stays() -> None:
    code = (
        "import resource as r; from factcheck.documents.sandbox.limits import *; r.setrlimit(r.RLIMIT_CPU, (3, 5)); "
        "apply_limits(SandboxLimits()); print(*r.getrlimit(r.RLIMIT_CPU), *r.getrlimit(r.RLIMIT_AS))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["5", "5", str(1 << 30), str(1 << 30)]
