"""What the tests of the controllers share."""

from __future__ import annotations

import pytest

from factcheck.workspace.workspace import Workspace
from tests.tui.controllers.fakes import FakeHost


@pytest.fixture
def host(workspace: Workspace) -> FakeHost:
    """A screen on the shipped case, on claim C1."""
    return FakeHost(workspace)
