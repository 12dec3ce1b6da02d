"""The man page and the completion scripts that lie in the wheel: up to date, and used by the real programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.man_page import PAGE, SHARE, leaf_commands, man_page

SCRIPTS = {
    "bash": SHARE / "bash-completion" / "completions" / "factcheck",
    "zsh": SHARE / "zsh" / "site-functions" / "_factcheck",
    "fish": SHARE / "fish" / "vendor_completions.d" / "factcheck.fish",
}


def test_the_man_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == man_page(), "run `python -m tests.man_page`"


def test_the_man_page_has_every_command() -> None:
    lines = man_page().splitlines()
    for name, _ in leaf_commands():
        assert any(line.startswith(f".SS factcheck {name} [OPTIONS]") for line in lines), name


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff on this machine")
def test_groff_renders_the_man_page_without_warnings() -> None:
    command = ["groff", "-k", "-man", "-Tutf8", "-ww", str(PAGE)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    assert b"Interrupted." in done.stdout


def test_the_wheel_installs_them_where_shells_and_man_look() -> None:
    project = tomllib.loads((SHARE.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {"factcheck/cli/share": "share"}
    assert sorted(path for path in SHARE.rglob("*") if path.is_file()) == sorted([PAGE, *SCRIPTS.values()])


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_completion_script_asks_the_program(shell: str) -> None:
    assert f"_FACTCHECK_COMPLETE={shell}_complete" in SCRIPTS[shell].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "offered"), [("factcheck mat", []), ("factcheck man", ["manual"]), ("factcheck manual ke", ["keys"])]
)
def test_bash_completes_with_the_script(tmp_path: Path, line: str, offered: list[str]) -> None:
    program = tmp_path / "factcheck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factcheck "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    words = line.split()
    script = f"""
        source "{SCRIPTS["bash"]}"
        COMP_WORDS=({line}) COMP_CWORD={len(words) - 1}
        _factcheck_completion factcheck
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered
