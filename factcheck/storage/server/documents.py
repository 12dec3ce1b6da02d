"""The documents of a case on a server: each once, under the hash of its bytes, with its text."""

from __future__ import annotations

import orjson

from factcheck.case.document import Document
from factcheck.case.ids import sha256_of
from factcheck.errors import ServerError
from factcheck.storage.documents import DocumentStore, is_suffix, parsed
from factcheck.storage.server.case_connection import CaseConnection

_ADD = b"""
insert into factcheck.documents (case_id, sha256, suffix, bytes, text, cover, by_)
values (%s, %s, %s, %s, %s, %s::json, %s) on conflict do nothing"""
_READ = b"""
select suffix, bytes, text, convert_to(cover::text, 'UTF8') from factcheck.documents
where case_id = %s and sha256 = %s"""


class ServerDocuments:
    """The documents of a case on a server."""

    def __init__(self, connection: CaseConnection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def hashes(self) -> set[str]:
        """Return the hashes of all documents. Raises OfflineError, ServerError."""
        rows = self._connection.query(
            b"select sha256 from factcheck.documents where case_id = %s", [self._connection.case.id]
        )
        return {str(row[0]) for row in rows}

    def send(self, store: DocumentStore, name: str) -> None:
        """Send a document that is kept here. Raises OfflineError, ServerError, UnreadableError."""
        document, path = store.document(name), store.bytes_path(name)
        if document is None or path is None:
            return
        cover = orjson.dumps(store.metadata(name)).decode()
        text = document.text.encode("utf-8", "surrogatepass")
        me = self._connection.case
        self._connection.query(_ADD, [me.id, name, path.suffix, path.read_bytes(), text, cover, me.checker])

    def receive(self, store: DocumentStore, name: str) -> bool:
        """Keep a document of the server here; return whether the server has it.

        Raises ServerError if it is not the document that its hash names, OfflineError, NotSavedError.
        """
        for suffix, content, text, cover in self._connection.query(_READ, [self._connection.case.id, name]):
            document = _document(name, suffix, content, text, cover)
            if document is None:
                raise ServerError(
                    f"{self._connection.address.shown}: the document {name[:12]} is not what it was; it was not kept"
                )
            store.keep(content, document, suffix)
            return True
        return False


def _document(name: str, suffix: object, content: object, text: object, cover: object) -> Document | None:
    """Return the document in a row; None if it is not the one with the hash `name`."""
    if not (isinstance(content, bytes) and isinstance(text, bytes) and isinstance(cover, bytes)):
        return None
    if not isinstance(suffix, str) or not is_suffix(suffix) or sha256_of(content) != name:
        return None
    try:
        return parsed(orjson.loads(cover), text)
    except orjson.JSONDecodeError:
        return None
