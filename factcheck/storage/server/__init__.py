"""A case on a PostgreSQL server: where the changes of a team meet. The only room that knows psycopg.

Each checker's file stays the truth for what that checker sees. The server keeps changes, once each, and hands them out
in an order in which none is missed; it judges nothing. Importing this package needs the extra `team`.
"""

from factcheck.errors import ServerError

try:
    import psycopg
except ImportError as error:  # the extra is not installed, or the library of the system is missing
    raise ServerError("a server needs psycopg 3: pip install 'factcheck-workbench[team]'") from error

del psycopg
