"""Several copies of a case that are brought together by a server."""

from __future__ import annotations

import pytest

from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import ExistsError, ServerError
from factcheck.storage import CasePaths
from factcheck.workspace.create import begin_case
from factcheck.workspace.merge_lines import contested_lines
from factcheck.workspace.team.joining import link_copy, put_on_server
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.workspace import Workspace
from tests.team import Team, rows_of


def test_who_joins_gets_the_case_as_it_is(team: Team) -> None:
    ada = team.open["ada"]
    ada.decide("C3", "supported", rationale="two sources")
    team.sync("ada")
    bob = team.admit("bob")
    assert rows_of(bob) == rows_of(ada)
    assert bob.case.scale.name == ada.case.scale.name
    assert bob.case.title == ada.case.title


def test_a_change_arrives_at_the_others_once(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    changes = bob.decide("C1", "refuted")
    assert team.link("bob").unshared() == 1
    sent = team.sync("bob")
    assert (sent.sent, sent.taken, sent.unshared) == (1, [], 0)
    assert [change.id for change in team.sync("ada").taken] == [changes[0].id]
    assert ada.case.verdicts_of(ada.key("claims", "C1"))[0].checker == "bob"
    assert team.sync("ada").taken == []
    assert team.sync("bob").sent == 0


def test_what_two_wrote_apart_is_contested_in_both_copies(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    ada.edit("claims", "C2", text="Ada's text")
    bob.edit("claims", "C2", text="Bob's text")
    team.sync("ada", "bob", "ada")
    assert rows_of(ada) == rows_of(bob)
    lines = [line.text for line in contested_lines(ada.case)]
    assert lines == [line.text for line in contested_lines(bob.case)]
    assert len(lines) == 1
    assert "Ada's text" in lines[0]
    assert "Bob's text" in lines[0]


def test_two_claims_that_got_the_same_ref_both_stay(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    one, other = ada.add_claim("It rained."), bob.add_claim("It snowed.")
    assert one.ref == other.ref
    team.sync("ada", "bob", "ada")
    assert rows_of(ada) == rows_of(bob)
    assert {"It rained.", "It snowed."} <= {claim.text for claim in bob.case.claims.values()}


def test_work_without_the_server_is_shared_later(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    for place in range(1, 31):
        bob.decide(f"C{place}", "supported")
    bob.undo()
    assert team.link("bob").unshared() == 31
    team.sync("bob", "ada")
    assert rows_of(ada) == rows_of(bob)


def test_a_copy_that_was_closed_goes_on_where_it_was(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    ada.decide("C3", "supported")
    team.sync("ada", "bob")
    bob.close()
    team.open["bob"] = bob = type(bob).open(team.path("bob"), "bob")
    ada.decide("C4", "refuted")
    result = team.sync("ada", "bob")
    assert [change.key.partition("/")[0] for change in result.taken] == [ada.key("claims", "C4")]
    assert rows_of(ada) == rows_of(bob)


def test_what_continues_the_copy_is_saved_without_writing_the_file_anew(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    for place in range(1, 61):
        bob.decide(f"C{place}", "supported")
        bob.decide(f"C{place}", "refuted")
        bob.set_rationale(f"C{place}", "because", "")
    bob.undo()
    added = bob.add_claim("It rained.")
    bob.remove("claims", added)
    bob.add_claims([{"text": "One."}, {"text": "Two."}])
    monkeypatch.setattr(type(ada.store), "replace", lambda *_: pytest.fail("the whole file was written"))
    result = team.sync("bob", "ada")
    assert len(result.taken) == 185
    assert rows_of(ada) == rows_of(bob)
    ada.close()
    team.open["ada"] = ada = type(ada).open(team.path("ada"), "ada")
    assert rows_of(ada) == rows_of(bob)


def test_after_one_that_was_made_apart_the_rest_is_merged(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    bob.decide("C1", "supported")
    bob.change("claims", bob.key("claims", "C2"), text="Bob's text")
    bob.decide("C3", "supported")
    ada.change("claims", ada.key("claims", "C2"), text="Ada's text")
    result = team.sync("ada", "bob", "ada")
    assert rows_of(ada) == rows_of(bob)
    assert ada.record.history.branched == {f"claims/{ada.key('claims', 'C2')}"}
    assert len(result.taken) == 3


def _close(team: Team, name: str) -> None:
    team.open.pop(name).close()


def test_an_older_file_in_the_place_of_the_linked_one_gets_what_it_lacks(team: Team) -> None:
    bob = team.admit("bob")
    bob.decide("C1", "refuted")
    _close(team, "bob")
    older = team.path("bob").read_bytes()
    bob = team.open["bob"] = Workspace.open(team.path("bob"), "bob")
    bob.decide("C2", "refuted")
    team.sync("bob")
    team.open["ada"].decide("C3", "supported")
    team.sync("ada", "bob")
    whole = rows_of(bob)
    _close(team, "bob")
    team.path("bob").write_bytes(older)
    CasePaths.of(team.path("bob")).journal.unlink(missing_ok=True)
    bob = team.open["bob"] = Workspace.open(team.path("bob"), "bob")
    result = team.sync("bob")
    assert (result.sent, len(result.taken)) == (0, 2)
    assert any("an older one perhaps" in remark for remark in result.remarks)
    assert rows_of(bob) == whole
    _close(team, "bob")
    team.open["bob"] = Workspace.open(team.path("bob"), "bob")
    again = team.sync("bob")
    assert (again.sent, again.taken, again.remarks) == (0, [], [])


def test_another_case_in_the_place_of_the_linked_one_is_not_mixed_with_it(team: Team) -> None:
    team.open["ada"].decide("C1", "refuted")
    team.sync("ada")
    _close(team, "ada")
    team.path("ada").unlink()
    CasePaths.of(team.path("ada")).journal.unlink(missing_ok=True)
    begin_case(team.path("ada"), "Another", DEFAULT_SCALE, "ada")
    ada = team.open["ada"] = Workspace.open(team.path("ada"), "ada")
    ada.add_claim("It rained.")
    link = team.link("ada")
    for _ in range(2):
        with pytest.raises(ServerError, match=r"is no copy of .*`factcheck team leave` ends the link"):
            link.sync()
    assert len(ada.record.claims) == 1
    with team.server.admin(team.database) as admin:
        assert admin.execute("select count(*) from factcheck.changes").fetchone() == (1,)


def test_a_case_that_was_left_is_not_put_on_the_server_twice(team: Team) -> None:
    team.sync("ada")
    team.link("ada").leave()
    with pytest.raises(ExistsError, match=r"already, as .*`factcheck team join` with --case"):
        put_on_server(team.open["ada"], team.address("ada"))
    assert TeamLink.of(team.open["ada"]) is None
    link_copy(team.open["ada"], team.address("ada")).sync()
