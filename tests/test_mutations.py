"""The tests of the store notice when a safeguard is gone: some here, all of them in the long form."""

from __future__ import annotations

import pytest

from tests.mutations import ROOT, AnchorError, Mutation, check
from tests.safeguards import SAFEGUARDS

SOME = ("a line of the journal is not synced", "nobody is locked out")


def test_every_safeguard_is_found_in_the_code_and_has_tests() -> None:
    for mutation in SAFEGUARDS:
        code = (ROOT / mutation.file).read_text(encoding="utf-8")
        assert mutation.applied(code) != code
        assert all((ROOT / f"tests/{name}.py").is_file() for name in mutation.tests)
    assert len({mutation.name for mutation in SAFEGUARDS}) == len(SAFEGUARDS)
    assert set(SOME) <= {mutation.name for mutation in SAFEGUARDS}


def test_an_anchor_that_is_gone_or_stands_twice_is_an_error() -> None:
    mutation = Mutation("a name", "a file", {"fsync": "pass"}, ())
    assert mutation.applied("def f(): fsync") == "def f(): pass"
    for code in ("def f(): pass", "fsync; fsync"):
        with pytest.raises(AnchorError, match=r"a name: in a file an anchor stands [02] times, not once"):
            mutation.applied(code)


def test_some_safeguards_are_missed() -> None:
    chosen = [mutation for mutation in SAFEGUARDS if mutation.name in SOME]
    assert all(test for _, test in check(chosen, baseline=False))


@pytest.mark.slow
def test_every_safeguard_is_missed() -> None:
    assert [mutation.name for mutation, test in check(SAFEGUARDS) if not test] == []
