"""What went wrong, as one line on standard error and an exit status. No traceback reaches a user.

The status is 2 for wrong use and for input that cannot be read, 130 after an interrupt, 141 when the
reader of a pipe is gone, 70 for a fault of this program (`python -X dev -m factcheck` shows where).
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from factcheck.cli.output import narrate, refusal, silence
from factcheck.errors import FactcheckError

WRONG, FAULT, INTERRUPTED, READER_GONE = 2, 70, 130, 141


def status_of(command: Callable[[], object]) -> int:
    """Run `command` and return its exit status; what it raises is told in one line."""
    try:
        answer = command()
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        return _told(_usage(error), WRONG)
    except FactcheckError as error:
        return _told(str(error), WRONG)
    except OSError as error:
        silence(sys.stdout)
        return _told(refusal(error), WRONG)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _told(f"a fault of this program, {type(error).__name__}: {error}", FAULT)
    return answer if isinstance(answer, int) else 0


def _told(line: str, status: int) -> int:
    narrate(f"factcheck: {line}")
    return status


def _usage(error: click.ClickException) -> str:
    """Return click's complaint with the command that it is about, and where to read on."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return error.format_message()
    return f"{error.format_message().rstrip('.')} ({context.command_path} --help says more)"
