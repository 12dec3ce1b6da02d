"""Ids, hashes, and the numbers in refs."""

from __future__ import annotations

import os

_REF_DIGITS = 18


def ref_number(ref: str, letter: str) -> int:
    """Return the number in a ref, 12 in `C12` and in `c012`; 0 where it is not `letter` and at most 18 digits."""
    digits = ref[1:]
    return int(digits) if ref[:1].upper() == letter and digits.isdecimal() and len(digits) <= _REF_DIGITS else 0


def new_id() -> str:
    """Return an id that no other machine will make: 64 random bits as 16 hex digits."""
    return os.urandom(8).hex()


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex digits."""
    from hashlib import sha256  # loads OpenSSL, which takes longer than reading a small case

    return sha256(data).hexdigest()
