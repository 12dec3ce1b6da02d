"""What a widget drew last: while its size and styles stay, only the lines that changed are drawn again."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from factcheck.tui.widgets.scrolling import changed_rows


class Picture:
    """All lines of a widget as they were drawn last."""

    def __init__(self, widget: Widget, fit: Callable[[], object], draw: Callable[[], list[Strip]]) -> None:
        """Keep the lines of `widget`, which `draw` returns; `fit` is called before if the widget has another size."""
        self._widget = widget
        self._fit = fit
        self._draw = draw
        self._strips: list[Strip] | None = None
        self._size = Size()

    def line(self, y: int) -> Strip:
        """Return one line of the widget, blank below the last one."""
        if self._strips is None or self._size != self._widget.outer_size:
            self._strips = self._draw_fitted()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self._widget.size.width)

    def lines(self, crop: Region) -> list[Strip]:
        """Return what is in `crop` of a widget without a border, without the styling that Textual does per line."""
        lines, background = [self.line(y) for y in crop.line_range], self._widget.background_colors[1]
        for line_filter in self._widget.get_line_filters():
            lines = [line.apply_filter(line_filter, background) for line in lines]
        return [line.crop(crop.x, crop.right) for line in lines]

    def draw_changes(self) -> None:
        """Draw now, and refresh the lines that changed; a widget of another size is drawn when it is next shown."""
        widget = self._widget
        is_same = self._size == widget.outer_size and widget.size.area > 0  # one that is hidden has no room at all
        before = self._strips if is_same else None
        self._strips = None if before is None else self._draw()
        if before is None or self._strips is None or len(before) != len(self._strips):  # another frame
            widget.refresh()
        elif changed := changed_rows(before, self._strips, widget.size.width):
            widget.refresh(*changed)

    def forget(self) -> None:
        """Draw all lines again when they are next shown."""
        self._strips = None

    def _draw_fitted(self) -> list[Strip]:
        if self._size != self._widget.outer_size:
            self._size = self._widget.outer_size
            self._fit()
        return self._draw()
