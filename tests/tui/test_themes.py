"""All themes of textual and no colour at all: the workbench opens and can be read."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.runtime.contrast import ENOUGH, ROLES, contrast, grounds_of, readable
from factcheck.tui.screens.matrix import MatrixScreen
from tests.tui.bench import bench
from tests.tui.conftest import Build
from tests.tui.reading import drawn, screen_text

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
                own = background.ansi is not None or foreground.ansi is not None
                assert own or contrast(background, foreground) >= ENOUGH, (theme, widget)


@pytest.mark.parametrize("name", [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi])
def test_text_of_every_role_can_be_read_on_every_ground(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    variables = readable({**theme.to_color_system().generate(), **theme.variables}, ansi=False)
    wanted = ("background", "surface", "panel", "boost", "primary", "warning", "error", *ROLES)
    colours = {name: Color.parse(variables[name]) for name in wanted}
    low = {
        (role, ground.hex): round(found, 2)
        for role in ROLES
        for ground in grounds_of(colours)
        if (found := contrast(ground + colours[role], ground)) < ENOUGH
    }
    assert low == {}
    for text, ground in (("block-cursor-foreground", "block-cursor-background"), ("on-error", "error")):
        below = colours["background"] + Color.parse(variables[ground])
        assert contrast(Color.parse(variables[text]), below) >= ENOUGH


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_all_that_is_drawn_can_be_read(build: Build, theme: str) -> None:
    app = build(settings=Settings(advance=False, theme=theme))
    async with app.run_test(size=(120, 36)) as pilot:
        for keys in (("2",), ("tab",), ("escape", "f"), ("escape", "l"), ("escape", "m")):
            await pilot.press(*keys)
            await pilot.pause(0.2)
            low = {
                (segment.text.strip(), round(found, 2))
                for segment in drawn(app)
                if any(map(str.isalnum, segment.text)) and (found := _drawn_contrast(segment)) < ENOUGH
            }
            assert low == set(), keys
        assert isinstance(app.screen, MatrixScreen)


def _drawn_contrast(segment: Segment) -> float:
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


@pytest.mark.parametrize(
    ("variables", "theme"),
    [
        ({"TERM": "xterm"}, "ansi-dark"),
        ({"TERM": "linux"}, "ansi-dark"),
        ({"TERM": "xterm-16color", "COLORFGBG": "0;15"}, "ansi-light"),
        ({"TERM": "xterm-256color"}, "textual-dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "textual-dark"),
    ],
    ids=str,
)
async def test_a_terminal_of_16_colours_keeps_its_own(
    build: Build, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], theme: str
) -> None:
    for name in ("TERM", "COLORTERM", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    app = build()
    async with app.run_test(size=(80, 24)):
        assert app.theme == theme


async def test_a_theme_that_is_set_is_taken_on_a_terminal_of_16_colours(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv("TERM", "xterm")
    app = build(settings=Settings(theme="nord"))
    async with app.run_test(size=(80, 24)):
        assert app.theme == "nord"


async def test_without_colour_everything_is_still_said(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = build(settings=Settings(advance=False))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1")
        assert app.no_color
        shown = screen_text(app)
        for words in SHOWN:
            assert words in shown
        assert {segment.style.color.is_default for segment in drawn(app) if segment.style and segment.style.color} == {
            True
        }
        assert not any(segment.style and segment.style.dim for segment in drawn(app) if "Supported" in segment.text)
        (cursor, *_) = bench(app).claim_list.render_line(0)
        assert cursor.style is not None
        assert cursor.style.reverse
        assert "▌✓ C1" in "".join(line for line in raw(app))


def raw(app: FactcheckApp) -> list[str]:
    """Return the lines of the list with its cursor."""
    from tests.tui.reading import lines_of

    return lines_of(bench(app).claim_list)
