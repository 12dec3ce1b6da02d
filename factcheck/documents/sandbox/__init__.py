"""Reads a document in a separate process with limits."""
