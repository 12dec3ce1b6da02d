"""English words for bodies that act and speak, but are not persons: a government, a court, a company."""

from __future__ import annotations

BODIES = (
    "congress|senate|government|courts?|ministry|party|agenc(?:y|ies)|police|compan(?:y|ies)|universit(?:y|ies)|council|"
    "parliament|administration|department|banks?|unions?|committee|army|commission|hospitals?|schools?|church|"
    "prosecutors?|authorit(?:y|ies)"
)
