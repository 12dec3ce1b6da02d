"""Imports of the formats of other programs."""
