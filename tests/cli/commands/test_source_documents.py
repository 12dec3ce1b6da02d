"""`source add`: files, directories and addresses; what is done stays done."""

from __future__ import annotations

import signal
import subprocess
import sys
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from factcheck.workspace.open_case import OpenCase
from tests.cli.conftest import Run, buffered, rows
from tests.cli.test_hostile_text import ACTS
from tests.documents.documents import pdf_page
from tests.documents.encrypted import encrypted_pdf
from tests.web import Asked, moved, page, serving

PAGE = "<title>The report</title><p>It rained all day.</p><p>Дождь.</p>"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "Annual Report.html"
    path.write_text("<p>It rained all day.</p>")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A directory with three documents in it and in another, and much that is none."""
    place = tmp_path / "articles"
    for name in ("b.txt", "a.html", "sub/c.txt", ".hidden.txt", ".git/d.txt", "picture.png", "sub/deep/e.csv"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(f"The text of {name}.")
    (tmp_path / "outside.txt").write_text("Not in the directory.")
    (place / "out.txt").symlink_to("../outside.txt")
    (place / "sub" / "round.txt").symlink_to("round.txt")
    (place / "sub" / "up").symlink_to("..")
    return place


def added(path: Path) -> list[str]:
    """Return the files of the sources that the shipped case did not have."""
    return [row["file"] for row in rows(path, "sources")[5:]]


# One document


@pytest.mark.usefixtures("plain_reader")
def test_a_document_becomes_a_source_with_its_text(run: Run, case_path: Path, document: Path) -> None:
    result = run("source", "add", str(document))
    row = rows(case_path, "sources")[-1]
    assert (result.exit_code, result.stdout) == (0, f"{row['ref']}\n")
    assert result.stderr == f"{row['ref']} Annual Report added (text/html), saved in {case_path}\n"
    assert (row["file"], row["title"], row["media_type"]) == ("Annual Report.html", "Annual Report", "text/html")
    assert row["sha256"] == sha256(document.read_bytes()).hexdigest()
    assert (row["accessed"], row["url"]) == ("", "")
    assert run("source", "text", row["ref"]).stdout == "It rained all day."
    assert case_path.with_name("db.sources").joinpath(f"{row['sha256']}.search-index").is_file()


@pytest.mark.usefixtures("plain_reader")
def test_what_the_user_says_of_a_document_is_kept(run: Run, case_path: Path, document: Path) -> None:
    facts = {
        "title": "The report",
        "publisher": "City of X",
        "author": "B. Clerk",
        "published": "2023-04-25",
        "url": "https://example.org/r",
        "language": "kk",
        "note": "second edition",
    }
    run("source", "add", str(document), *(word for name, value in facts.items() for word in (f"--{name}", value)))
    assert facts.items() <= dict(rows(case_path, "sources")[-1]).items()


@pytest.mark.usefixtures("plain_reader")
def test_a_document_is_added_once(run: Run, case_path: Path, document: Path) -> None:
    first = run("source", "add", str(document)).stdout
    copy = document.with_name("the same.html")
    copy.write_bytes(document.read_bytes())
    before = case_path.read_bytes()
    again = run("source", "add", str(copy), "--title", "Another")
    assert (again.exit_code, again.stdout) == (0, first)
    assert f"{first.strip()} Annual Report is this document already" in again.stderr
    assert case_path.read_bytes() == before


@pytest.mark.usefixtures("plain_reader")
def test_that_a_document_may_be_another_source_is_told(run: Run, case_path: Path) -> None:
    name = rows(case_path, "sources")[2]["file"]
    (case_path.parent / name).write_text("Not what was quoted from.")
    result = run("source", "add", str(case_path.parent / name))
    assert result.exit_code == 0
    told = f"S3 may be the same document; if so: `factcheck undo`, then `factcheck source attach S3 {case_path.parent}"
    assert told in result.stderr


def test_the_real_reader_reads_in_a_process_of_its_own(run: Run, case_path: Path) -> None:
    path = case_path.parent / "дождь.txt"
    path.write_bytes("Дождь шёл весь день, и река поднялась на два метра.".encode("cp1251"))
    result = run("source", "add", str(path))
    assert result.exit_code == 0, result.stderr
    assert "(text/plain, read as cp1251)" in result.stderr
    assert "поднялась" in run("source", "text", result.stdout.strip()).stdout


@pytest.mark.parametrize("name", ["absent.txt", ".", "db.json", "pipe", "empty.txt", "picture.png", "a\x00b"])
def test_what_is_no_document_is_refused(run: Run, case_path: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    if name == ".":
        (tmp_path / "empty.txt").unlink()
    subprocess.run(["mkfifo", tmp_path / "pipe"], check=True)
    before = case_path.read_bytes()
    result = run("source", "add", f"{tmp_path}/{name}")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert str(tmp_path / name).replace("\x00", "␀") in result.stderr
    assert case_path.read_bytes() == before
    assert not case_path.with_suffix(".sources").exists()


def test_what_cannot_be_read_can_be_recorded_by_name_and_hash(run: Run, case_path: Path) -> None:
    path = case_path.parent / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    result = run("source", "add", str(path), "--unread", "--note", "of the river")
    row = rows(case_path, "sources")[-1]
    assert (result.exit_code, result.stdout) == (0, f"{row['ref']}\n")
    assert "recorded without its text" in result.stderr
    assert (row["file"], row["title"], row["media_type"]) == ("picture.png", "picture", "image/png")
    assert (row["sha256"], row["note"]) == (sha256(path.read_bytes()).hexdigest(), "of the river")
    assert not case_path.with_suffix(".sources").exists()
    again = run("source", "add", str(path), "--unread")
    assert (again.exit_code, again.stdout) == (0, result.stdout)


def test_a_document_that_is_large_is_refused_before_it_is_read(run: Run, case_path: Path) -> None:
    path = case_path.parent / "large.txt"
    with path.open("wb") as sparse:
        sparse.truncate(1 << 40)
    result = run("source", "add", str(path))
    assert (result.exit_code, result.stderr) == (2, f"factcheck: {path}: is larger than 256 MiB\n")


# Many


@pytest.mark.usefixtures("plain_reader")
def test_a_directory_is_taken_whole_in_order(run: Run, case_path: Path, folder: Path) -> None:
    result = run("source", "add", str(folder))
    assert (result.exit_code, result.stdout) == (0, "S6\nS7\nS8\n")
    assert added(case_path) == ["a.html", "b.txt", "c.txt"]
    assert result.stderr.splitlines()[-1] == f"3 of 3 added, saved in {case_path}"
    assert result.stderr.splitlines()[0].startswith("1/3 S6 a added (text/html)")
    taken_back = run("undo")
    assert "S6, S7, S8 added" in taken_back.stdout + taken_back.stderr
    assert len(rows(case_path, "sources")) == 5


@pytest.mark.usefixtures("plain_reader")
def test_a_link_within_the_directory_is_the_document_that_it_leads_to(run: Run, case_path: Path, folder: Path) -> None:
    (folder / "0.txt").symlink_to("sub/c.txt")
    result = run("source", "add", str(folder))
    assert (result.exit_code, result.stdout) == (0, "S6\nS7\nS8\nS6\n")
    assert result.stderr.splitlines()[-1] == f"3 of 4 added, saved in {case_path}; 1 already in the case"


@pytest.mark.usefixtures("plain_reader")
def test_the_documents_of_the_case_are_not_added_again(run: Run, case_path: Path, folder: Path) -> None:
    run("source", "add", str(folder))
    result = run("source", "add", str(case_path.parent))
    assert added(case_path) == ["a.html", "b.txt", "c.txt", "out.txt"]
    assert result.exit_code == 0


@pytest.mark.usefixtures("plain_reader")
def test_one_bad_document_does_not_keep_the_others_out(run: Run, case_path: Path, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xfd")
    result = run("source", "add", str(folder), str(folder / "absent.txt"))
    assert (result.exit_code, result.stdout) == (2, "S6\nS7\nS8\n")
    assert added(case_path) == ["a.html", "b.txt", "c.txt"]
    lines = result.stderr.splitlines()
    assert f"factcheck: {folder}/bad.txt: is not UTF-8" in lines
    assert f"factcheck: {folder}/absent.txt: No such file or directory" in lines
    assert lines[-1] == f"3 of 5 added, saved in {case_path}; 2 could not be read"


@pytest.mark.usefixtures("plain_reader")
def test_a_title_goes_with_one_document(run: Run, case_path: Path, folder: Path) -> None:
    before = case_path.read_bytes()
    result = run("source", "add", str(folder), "--title", "x", "--note", "y")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "--title, --note: only for a single document, not for 3" in result.stderr
    assert case_path.read_bytes() == before
    assert run("source", "add", str(folder / "sub"), "--title", "x").exit_code == 0
    assert rows(case_path, "sources")[-1]["title"] == "x"


@pytest.mark.usefixtures("plain_reader")
def test_a_disk_that_refuses_ends_it_and_what_was_done_stays(
    run: Run, case_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = OpenCase.add

    def once(open_case: OpenCase, *added: Any, **options: Any) -> object:
        if len(open_case.case.sources) > 5:
            case_path.with_suffix(".sources").rename(case_path.with_suffix(".gone"))
            case_path.with_suffix(".sources").write_bytes(b"")
        return really(open_case, *added, **options)

    monkeypatch.setattr(OpenCase, "add", once)
    result = run("source", "add", str(folder))
    assert (result.exit_code, result.stdout) == (2, "S6\nS7\n")
    assert result.stderr.splitlines()[-1].startswith("factcheck: NOT saved: ")
    assert added(case_path) == ["a.html", "b.txt"]


@pytest.mark.usefixtures("plain_reader")
def test_on_a_terminal_nothing_that_a_document_says_acts(
    run: Run, case_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "x\x1b]0;y\x07[red].html").write_text("<title>[blink]\x1b[31m\u202e</title>It rained.")
    (folder / "z\x1b[2J.txt").write_bytes(b"\xff")
    monkeypatch.setattr("factcheck.cli.progress.at_a_terminal", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    result = run("source", "add", str(folder))
    assert "[blink][31m added" in " ".join(result.stderr.split())
    assert not ACTS.findall(result.stderr.replace("\r", ""))
    assert result.exit_code == 2


# Ctrl+c


def test_ctrl_c_leaves_what_was_done_and_the_rest(run: Run, case_path: Path, folder: Path) -> None:
    """In a process of its own, while a server lets it wait."""

    def interrupting(asked: Asked) -> None:
        program.send_signal(signal.SIGINT)
        for _ in asked.until_closed():
            pass

    with serving({"/slow": interrupting}) as server:
        words = [str(folder / "b.txt"), server.url("/slow"), str(folder / "a.html")]
        command = [sys.executable, "-m", "factcheck", "--db", str(case_path), "--checker", "ada", "source", "add"]
        program = subprocess.Popen(
            [*command, *words, "--allow-private"],
            env=buffered(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        out, told = program.communicate()
    assert (program.returncode, out) == (130, "S6\n"), told
    assert told.splitlines()[1:] == [f"1 of 3 added, saved in {case_path}; stopped"]
    assert added(case_path) == ["b.txt"]
    assert run("undo").exit_code == 0


# Addresses


@pytest.mark.usefixtures("plain_reader")
def test_a_page_comes_from_where_it_was_in_the_end(run: Run, case_path: Path) -> None:
    pages = {"/old": moved("/new/report.html?x=1"), "/new/report.html?x=1": page(PAGE.encode())}
    with serving(pages) as server:
        result = run("source", "add", server.url("/old"), "--allow-private", "--publisher", "P")
        final = server.url("/new/report.html?x=1")
    row = rows(case_path, "sources")[-1]
    assert (result.exit_code, result.stdout) == (0, f"{row['ref']}\n"), result.stderr
    assert (row["url"], row["file"], row["title"], row["publisher"]) == (final, "report.html", "The report", "P")
    assert row["accessed"].endswith("Z")
    assert "Дождь" in run("source", "text", row["ref"]).stdout


def test_the_charset_of_the_server_counts(run: Run) -> None:
    text = "<html><body><p>Дождь шёл весь день, и река поднялась.</p></body></html>"
    with serving({"/x": page(text.encode("koi8-r"), "text/html; charset=koi8-r")}) as server:
        result = run("source", "add", server.url("/x"), "--allow-private")
    assert "поднялась" in run("source", "text", result.stdout.strip()).stdout, result.stderr


@pytest.mark.usefixtures("plain_reader")
@pytest.mark.parametrize(
    ("path", "why"),
    [("/gone", "404 Not Found"), ("/blank", "there is no text in it"), ("/away", "only http and https")],
)
def test_a_page_that_is_no_source_is_told_in_one_line(run: Run, case_path: Path, path: str, why: str) -> None:
    before = case_path.read_bytes()
    with serving({"/blank": page(b"<p> </p>"), "/away": moved("file:///etc/passwd")}) as server:
        result = run("source", "add", server.url(path), "--allow-private")
        assert f"factcheck: {server.url(path)}: " in result.stderr
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert why in result.stderr
    assert case_path.read_bytes() == before


def test_a_private_address_is_not_asked_unless_it_is_said(run: Run) -> None:
    with serving({"/x": page(PAGE.encode())}) as server:
        result = run("source", "add", server.url("/x"))
        assert not server.asked
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "not a public address; --allow-private" in result.stderr


@pytest.mark.usefixtures("plain_reader")
def test_a_page_that_is_added_again_with_another_text_may_be_looked_up_again(run: Run) -> None:
    with serving({"/x": page(PAGE.encode())}) as server:
        words = ("source", "add", server.url("/x"), "--allow-private")
        first = run(*words)
        server.pages["/x"] = page(PAGE.encode() + b"<!-- another byte -->")
        assert run(*words).stdout == first.stdout
        server.pages["/x"] = page(PAGE.encode() + b"<p>More.</p>")
        later = run(*words)
    assert later.stdout != first.stdout
    assert f"`factcheck source refetch {first.stdout.strip()}`" in later.stderr


# What needs another word: attachments, passwords


def test_attachments_are_added_after_their_email(run: Run, case_path: Path, tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["Message-ID"] = "Flood", "<1@example.org>"
    message.set_content("The river rose. It fell again.")
    message.add_attachment(b"It rained all day.", maintype="text", subtype="plain", filename="memo.txt")
    letter = tmp_path / "letter.eml"
    letter.write_bytes(message.as_bytes())
    named = run("source", "add", str(letter))
    assert "; 1 attachment is not read: memo.txt; --attachments adds it, saved in" in named.stderr
    assert added(case_path) == ["letter.eml"]
    run("undo")
    result = run("source", "add", str(letter), "--attachments")
    assert (result.exit_code, added(case_path)) == (0, ["letter.eml", "memo.txt"])
    run("undo")
    assert added(case_path) == []


def test_a_password_opens_an_encrypted_document(run: Run, case_path: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(encrypted_pdf(pdf_page(["It rained all day."]), "secret"))
    refused = run("source", "add", str(locked))
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"factcheck: {locked}: is encrypted; its password is needed; --password opens it\n",
    )
    wrong = run("source", "add", str(locked), "--password", "other")
    assert "its password is another one" in wrong.stderr
    assert run("source", "add", str(locked), "--password", "secret").exit_code == 0
    assert added(case_path) == ["locked.pdf"]
