"""How a command ends: with its exit status, and every error in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from factcheck.cli import output
from factcheck.cli.output import FAULT, INTERRUPTED, WRONG, narrate
from factcheck.errors import FactcheckError


def status_of(command: Callable[[], object]) -> int:
    """Run `command` and return its exit status; an error is reported in one line."""
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
        output.silence(sys.stdout)
        return _told(output.refusal(error), WRONG)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _told(f"internal error: {type(error).__name__}: {error}", FAULT)
    return answer if isinstance(answer, int) else 0


def _told(line: str, status: int) -> int:
    narrate(f"factcheck: {line}")
    return status


def _usage(error: click.ClickException) -> str:
    """Return click's message with the command whose help describes the usage."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return error.format_message()
    return f"{error.format_message().rstrip('.')} (see `{context.command_path} --help`)"
