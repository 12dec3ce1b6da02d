"""Draws what was measured as an SVG: what a save and a key cost over the number of claims.

The picture brings its own ground, so that it reads the same on a light page and on a dark one. Every curve
has its name at its end, in its colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tests.benchmarks import keys, save
from tests.benchmarks.figures import Figure

CARD, EDGE, GRID, TEXT, FAINT = "#161b22", "#6e7681", "#343b44", "#e6edf3", "#9da7b3"
COLOURS = ("#58c4dd", "#f2a65a", "#c3a6ff")

_WIDTH, _HEIGHT = 1000, 430
_TOP, _BOTTOM = 96, 376
_PANELS = ((70, 360), (570, 860))
_LABEL_ROOM = 15


@dataclass(frozen=True)
class Curve:
    """A line of a panel: its points, each the number of claims and milliseconds."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]
    dashed: bool = False


@dataclass(frozen=True)
class Panel:
    """What stands in one half of the picture; `limit` is the target, in milliseconds."""

    title: str
    note: str
    curves: tuple[Curve, ...]
    limit: float | None = None


class Scale:
    """Places on an axis that counts by tens."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        """Have all of `values`, which are above zero, between `start` and `end`."""
        self.decades = range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)
        if len(self.decades) == 1:
            self.decades = range(self.decades[0], self.decades[0] + 2)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """Return the place of a value."""
        part = (math.log10(value) - self.decades[0]) / (self.decades[-1] - self.decades[0])
        return self._start + part * (self._end - self._start)


def draw(figures: Sequence[Figure]) -> str:
    """Return the picture as SVG; a panel whose figures were not measured says so."""
    inside = [line for panel, place in zip(_panels(figures), _PANELS, strict=True) for line in _panel(panel, *place)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            'font-family="system-ui, sans-serif" font-size="13">',
            "<title>What a save and a key cost, over the number of claims</title>",
            f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{_HEIGHT - 1}" rx="8" fill="{CARD}" stroke="{EDGE}"/>',
            *inside,
            "</svg>\n",
        ]
    )


def _panels(figures: Sequence[Figure]) -> tuple[Panel, Panel]:
    return (
        Panel("A verdict until it is saved", "milliseconds: p99, dashed p50", tuple(_saves(figures))),
        Panel(
            "A key until the screen is drawn",
            "milliseconds of work, p99; dashed: the first picture",
            tuple(_keys(figures)),
            limit=keys.MOST,
        ),
    )


def _saves(figures: Sequence[Figure]) -> Iterator[Curve]:
    """Yield the curves of factcheck and of what stands beside it."""
    found = sorted((figure for figure in figures if figure.spread.name == save.NAME), key=lambda figure: figure.size)
    curves = {"factcheck": [(figure.size, figure.spread) for figure in found]}
    for name, short in ((save.STOCK, "stock TinyDB"), (save.BARE, "bare append")):
        curves[short] = [
            (figure.size, peer.spread) for figure in found for peer in figure.peers if peer.spread.name == name
        ]
    for colour, (name, spreads) in zip(COLOURS, curves.items(), strict=True):
        yield Curve(name, colour, tuple((size, spread.p99) for size, spread in spreads))
        yield Curve(name, colour, tuple((size, spread.p50) for size, spread in spreads), dashed=True)


def _keys(figures: Sequence[Figure]) -> Iterator[Curve]:
    """Yield the curves of each key."""
    for colour, key in zip(COLOURS, keys.KEYS, strict=True):
        for kind in (keys.CPU, keys.CPU_FIRST):
            found = [figure for figure in figures if figure.spread.name == f"{key}: {kind}"]
            points = tuple(sorted((float(figure.size), figure.spread.p99) for figure in found))
            yield Curve(key, colour, points, dashed=kind == keys.CPU_FIRST)


def _panel(panel: Panel, left: float, right: float) -> Iterator[str]:
    yield _text(left - 44, 36, panel.title, TEXT, 'font-size="16" font-weight="600"')
    yield _text(left - 44, 58, panel.note, FAINT)
    points = [point for curve in panel.curves for point in curve.points if point[1] > 0]
    if not points:
        yield _text(left, (_TOP + _BOTTOM) / 2, "not measured in this run", FAINT)
        return
    limit = [panel.limit] if panel.limit else []
    across = Scale([size for size, _ in points], left, right)
    up = Scale([*(value for _, value in points), *limit], _BOTTOM, _TOP)
    yield from _grid(across, up, left, right)
    if panel.limit:
        yield _line([(left, up.at(panel.limit)), (right, up.at(panel.limit))], TEXT, "1 3")
        yield _text(right + 8, up.at(panel.limit) + 4, "target", TEXT)
    for curve in panel.curves:
        yield from _curve(curve, across, up)
    yield from _names(panel.curves, up, right)


def _grid(across: Scale, up: Scale, left: float, right: float) -> Iterator[str]:
    for decade in up.decades:
        y = up.at(10.0**decade)
        yield _line([(left, y), (right, y)], GRID)
        yield _text(left - 8, y + 4, f"{10.0**decade:,.10g}", FAINT, 'text-anchor="end"')
    for decade in across.decades:
        x = across.at(10.0**decade)
        yield _line([(x, _TOP), (x, _BOTTOM)], GRID)
        yield _text(x, _BOTTOM + 20, f"{10**decade:,}", FAINT, 'text-anchor="middle"')
    yield _text((left + right) / 2, _BOTTOM + 40, "claims", FAINT, 'text-anchor="middle"')


def _curve(curve: Curve, across: Scale, up: Scale) -> Iterator[str]:
    places = [(across.at(size), up.at(value)) for size, value in curve.points if value > 0]
    yield _line(places, curve.colour, "5 4" if curve.dashed else "", width=2)
    for x, y in places:
        inside = CARD if curve.dashed else curve.colour
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{inside}" stroke="{curve.colour}"/>'


def _names(curves: Sequence[Curve], up: Scale, right: float) -> Iterator[str]:
    """Yield the names of the solid curves at their ends, apart from each other."""
    named = [(up.at(curve.points[-1][1]), curve) for curve in curves if curve.points and not curve.dashed]
    lowest = -math.inf
    for y, curve in sorted(named, key=lambda end: end[0]):
        lowest = max(y + 4, lowest + _LABEL_ROOM)
        yield _text(right + 8, lowest, curve.name, curve.colour)


def _line(places: Sequence[tuple[float, float]], colour: str, dashes: str = "", width: float = 1) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _text(x: float, y: float, words: str, colour: str, extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" {extra}>{escape(words)}</text>'
