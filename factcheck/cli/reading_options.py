"""The options of every command that reads a document: password, OCR, encoding and tracked changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

import click

from factcheck.documents.options import ReadOptions

Call: TypeAlias = Callable[..., Any]


def _asked_password(_context: click.Context, _option: click.Parameter, value: str) -> str:
    return click.prompt("Password", hide_input=True, err=True) if value == "-" else value


_OPTIONS = (
    click.option(
        "--password", default="", help="The password of an encrypted document; - asks for it.", callback=_asked_password
    ),
    click.option(
        "--ocr", is_flag=True, help="Read pages that are pictures with the program tesseract, if it is installed."
    ),
    click.option(
        "--ocr-language",
        default="",
        metavar="LANGUAGE",
        help="The language for --ocr: en, de, eng+deu …  [default: en]",
    ),
    click.option(
        "--encoding",
        default="",
        metavar="NAME",
        help="The encoding of a text: cp1251, koi8-r …  [default: detected]",
    ),
    click.option("--original", is_flag=True, help="Read a Word document as it was before its tracked changes."),
)


def reading_options(command: Call) -> Call:
    """Give a command the options; it gets them as `reading`."""

    @wraps(command)
    def call(
        *args: Any, password: str, ocr: bool, ocr_language: str, encoding: str, original: bool, **rest: Any
    ) -> Any:
        reading = ReadOptions(password, ocr, ocr_language, encoding=encoding, original=original)
        return command(*args, reading=reading, **rest)

    for option in reversed(_OPTIONS):
        call = option(call)
    return call
