"""The user's own editor: a text is given to it in a file, and read back when it ends."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from factcheck.errors import FactcheckError, InvalidError, UnreadableError
from factcheck.text import clean


def edit_in_editor(text: str) -> str:
    """Return a text as `$VISUAL`, else `$EDITOR`, else vi leaves it, without a line break at the end.

    The terminal must be free for the editor. Raises FactcheckError if the editor fails or what it leaves is no text.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with tempfile.TemporaryDirectory(prefix="factcheck-") as directory:
            path = Path(directory) / "text.md"
            path.write_text(f"{text}\n", encoding="utf-8")
            status = subprocess.run([*shlex.split(named), str(path)], check=False).returncode
            if status:
                raise InvalidError(f"the editor {named!r} ended with status {status}; the text is unchanged")
            return clean(path.read_text(encoding="utf-8")).rstrip("\n")
    except FactcheckError:
        raise
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableError(f"the editor {named!r}: {words}; the text is unchanged; $EDITOR names another") from error
