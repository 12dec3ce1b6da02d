"""Reading apart: in a process of its own, within limits, and without harm to who asks."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from textual.app import App

from factcheck.documents import read
from factcheck.documents.sandbox import limits
from factcheck.documents.sandbox import messages as process
from factcheck.documents.sandbox.limits import SandboxLimits
from factcheck.documents.sandbox.parent import ReadCancelledError, read_in_sandbox
from factcheck.errors import UnreadableError
from tests.documents.documents import PROSE, every_format

DOCUMENTS = every_format()
SLOW = b"<html><body><p " + b"".join(b"a%d=1 " % number for number in range(300_000)) + b">x"
"""A page that takes a parser many seconds."""

posix = pytest.mark.skipif(os.name != "posix", reason="this system sets no such limit")


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
        read_in_sandbox(SLOW, "a.html", limits=SandboxLimits(processor=1))
    assert children[0].returncode == -signal.SIGXCPU


def test_who_takes_too_long_is_stopped(children: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.html: takes longer than 0\.1 s to read$"):
        read_in_sandbox(SLOW, "a.html", limits=SandboxLimits(clock=0.1))
    assert children[0].returncode is not None


def test_reading_is_called_off(children: list[subprocess.Popen[bytes]]) -> None:
    looks = count()
    with pytest.raises(ReadCancelledError, match=r"^a\.html: reading it was cancelled$"):
        read_in_sandbox(SLOW, "a.html", cancelled=lambda: next(looks) > 1)
    assert children[0].returncode is not None


def test_a_fault_of_who_may_call_it_off_leaves_no_process(children: list[subprocess.Popen[bytes]]) -> None:
    def fault() -> bool:
        raise RuntimeError("asked")

    with pytest.raises(RuntimeError, match="asked"):
        read_in_sandbox(SLOW, "a.html", cancelled=fault)
    assert children[0].returncode is not None


@pytest.mark.parametrize(
    ("start", "words"),
    [
        pytest.param("import os; os.kill(os.getpid(), 11)", r"its reader was killed \(SIGSEGV\)", marks=posix),
        pytest.param("import os; os.kill(os.getpid(), 9)", r"its reader was killed \(SIGKILL\)", marks=posix),
        ("raise SystemExit(3)", r"its reader ended with status 3"),
        ("", "sent an invalid answer"),
        ("print('{')", "sent an invalid answer"),
        ("print('[]')", "sent an invalid answer"),
        ("print('{}')", "sent an invalid answer"),
        ("print('{\"document\": {}}')", "sent an invalid answer"),
        ("print('[' * 100000)", "sent an invalid answer"),
    ],
)
def test_a_reader_that_dies_is_a_clear_error(start: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_START", start)
    with pytest.raises(UnreadableError, match=f"^a.txt: .*{words}"):
        read_in_sandbox(b"words", "a.txt")


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
        asking.stdin.write(SLOW)
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
from factcheck.documents.sandbox.child import answer
from factcheck.documents.sandbox.limits import LIMITS
asked = {"name": "a.txt", "media_type": "", "url": "", "limits": asdict(LIMITS)}
answer(io.BytesIO(json.dumps(asked).encode() + b"\\n" + b"words"))
print(*sorted(set(sys.modules) & set(sys.argv[1].split())))
"""
HEAVY = "textual rich tinydb trafilatura lxml docx pypdfium2 charset_normalizer markdown_it email asyncio subprocess"


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
