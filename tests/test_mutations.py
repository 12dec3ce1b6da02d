"""The tests of storage fail when a safeguard is removed: some are checked here, all of them in the slow form."""

from __future__ import annotations

import pytest

from tests.mutations import ROOT, AnchorError, Mutation, Swap, check
from tests.safeguards import SAFEGUARDS

SOME = ("a line of the journal is not synced", "nobody is locked out")


def read(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("mutation", SAFEGUARDS, ids=lambda mutation: mutation.name)
def test_every_symbol_and_its_text_resolve(mutation: Mutation) -> None:
    codes = mutation.applied(read)
    assert codes
    assert all(code != read(file) for file, code in codes.items())
    assert all((ROOT / f"tests/{name}.py").is_file() for name in mutation.tests)


def test_every_safeguard_has_a_name_of_its_own() -> None:
    assert len({mutation.name for mutation in SAFEGUARDS}) == len(SAFEGUARDS)
    assert set(SOME) <= {mutation.name for mutation in SAFEGUARDS}


CODE = """
LIMIT = 5

class Lock:
    def release(self):
        unlock()

def release():
    unlock()
"""


def test_a_replacement_is_made_within_its_symbol_only() -> None:
    lock = "factcheck.storage.lock"
    assert Swap(f"{lock}.Lock.release", "unlock()", "pass").applied(CODE) == CODE.replace("unlock()", "pass", 1)
    assert "LIMIT = 6" in Swap(f"{lock}.LIMIT", "5", "6").applied(CODE)


@pytest.mark.parametrize(
    ("symbol", "fault"),
    [
        ("factcheck.storage.lock.Lock.acquire", "is not defined"),
        ("factcheck.storage.lock.LIMIT", r"has 'unlock\(\)' 0 times, not once"),
        ("elsewhere.lock.Lock", "is in no module"),
    ],
)
def test_a_symbol_or_a_text_that_is_gone_is_an_error(symbol: str, fault: str) -> None:
    with pytest.raises(AnchorError, match=fault):
        Swap(symbol, "unlock()", "pass").applied(CODE)


def test_some_safeguards_are_missed() -> None:
    chosen = [mutation for mutation in SAFEGUARDS if mutation.name in SOME]
    assert all(test for _, test in check(chosen, baseline=False))


@pytest.mark.slow
def test_every_safeguard_is_missed() -> None:
    assert [mutation.name for mutation, test in check(SAFEGUARDS) if not test] == []
