"""The commands that need no case: `factcheck compare`, `quote` and `manual`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from factcheck import manual as pages
from factcheck.case.input import parse_date
from factcheck.cli import lazy, output, views
from factcheck.cli.context import Command, usage_error
from factcheck.cli.json_lines import answer_lines
from factcheck.cli.parameters import date, given
from factcheck.errors import UnknownError

_REF = re.compile(r"[SCEQ]\d{1,6}", re.IGNORECASE | re.ASCII)
_LANGUAGES = ("claim_language", "passage_language", "passage_date")


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck compare "At least 238 people died." "Officials count 225 dead."
  factcheck compare --jsonl pairs.jsonl > answers.jsonl

\b
Each line for --jsonl is a JSON object with claim and passage, and optionally
claim_language, passage_language and passage_date. The answer has the same
fields, and relation (differs, same, nothing), suggestion (supports,
contradicts, null), marks and reasons.

\b
Exit status: 0 no figure differs; 1 a figure differs; 2 wrong use. With
--jsonl: 0 all lines were answered; 2 a line could not be read.""",
)
@click.argument("claim", required=False)
@click.argument("passage", required=False)
@click.option(
    "--jsonl", type=click.Path(path_type=Path), metavar="FILE", help="Answer each line of FILE (- for stdin)."
)
@click.option("--claim-language", default="", metavar="CODE", help="Language of the claim (default: recognised).")
@click.option("--passage-language", default="", metavar="CODE", help="Language of the passage (default: recognised).")
@click.option("--passage-date", type=date, default="", metavar="DATE", help="The date of the passage.")
@output.json_option
def compare(claim: str | None, passage: str | None, jsonl: Path | None, as_json: bool, **known: str) -> int:
    """Compare the figures of a claim with those of a passage.

    CLAIM and PASSAGE are texts; with - as PASSAGE, it is read from standard input. No case is needed.
    """
    if jsonl is not None:
        _require(claim is passage is None, "--jsonl cannot be combined with CLAIM and PASSAGE")
        return answer_lines(jsonl, ("claim", "passage"), _LANGUAGES, _compared)
    if claim is None or passage is None:
        raise usage_error("give CLAIM and PASSAGE, or --jsonl FILE")
    _refuse_refs(claim, passage)
    found = _compared({"claim": claim, "passage": given(passage), **known})
    _show(found, as_json, (found["relation"], found["suggestion"] or ""))
    return int(found["relation"] == "differs")


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck quote - "opened in spring 1933" < article.txt
  factcheck quote --jsonl quotes.jsonl > answers.jsonl

\b
Each line for --jsonl is a JSON object with source (the text) and quote, and
optionally language. The answer has the same fields, and state (exact,
typographic, elided, altered, not found), warned, reasons, start, end and
passage.

\b
Exit status: 0 the quote matches; 1 altered or not found; 2 wrong use. With
--jsonl: 0 all lines were answered; 2 a line could not be read.""",
)
@click.argument("source", required=False)
@click.argument("quotation", metavar="QUOTE", required=False)
@click.option(
    "--jsonl", type=click.Path(path_type=Path), metavar="FILE", help="Answer each line of FILE (- for stdin)."
)
@output.json_option
def quote(source: str | None, quotation: str | None, jsonl: Path | None, as_json: bool) -> int:
    """Check a quotation against a text.

    SOURCE is the text, or - for standard input; QUOTE is the quotation. No case is needed.
    """
    if jsonl is not None:
        _require(source is quotation is None, "--jsonl cannot be combined with SOURCE and QUOTE")
        return answer_lines(jsonl, ("source", "quote"), ("language",), _quoted)
    if source is None or quotation is None:
        raise usage_error("give SOURCE and QUOTE, or --jsonl FILE")
    _refuse_refs(source, quotation)
    found = _quoted({"source": given(source), "quote": quotation})
    _show(found, as_json, (found["state"], "warned" if found["warned"] else ""))
    return int(found["state"] in {"altered", "not found"})


def _refuse_refs(*texts: str) -> None:
    """Refuse what is a ref of a case rather than a text."""
    refs = [text for text in texts if _REF.fullmatch(text.strip())]
    if refs:
        raise usage_error(
            f"{refs[0]} is a ref, and this command compares texts, without a case; `factcheck suggest` and "
            "`factcheck verify` take refs"
        )


def _compared(fields: Mapping[str, str]) -> dict[str, Any]:
    known = {name: fields[name] for name in ("claim_language", "passage_language") if fields.get(name)}
    passage_date = parse_date(fields.get("passage_date", ""))
    return lazy.text_checks.compare(fields["claim"], fields["passage"], passage_date=passage_date, **known).to_object()


def _quoted(fields: Mapping[str, str]) -> dict[str, Any]:
    language = fields.get("language", "")
    return lazy.text_checks.find_quote(fields["source"], fields["quote"], language=language).to_object()


def _show(found: dict[str, Any], as_json: bool, heading: tuple[str, str]) -> None:
    """Print an answer: as JSON, otherwise the result and each reason on a line."""
    if as_json:
        output.print_object(found)
    elif output.for_people():
        output.print_text(" · ".join(filter(None, heading)))
        output.print_rows([f"  {reason}"] for reason in found["reasons"])
    else:
        output.print_rows([heading, *([reason] for reason in found["reasons"])])


def _require(fulfilled: bool, words: str) -> None:
    if not fulfilled:
        raise usage_error(words)


def _topics(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the topics that begin with `begun`, for completion."""
    return [topic for topic in pages.TOPICS if topic.startswith(begun.casefold())]


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck manual
  factcheck manual filter
  factcheck manual keys | less

\b
In a pipe, a page is plain Markdown, and the list is tab-separated: topic and
title.
""",
)
@click.argument("topic", required=False, shell_complete=_topics)
@output.json_option
def manual(topic: str | None, as_json: bool) -> None:
    """Show a page of the manual, or list its topics."""
    if topic is None:
        _list_topics(as_json)
        return
    name = topic.strip().casefold()
    if name not in pages.TOPICS:
        raise UnknownError(f"the manual has no topic {topic!r}; nearest: {', '.join(pages.nearest(name))}")
    if as_json:
        output.print_object({"topic": name, "title": pages.title(name), "text": pages.page(name)})
    elif output.for_people():
        views.passages.show_markdown(pages.page(name))
    else:
        output.print_text(pages.page(name))


def _list_topics(as_json: bool) -> None:
    rows = [(topic, pages.title(topic)) for topic in pages.TOPICS]
    output.print_list(
        ({"topic": topic, "title": title} for topic, title in rows),
        rows,
        lambda: views.tables.show_named(rows),
        as_json=as_json,
    )
