"""The hosts to which a person agreed that claims and passages are sent: a line each, beside the settings."""

from __future__ import annotations

from pathlib import Path

from factcheck.evidence.judges import JudgingError
from factcheck.settings import settings_path
from factcheck.text import visible_line

_HEAD = "# Hosts to which factcheck may send claims and passages. Take a line out, and it asks again.\n"


def agreed_path() -> Path:
    """Return where the hosts are noted."""
    return settings_path().with_name("agreed-hosts.txt")


def has_agreed(host: str) -> bool:
    """Tell whether a person agreed to send to a host; where that cannot be read, nobody did."""
    try:
        return host in agreed_path().read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return False


def note_agreed(host: str) -> None:
    """Note that a person agreed to send to a host. Raises JudgingError."""
    path = agreed_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as noted:
            noted.write(f"{'' if noted.tell() else _HEAD}{host}\n")
    except OSError as error:
        raise JudgingError(f"{visible_line(str(path))}: {error.strerror or error}; nothing is sent") from error
