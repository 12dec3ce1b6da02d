"""The user's settings: a TOML file in the user's config directory, every part of it optional.

    checker = "Ada Lovelace"     # default: git's user.name, else the login
    desk = "The Gazette, research"           # who publishes the reports
    contact = "corrections@example.org"      # where readers write about an error
    theme = "textual-light"      # one of the themes in the palette
    advance = true               # after a decision, go on to the next unchecked claim

    [keys]                       # the ids are those that the help shows
    "case.undo" = "backspace"

    [judge]                      # models that suggest a stance, in addition to the rules; none by default
    nli = "~/models/nli"         # a folder with model.onnx, tokenizer.json and config.json (extra `nli`)
    endpoint = "http://127.0.0.1:8080/v1"    # OpenAI-compatible; asks for consent before the first request
    model = "a-model"            # the model's name there
    key = "MY_API_KEY"           # the environment variable that holds the key, where one is needed

    [archive]                    # a web archive that is asked for copies of sources; asks for consent first
    find = "http://127.0.0.1:1208/timegate/{url}"    # a Memento TimeGate, or a service in the manner of Wayback
    save = "http://127.0.0.1:1208/save/{url}"        # where it is asked to save a page

An invalid setting is reported, and its default is used.
"""

from __future__ import annotations

import getpass
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

_TYPES: dict[str, type] = {
    "checker": str,
    "desk": str,
    "contact": str,
    "theme": str,
    "advance": bool,
    "keys": dict,
    "judge": dict,
    "archive": dict,
    "evidence": str,
    "single_source": bool,
    "verdict": str,
    "warn": list,
}
_SAMPLES = {
    "checker": "a text",
    "desk": "a text",
    "contact": "a text",
    "theme": "a text",
    "advance": "true or false",
    "evidence": '"columns" or "stacked"',
    "single_source": "true or false",
    "verdict": '"settled" or "newest"',
    "warn": 'a list of "not-contacted", "no-sign-off"',
    "keys": "a table of texts",
    "judge": "a table of the texts nli, endpoint, model, key",
    "archive": "a table of the texts find, save",
}
_STANDING = ("settled", "newest")
_WARN = {"not-contacted", "no-sign-off"}
_EVIDENCE = ("columns", "stacked")
_TABLES = {"keys": None, "judge": {"nli", "endpoint", "model", "key"}, "archive": {"find", "save"}}
"""The settings that are tables of texts, with the names that they may have; None if any."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; `problems` has a line for each that is invalid."""

    checker: str = ""
    theme: str = ""
    advance: bool = True
    evidence: str = ""
    """How both sides stand on the sheet: "columns", "stacked", or empty for columns where there is room."""
    single_source: bool = False
    """Whether a verdict on one source is warned of even where no other source could say more."""
    verdict: str = ""
    """What stands where checkers differ and the case does not say: "newest" their newest verdict, else none."""
    warn: list[str] = field(default_factory=list)
    """The names of further warnings that are asked for."""
    keys: dict[str, str] = field(default_factory=dict)
    judge: dict[str, str] = field(default_factory=dict)
    archive: dict[str, str] = field(default_factory=dict)
    desk: str = ""
    """Who publishes the reports, beside the names of the checkers."""
    contact: str = ""
    """Where readers of a report write about an error in it."""
    problems: tuple[str, ...] = ()

    @property
    def newest_stands(self) -> bool:
        """Whether the newest verdict stands where checkers differ and the case does not say what does."""
        return self.verdict == "newest"

    @property
    def always_warn(self) -> frozenset[str]:
        """The names of the warnings that are given under all circumstances."""
        return frozenset([*self.warn, *(["one-source"] if self.single_source else [])])


def settings_path() -> Path:
    """Return where the settings are: `$FACTCHECK_CONFIG`, else `config.toml` in the user's config directory."""
    named = os.environ.get("FACTCHECK_CONFIG")
    return Path(named) if named else user_config_path("factcheck") / "config.toml"


def load(path: Path | None = None) -> Settings:
    """Read the settings; missing and invalid ones get their defaults."""
    path = path or settings_path()
    try:
        words = path.read_text(encoding="utf-8")
        import tomllib

        values = tomllib.loads(words)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:  # a number of 5000 digits is a ValueError of its own
        return Settings(problems=(f"{path}: {error}; the defaults are used",))
    problems = [_problem(path, name, value) for name, value in values.items()]
    good = {name: value for (name, value), problem in zip(values.items(), problems, strict=True) if not problem}
    return Settings(**good, problems=tuple(problem for problem in problems if problem))


def _problem(path: Path, name: str, value: Any) -> str:
    if name not in _TYPES:
        return f"{path}: no setting {name!r}; there are {', '.join(_TYPES)}"
    fits = type(value) is _TYPES[name]
    if fits and name in _TABLES:
        names = _TABLES[name]
        fits = all(isinstance(text, str) for text in value.values()) and (names is None or value.keys() <= names)
    if fits and name == "warn":
        fits = all(isinstance(each, str) and each in _WARN for each in value)
    if name == "evidence":
        fits = value in _EVIDENCE
    if name == "verdict":
        fits = value in _STANDING
    return "" if fits else f"{path}: {name} must be {_SAMPLES[name]}; the default is used"


def default_checker() -> str:
    """Return git's user.name, else the login."""
    try:
        asked = subprocess.run(["git", "config", "user.name"], capture_output=True, timeout=2, check=False)
        name = asked.stdout.decode("utf-8", "replace").strip()
        if name:
            return name
    except (OSError, subprocess.SubprocessError):
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
