"""The hosts to which a person agreed to send something of a case, each for one purpose, in a file beside the settings.

A line is a host ("http://127.0.0.1:8080") for a judge, and a host with its purpose otherwise ("https://a.org archive").
"""

from __future__ import annotations

from pathlib import Path

from factcheck.errors import NotSavedError
from factcheck.settings import settings_path
from factcheck.text import visible_line

_HEAD = (
    "# Hosts to which factcheck may send claims and passages, or addresses (archive). Remove a line: it asks again.\n"
)


def agreed_path() -> Path:
    """Return the file that lists the hosts."""
    return settings_path().with_name("agreed-hosts.txt")


def has_agreed(host: str, purpose: str = "") -> bool:
    """Tell whether a person agreed to send to a host for a purpose; not if the file cannot be read."""
    try:
        return _line(host, purpose) in agreed_path().read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return False


def remember_agreement(host: str, purpose: str = "") -> None:
    """Record that a person agreed to send to a host for a purpose. Raises NotSavedError."""
    path = agreed_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{'' if file.tell() else _HEAD}{_line(host, purpose)}\n")
    except OSError as error:
        raise NotSavedError(f"{visible_line(str(path))}: {error.strerror or error}; nothing is sent") from error


def _line(host: str, purpose: str) -> str:
    return f"{host} {purpose}".rstrip()
