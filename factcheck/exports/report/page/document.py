"""What stands around the page: its head, with the one style and the one script it may use, and nothing from outside."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files

from factcheck.exports.report.page.markup import Html, element


@cache
def sheet() -> str:
    """Return the style sheet."""
    return _read("report.css")


@cache
def script() -> str:
    """Return the script."""
    return _read("report.js")


def _read(name: str) -> str:
    return (files("factcheck.exports.report.page") / name).read_text("utf-8")


def policy() -> str:
    """Return the page's Content Security Policy (level 3): its own style and script by their hashes, nothing else.

    No image, font, frame, form or connection; a script that got in would have another hash, and not run.
    """
    allowed = f"script-src {_hash(script())}; style-src {_hash(sheet())}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def opening(title: str) -> Html:
    """Return the page up to its body. The policy comes before all that it governs."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", Html(sheet())),
    )
    return Html(f'<!doctype html>\n<html lang="en">\n{head}\n<body>\n')


def ending() -> Html:
    """Return what comes after the page's content."""
    return Html(f"{element('script', Html(script()))}\n</body>\n</html>\n")
