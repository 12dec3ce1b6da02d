"""The options of every command that reads a document: its encoding, its password."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.encodings import samples
from tests.cli.conftest import Run
from tests.documents.documents import pdf_page
from tests.documents.encrypted import encrypted_pdf
from tests.exports.test_draft_revisions import changes_of, revised, under

POLISH = next(sample.text for sample in samples() if sample.text.startswith("Według raportu"))
COMMANDS = [("source", "add"), ("draft", "add"), ("source", "attach", "S1"), ("claim", "extract"), ("coverage",)]


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    path = tmp_path / "dom.txt"
    path.write_bytes(POLISH.encode("cp852"))
    return path


def test_the_remark_names_the_option_that_reads_the_text_as_it_is(run: Run, tmp_path: Path) -> None:
    text = next(sample.text for sample in samples() if sample.language == "hu" and sample.whole)
    path = tmp_path / "hid.txt"
    path.write_bytes(text.encode("cp852"))
    result = run("source", "add", str(path), "--language", "hu")
    assert "the letters of Hungarian fit cp852 better; --encoding cp852 reads it so" in result.stderr
    ref = result.stdout.strip()
    assert run("source", "text", ref).stdout != text
    run("source", "attach", ref, str(path), "--encoding", "cp850")
    assert run("source", "text", ref).stdout == text.encode("cp852").decode("cp850")
    again = run("source", "add", str(path), "--encoding", "cp852")
    assert (again.exit_code, "its text is attached now" in again.stderr, "doubtful" in again.stderr) == (0, True, False)
    assert run("source", "text", ref).stdout == text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_a_document_takes_its_encoding(
    run: Run, polish: Path, command: tuple[str, ...]
) -> None:
    words = [*command, str(polish), *(["--replace"] if "attach" in command else [])]
    assert "doubtful" not in run(*words, "--encoding", "cp852").stderr
    wrong = run(*words, "--encoding", "no such")
    assert (wrong.exit_code, "no encoding 'no such'" in wrong.stderr) == (2, True)


def test_claims_are_extracted_from_a_text_in_a_given_encoding_and_from_an_encrypted_document(
    run: Run, polish: Path, tmp_path: Path
) -> None:
    assert POLISH in run("claim", "extract", str(polish), "--encoding", "cp852").stdout
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(encrypted_pdf(pdf_page(["Spending rose by 12 percent in three years."]), "secret"))
    assert "--password opens it" in run("claim", "extract", str(locked)).stderr
    assert "12 percent" in run("claim", "extract", str(locked), "--password", "secret").stdout


def test_a_draft_with_tracked_changes_is_read_as_it_is_asked_for_and_goes_back_whole(run: Run, tmp_path: Path) -> None:
    path, written = tmp_path / "a.docx", tmp_path / "checked.docx"
    path.write_bytes(revised())
    added = run("draft", "add", str(path))
    ref = added.stdout.strip()
    assert "1 insertion, 1 deletion and 1 move by Ida Holm; --original reads the text before them" in added.stderr
    assert "one comment by Ida Holm follows the text and is no part of it" in added.stderr
    assert "cost 52 million euros." in run("draft", "show", ref).stdout
    again = run("draft", "add", str(path), "--original")
    assert "its text was read anew" in again.stderr
    assert "cost 25 or so euros." in run("draft", "show", ref).stdout
    run("claim", "extract", ref, "--take", "1")
    claim = run("claim", "list").stdout.splitlines()[-1].split("\t")[0]
    run("decide", claim, "refuted", "--rationale", "It was 52 million.")
    assert run("export", "draft-docx", "--draft", ref, "-o", str(written)).exit_code == 0
    assert changes_of(written.read_bytes()) == changes_of(path.read_bytes())
    assert under(written.read_bytes(), 1) == "The bridge cost 25 or so52 million euros."
