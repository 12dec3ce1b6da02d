"""Passages of sources, and the index that ranks them for a claim."""
