"""The library of a case: the documents behind its sources, and how the excerpts stand to them."""

from __future__ import annotations

from factcheck.desk import Desk
from factcheck.document import Document
from factcheck.quotes import Anchor, State
from factcheck.quotes.anchor import anchor


class Library:
    """Documents are brought in, looked up, and quotes held against them. A case whose documents are absent works."""

    def __init__(self, desk: Desk) -> None:
        """Look after the documents of the case on `desk`."""
        self.desk = desk

    def document(self, source_id: str) -> Document | None:
        """Return the document that a source is; None where its text is not here. Raises UnreadableError."""
        return self.desk.texts.document(self.desk.case.sources[source_id].sha256)

    def text(self, source_id: str) -> str | None:
        """Return the text of a source; None where it is not here. Raises UnreadableError."""
        document = self.document(source_id)
        return None if document is None else document.text

    def anchor(self, excerpt_id: str) -> Anchor:
        """Return where an excerpt stands in its source, and how."""
        excerpt = self.desk.case.excerpts[excerpt_id]
        text = self.text(excerpt.source)
        if text is None:
            return Anchor(State.NO_TEXT)
        return anchor(excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix, start=excerpt.start)
