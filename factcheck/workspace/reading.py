"""What is told of a document after it was read: a doubt about its encoding, which its language raises."""

from __future__ import annotations

from dataclasses import replace

from babel import Locale, UnknownLocaleError

from factcheck.case.document import Document
from factcheck.documents.code_pages import better_code_page
from factcheck.documents.options import ReadOptions, without_remedies
from factcheck.evidence.languages.recognition import recognise


def clear_language(document: Document) -> str:
    """Return the ISO 639-1 code of the language of a document: what it says, else what its text shows clearly."""
    return document.language or recognise(document.text, "")


def with_remarks(document: Document, data: bytes, options: ReadOptions) -> Document:
    """Return a document that was read from `data`, with a remark if its language doubts its encoding.

    The remarks name options of the command line only if `options` say so.
    """
    remarks = [*document.remarks]
    language = options.text_language or clear_language(document)
    if document.encoding and not options.encoding and (page := better_code_page(data, document.encoding, language)):
        name = _language_name(language)
        remarks.append(
            f"doubtful: read as {document.encoding}, but the letters of {name} fit {page} better; "
            f"--encoding {page} reads it so"
        )
    if not options.remedies:
        remarks = [without_remedies(remark) for remark in remarks]
    return document if tuple(remarks) == document.remarks else replace(document, remarks=tuple(remarks))


def _language_name(code: str) -> str:
    try:
        return Locale.parse(code).get_language_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code
