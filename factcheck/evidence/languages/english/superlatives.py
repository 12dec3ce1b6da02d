"""English words that end as superlatives do."""

from __future__ import annotations

_WORDS = """
arrest attest behest bequest bucharest budapest chest conquest contest crest detest digest everest forest guest
harvest honest infest ingest inquest interest invest latest manifest midwest modest northwest priest protest quest
request southwest suggest tempest unrest
"""
NOT_SUPERLATIVES = frozenset(_WORDS.split())
"""Words that only look like superlatives, in lower case."""
