"""The manual agrees with the program: its tables of keys, fields, formats and commands are those of the code.

`python -m tests.test_manual` writes these tables into the pages again.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from textual.binding import Binding

from factcheck import exports, imports, manual
from factcheck.case.rows import RECORDS
from factcheck.case.scale import PRESETS, read_scale
from factcheck.cli.app import app
from factcheck.documents.formats import FORMATS as DOCUMENT_FORMATS
from factcheck.evidence.warnings import WARNING_CHECKS
from factcheck.exports.kept import KEPT as EXPORTS_KEEP
from factcheck.imports.kept import KEPT as IMPORTS_KEEP
from factcheck.quotes import GLYPHS
from factcheck.settings import Settings
from factcheck.tui import keymap, keys
from factcheck.workspace import entry_filter
from factcheck.workspace.filter import FIELDS
from factcheck.workspace.workspace import Workspace
from tests.man_page import leaf_commands

_BLOCK = re.compile(r"(?P<start><!-- (?P<name>[\w-]+) -->\n\n).*?(?P<end><!-- /)", re.DOTALL)
_SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`(factcheck [^`]+)`")


def key_table() -> Iterator[str]:
    """Yield the table of keys."""
    yield from ("| key | action | id |", "|---|---|---|")
    for title, bindings in keys.GROUPS.items():
        yield f"| | **{title}** | |"
        yield from (_key_row(binding) for binding in bindings if binding not in keys.VERDICTS)
        if bindings is keys.VERDICTS:
            yield f"| `1` … `9` | {bindings[0].tooltip} | `verdict.1` … `verdict.9` |"


def _key_row(binding: Binding) -> str:
    shown = " ".join(f"`{key}`" for key in map(keymap.shown, binding.key.split(",")))
    return f"| {shown} | {binding.description}: {binding.tooltip} | `{binding.id}` |"


def entry_filter_table() -> Iterator[str]:
    """Yield the table of the fields of the filter of entries."""
    yield from ("| field | value |", "|---|---|")
    yield from (f"| `{field}:` | {value} |" for field, value in entry_filter.FIELDS.items())


def filter_table() -> Iterator[str]:
    """Yield the table of the fields of the filter."""
    yield from ("| field | value |", "|---|---|")
    yield from (f"| `{field}:` | {value} |" for field, value in FIELDS.items())


def document_table() -> Iterator[str]:
    """Yield the table of the formats of documents."""
    yield from ("| format | file names |", "|---|---|")
    for format_ in DOCUMENT_FORMATS:
        yield f"| {format_.name} | {' '.join(f'`*{suffix}`' for suffix in format_.suffixes)} |"


def export_table() -> Iterator[str]:
    """Yield the table of the formats of exports."""
    yield from ("| format | file name | contents | kept | left out |", "|---|---|---|---|---|")
    for found in exports.summaries():
        kept = EXPORTS_KEEP[found.name]
        yield f"| `{found.name}` | `*{found.suffix}` | {found.about} | {kept.kept} | {kept.left_out} |"


def import_table() -> Iterator[str]:
    """Yield the table of the formats of imports."""
    yield from ("| format | contents | kept | left out |", "|---|---|---|---|")
    for name, found in imports.FORMATS.items():
        yield f"| `{name}` | {found.about} | {IMPORTS_KEEP[name].kept} | {IMPORTS_KEEP[name].left_out} |"


def command_table() -> Iterator[str]:
    """Yield the table of all commands."""
    yield from ("| command | what it does |", "|---|---|")
    for name, command in leaf_commands():
        yield f"| `{name}` | {command.get_short_help_str(200)} |"


def scale_table() -> Iterator[str]:
    """Yield the table of the scales with the keys, names and ids of their labels."""
    yield from ("| scale | labels, with their ids |", "|---|---|")
    for name, scale in PRESETS.items():
        labels = (f"{label.key} {label.glyph} {label.name} (`{label.id}`)" for label in scale.labels)
        yield f"| `{name}` | {', '.join(labels)} |"


def record_table() -> Iterator[str]:
    """Yield the table of the tables of db.json."""
    yield from ("| table | fields |", "|---|---|")
    for name, record in RECORDS.items():
        yield f"| `{name}` | {', '.join(record.__slots__)} |"


def topic_list() -> Iterator[str]:
    """Yield the list of topics of the README."""
    yield from (f"- [{topic}](factcheck/manual/{topic}.md): {manual.title(topic)}" for topic in manual.TOPICS)


TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "keys": key_table,
    "filter": filter_table,
    "entryfilter": entry_filter_table,
    "documents": document_table,
    "exports": export_table,
    "imports": import_table,
    "commands": command_table,
    "scales": scale_table,
    "tables": record_table,
    "topics": topic_list,
}


def filled(text: str) -> str:
    """Return a page with its tables as the code has them."""

    def fill(block: re.Match[str]) -> str:
        return block["start"] + "\n".join(TABLES[block["name"]]()) + "\n\n" + block["end"]

    return _BLOCK.sub(fill, text)


PAGES = {"README": Path(__file__).parents[1] / "README.md", **{topic: manual.path(topic) for topic in manual.TOPICS}}
"""The files that hold such tables, by name."""


def source_of(name: str) -> str:
    """Return a page as it is stored, with the comments around its tables."""
    return PAGES[name].read_text(encoding="utf-8")


def commands_in(text: str) -> Iterator[str]:
    """Yield the command lines of factcheck that a page shows."""
    for block in _SHELL.findall(text):
        lines = block.replace("\\\n", "").splitlines()
        yield from (line for line in lines if line.startswith("factcheck"))
    yield from _SPAN.findall(text)


def unknown_part(line: str) -> str:
    """Return the command or option of a command line that the program does not have, or an empty string."""
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = app
    options = {name for parameter in app.params for name in parameter.opts}
    while isinstance(command, click.Group) and words:
        name = words.pop(0)
        if name in {"--db", "--checker"}:
            words.pop(0)
            continue
        if name.startswith("-"):
            return "" if name in options | {"--help", "--version"} else name
        if name.isupper():  # COMMAND stands for any
            return ""
        if name not in command.commands:
            return name
        command = command.commands[name]
        options |= {name for parameter in command.params for name in parameter.opts} | {"--help"}
    return next((word for word in words if re.match(r"--?[a-z]", word) and word not in options), "")


def test_every_topic_has_a_page_and_every_page_a_topic() -> None:
    assert sorted(manual.TOPICS) == sorted(path.stem for path in Path(manual.__file__).parent.glob("*.md"))


@pytest.mark.parametrize("topic", manual.TOPICS)
def test_a_page_begins_with_a_title_that_says_what_it_is_about(topic: str) -> None:
    page = manual.page(topic)
    assert page.startswith(f"# {manual.title(topic)}\n\n")
    assert len(manual.title(topic)) <= 66
    assert "<!--" not in page
    assert "\n\n\n" not in page
    assert max(len(line) for line in page.splitlines() if not line.startswith("|")) <= 120
    blocks = re.findall(r"^```\w+\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert [line for block in blocks for line in block.splitlines() if len(line) > 78] == []  # fits a terminal


@pytest.mark.parametrize("name", PAGES)
def test_the_tables_are_those_of_the_program(name: str) -> None:
    stored = source_of(name)
    assert filled(stored) == stored, "run `python -m tests.test_manual`"


def test_every_table_is_in_the_manual() -> None:
    shown = [block["name"] for name in PAGES for block in _BLOCK.finditer(source_of(name))]
    assert sorted(shown) == sorted(TABLES)


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_that_a_page_shows_exist_with_their_options(name: str) -> None:
    assert {line: part for line in commands_in(source_of(name)) if (part := unknown_part(line))} == {}


def test_a_command_or_option_that_does_not_exist_is_noticed() -> None:
    assert unknown_part("factcheck claim shout") == "shout"
    assert unknown_part("factcheck export markdown --loud") == "--loud"
    assert unknown_part("factcheck --db x.json export markdown -o report.md") == ""


def test_the_topics_that_pages_refer_to_exist() -> None:
    named = {name for topic in manual.TOPICS for name in re.findall(r"factcheck manual ([\w-]+)", manual.page(topic))}
    assert named - {"TOPIC"} <= set(manual.TOPICS)


def test_the_states_of_a_quotation_are_all_described() -> None:
    page = manual.page("quotes")
    for state, glyph in GLYPHS.items():
        words = "found in" if state == "elsewhere" else state
        assert f"`{glyph} {words}" in page


def test_the_warnings_are_all_described() -> None:
    assert re.findall(r"^\| `([\w-]+)` \|", manual.page("warnings"), re.MULTILINE) == list(WARNING_CHECKS)


def test_the_settings_are_all_shown_and_are_valid(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", manual.page("settings"), re.DOTALL)
    assert example
    assert tomllib.loads(example[1]).keys() == {field.name for field in fields(Settings)} - {"problems"}


def test_the_example_keys_are_accepted() -> None:
    example = re.search(r"```toml\n(.*?)```", manual.page("keys"), re.DOTALL)
    assert example
    assert keymap.check_keymap({"case.undo": tomllib.loads(example[1])["keys"]["case.undo"]})[1] == []


def test_the_fixed_keys_are_named() -> None:
    assert all(f"`{key}`" in manual.page("keys") for key in keymap.RESERVED)


def test_the_figures_of_the_sample_are_its_figures(workspace: Workspace) -> None:
    assert "five news articles" in " ".join(manual.page("tour").split())
    assert len(workspace.case.sources) == 5
    longest = max(len(excerpt.quote.split()) for excerpt in workspace.case.excerpts.values())
    assert longest <= 40


def test_the_example_of_an_own_scale_is_valid() -> None:
    example = re.search(r"```json\n(.*?)```", manual.page("data"), re.DOTALL)
    assert example
    assert read_scale(json.loads(example[1])).ids == "ok, fix"


def test_a_topic_that_does_not_exist_raises_and_has_nearest_names() -> None:
    with pytest.raises(KeyError):
        manual.page("kyes")
    assert manual.nearest("kyes")[0] == "keys"
    assert manual.nearest("Filters")[0] == "filter"
    assert manual.nearest("zzz") == manual.TOPICS


if __name__ == "__main__":
    for name, page in PAGES.items():
        page.write_text(filled(source_of(name)), encoding="utf-8")
