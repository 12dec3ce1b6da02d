"""A case that a team shares by a server: linked, kept up with it, and left again.

Nothing here imports psycopg until a connection is made.
"""
