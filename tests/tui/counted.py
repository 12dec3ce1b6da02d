"""How many pictures an app has drawn and how often it was laid out: the only place that looks into Textual for that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App


@dataclass
class Drawing:
    """Pictures that were shown, and layouts that were made."""

    pictures: int = 0
    reflows: int = 0


@contextmanager
def counting_pictures(patch: pytest.MonkeyPatch) -> Iterator[Drawing]:
    """Count while this lasts."""
    drawing, display, reflow = Drawing(), App._display, Compositor.reflow

    def shown(app: App[Any], *args: Any) -> None:
        drawing.pictures += 1
        display(app, *args)

    def laid_out(compositor: Compositor, *args: Any) -> Any:
        drawing.reflows += 1
        return reflow(compositor, *args)

    with patch.context() as within:
        within.setattr(App, "_display", shown)
        within.setattr(Compositor, "reflow", laid_out)
        yield drawing
