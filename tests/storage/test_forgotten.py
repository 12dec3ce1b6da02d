"""What is forgotten stays forgotten when the power goes, and it is told when the disk would not let it go."""

from __future__ import annotations

import errno
from itertools import count
from pathlib import Path

from factcheck.case.records import Stance
from factcheck.errors import FactcheckError
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.storage.conftest import first
from tests.storage.faulty import Fault, FaultyDisk
from tests.storage.power import PowerLoss

SECRET = "the minister's private telephone number"


def told(path: Path) -> tuple[Workspace, str]:
    """Open a case and add an excerpt with a secret in it; return the workspace and the excerpt's ref."""
    workspace = Workspace.open(path, "ada", clock=ticking())
    (change,) = workspace.add_excerpt(
        first(workspace), next(iter(workspace.case.sources)), SECRET, stance=Stance.CONTEXT
    )
    workspace.fold()
    workspace.set_stance(change.key, Stance.SUPPORTS)
    workspace.fold()
    workspace.set_stance(change.key, Stance.CONTRADICTS)
    return workspace, workspace.case.excerpts[change.key].ref


def test_what_was_forgotten_does_not_come_back_after_a_loss_of_power(small: Path) -> None:
    with PowerLoss(small.parent) as power:
        workspace, ref = told(small)
        power.pictures.clear()
        power.do(lambda: workspace.forget(ref))
        power.do(workspace.close)
    kept = [dict(picture) for picture, moments in power.pictures.items() if moments != {0}]
    assert kept
    assert not [files for files in kept if any(SECRET.encode() in content for content in files.values())]


def test_what_the_disk_would_not_forget_is_told(small: Path, tmp_path: Path) -> None:
    for number in count():
        path = tmp_path / str(number) / "db.json"
        path.parent.mkdir()
        path.write_bytes(small.read_bytes())
        with FaultyDisk(path.parent, Fault(number, errno.EACCES)) as disk:
            disk.mended = True
            workspace, ref = told(path)
            disk.calls.clear()
            disk.mended = False
            try:
                workspace.forget(ref)
            except FactcheckError as error:
                assert str(error).isprintable()
            else:
                with disk.aside():
                    assert not any(SECRET.encode() in found.read_bytes() for found in path.parent.iterdir())
            disk.mended = True
            workspace.close()
        if not disk.refused:
            break
    assert number > 15
