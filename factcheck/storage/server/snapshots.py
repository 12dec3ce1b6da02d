"""The case as it was at a place in the order of its changes: what a newcomer reads instead of all of them."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.errors import ServerError, UnreadableError
from factcheck.storage.layout import dump
from factcheck.storage.reader import read_bytes
from factcheck.storage.row_numbers import RowNumbers
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.tables import pack
from factcheck.storage.team_files import Cursor

EVERY = 5_000
"""After how many changes an editor makes a new snapshot."""
_LARGEST = 1 << 30
"""The bytes of a case above which a server is not believed."""
_LEVEL = 1


class Snapshot(NamedTuple):
    """A case and the place of the last change in it; a `veiled` one has nobody's work on a claim."""

    cursor: Cursor
    veiled: bool
    body: bytes


def snapshot_of(case: Case, cursor: Cursor, *, veiled: bool) -> Snapshot:
    """Return a case as a snapshot."""
    packer = zlib.compressobj(_LEVEL)
    pieces = [packer.compress(piece) for piece in dump(pack(case, RowNumbers(), {}))]
    return Snapshot(cursor, veiled, b"".join([*pieces, packer.flush()]))


class Snapshots:
    """The snapshots of a case on a server."""

    def __init__(self, connection: CaseConnection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def is_due(self, *, veiled: bool) -> bool:
        """Return whether there are so many changes since the last snapshot that a new one is worth it."""
        rows = self._connection.query(
            b"""select count(*) from (
                    select from factcheck.changes where case_id = %s and (tx, seq) > (
                        coalesce((select tx from factcheck.snapshots where case_id = %s and veiled = %s), '0'::xid8),
                        coalesce((select seq from factcheck.snapshots where case_id = %s and veiled = %s), 0))
                    limit %s) newer""",
            [self._connection.case.id, self._connection.case.id, veiled, self._connection.case.id, veiled, EVERY],
        )
        return int(rows[0][0]) >= EVERY

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a snapshot, unless there is a newer one. Raises ServerError: only an editor may."""
        tx, seq, last, _ = snapshot.cursor
        self._connection.query(
            b"select factcheck.keep_snapshot(%s, %s, %s, %s, %s, %s)",
            [self._connection.case.id, snapshot.veiled, str(tx), seq, last, snapshot.body],
        )

    def newest(self) -> Snapshot | None:
        """Return the newest snapshot that the caller may see, one with everything if there is; None without any."""
        rows = self._connection.query(
            b"""select s.tx::text::bigint, s.seq, s.last, (extract(epoch from c.received) * 1000000)::bigint,
                    s.veiled, s.body
                from factcheck.snapshots s join factcheck.changes c on c.case_id = s.case_id and c.id = s.last
                where s.case_id = %s order by s.veiled limit 1""",
            [self._connection.case.id],
        )
        for tx, seq, last, received, veiled, body in rows:
            return Snapshot(Cursor(int(tx), int(seq), str(last), int(received)), bool(veiled), bytes(body))
        return None

    def case_in(self, snapshot: Snapshot) -> Case:
        """Return the case of a snapshot. Raises ServerError if it is none."""
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(snapshot.body, _LARGEST)
            if unpacker.eof:
                return read_bytes(data).case
        except (zlib.error, UnreadableError) as error:
            raise ServerError(
                f"{self._connection.address.shown}: the snapshot there cannot be read: {error}"
            ) from error
        where = self._connection.address.shown
        raise ServerError(f"{where}: the snapshot there has more than {_LARGEST} bytes, or is cut off")
