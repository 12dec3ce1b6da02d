"""The documents that a case names, brought from one's own directory to the server and back."""

from __future__ import annotations

from factcheck.case.case import Case
from factcheck.storage import DocumentStore
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.documents import ServerDocuments
from factcheck.workspace.team.exchange import DocumentsShared, documents_of
from factcheck.workspace.team.outgoing import READER


def share_documents(connection: CaseConnection, store: DocumentStore, named: frozenset[str]) -> DocumentsShared:
    """Send the documents that are only here, and keep those that are only on the server, of those in `named`.

    Raises OfflineError, ServerError, UnreadableError, NotSavedError.
    """
    there, here = ServerDocuments(connection), store.hashes()
    known = there.hashes() & named
    missing = [] if connection.case.role == READER else sorted((named & here) - known)
    for name in missing:
        there.send(store, name)
    received = [name for name in sorted(known - here) if there.receive(store, name)]
    return DocumentsShared(len(missing), len(received))


def receive_documents(connection: CaseConnection, store: DocumentStore, case: Case) -> int:
    """Keep the documents of a case that are on the server; return how many. Raises as `share_documents`."""
    there = ServerDocuments(connection)
    missing = (there.hashes() & documents_of(case)) - store.hashes()
    return sum(there.receive(store, name) for name in sorted(missing))
