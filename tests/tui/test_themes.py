"""All themes of textual and no colour at all: the workbench opens and can be read."""

from __future__ import annotations

import pytest
from textual.color import Color

from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from tests.tui.bench import bench
from tests.tui.conftest import Build
from tests.tui.reading import screen_text

SHOWN = (
    "#number · #sentence",
    "✓ Supported · ada",
    "Karim Masimov was sentenced to 18 years in prison.",
    "1 ✓",
    "supports 3",
    "1 of 76 checked",
)


async def test_every_theme_shows_the_claim(build: Build) -> None:
    app = build(settings=Settings(advance=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        themes = set(app.available_themes)
        assert len(themes) >= 20
        for theme in sorted(themes):
            app.theme = theme
            await pilot.pause()
            shown = screen_text(app)
            for words in SHOWN:
                assert words in shown, theme
            for widget in (bench(app).claim_list, bench(app).sheet, bench(app).status_line):
                _, _, background, foreground = widget.colors
                assert contrast(background, foreground) > 3, (theme, widget)


def contrast(first: Color, second: Color) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, 1 to 21; that of the terminal's own is taken as 21."""
    if first.ansi is not None or second.ansi is not None:
        return 21
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour as WCAG 2 defines it."""
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


async def test_without_colour_everything_is_still_said(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = build(settings=Settings(advance=False))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1")
        assert app.no_color
        shown = screen_text(app)
        for words in SHOWN:
            assert words in shown
        assert "▌✓ C1" in "".join(line for line in raw(app))


def raw(app: FactcheckApp) -> list[str]:
    """Return the lines of the list with its cursor."""
    from tests.tui.reading import lines_of

    return lines_of(bench(app).claim_list)
