"""The case in git: `factcheck git-setup`."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.workspace.git_setup import GitSetup, fold_before_commit, has_journal
from factcheck.workspace.readable_lines import readable_lines


@click.command(
    "git-setup",
    cls=Command,
    epilog="""\b
Examples:
  factcheck git-setup
  factcheck git-setup --remove
Each clone needs it once: git does not copy .git/config and hooks. Commit
.gitattributes. `factcheck status` warns where one piece is missing.""",
)
@click.option("--remove", is_flag=True, help="Remove it from this clone, and from .gitattributes.")
@click.option("--text", "shown", metavar="FILE", type=click.Path(path_type=Path), help="For git: print a case as text.")
@click.option("--fold", is_flag=True, help="For git: move all changes into the file, before a commit.")
@output.json_option
@click.pass_obj
def git_setup(setup: Setup, remove: bool, shown: Path | None, fold: bool, as_json: bool) -> int:
    """Let git merge this case row by row, and show differences as text.

    Installs a merge driver, attributes, and a hook that moves all changes into the file before a commit.
    """
    if remove + fold + (shown is not None) > 1:
        raise usage_error("--remove, --text and --fold exclude each other")
    if shown is not None:
        output.print_rows([line] for line in readable_lines(shown))
        return 0
    if fold:
        return _fold(setup)
    pieces = GitSetup.of(setup.path)
    done = pieces.remove() if remove else pieces.install()
    if as_json:
        output.print_object({"removed" if remove else "installed": done})
    for name in done:
        output.narrate(f"{'Removed' if remove else 'Installed'}: {name}")
    if not done:
        output.narrate("Nothing of it is here" if remove else "All of it is here already")
    return 0


def _fold(setup: Setup) -> int:
    if not has_journal(setup.path):
        return 0
    with setup.opened() as workspace:
        refused = fold_before_commit(workspace)
    if refused:
        output.narrate(f"factcheck: {refused}, or commit with --no-verify")
    return int(bool(refused))
