"""Reads tables in CSV and TSV: a line for each row, its cells with the heads of their columns."""

from __future__ import annotations

from factcheck.case.document import Document
from factcheck.documents.delimited import rows_of
from factcheck.documents.encodings import decode
from factcheck.documents.formats import CSV, TSV, DocumentFormat, DocumentReader
from factcheck.documents.paragraphs.placed import lay_out_placed
from factcheck.documents.paragraphs.table_rows import table_blocks


class CsvReader(DocumentReader):
    """Reads CSV, with commas, semicolons, tabs or bars between the cells."""

    format: DocumentFormat = CSV

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a table as a document. Raises UnreadableError if it cannot be decoded."""
        characters = decode(data, charset)
        text, places = lay_out_placed(table_blocks(rows_of(characters.text)))
        return Document(
            text=text, media_type=self.format.media_type, url=url, encoding=characters.encoding, places=places
        )


class TsvReader(CsvReader):
    """Reads TSV."""

    format = TSV
