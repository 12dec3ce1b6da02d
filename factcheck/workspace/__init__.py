"""A case in use: storage, clock, checker, documents, search and quote checks."""
