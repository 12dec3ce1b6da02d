"""`factcheck team init`, `join`, `sync` …: a case that a team shares by a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.errors import FactcheckError, InvalidError
from factcheck.text import counted
from factcheck.workspace.merge_lines import MergeLine
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.team.administration import administer, members
from factcheck.workspace.team.joining import join, link_copy, put_on_server, update_tables
from factcheck.workspace.team.link import SyncResult, TeamLink
from factcheck.workspace.team.outgoing import why_held
from factcheck.workspace.team.unshared import tell_unshared

_MOST_APART = 2.0
"""Seconds by which the clocks of two machines may differ without a warning."""
_ROLES = click.Choice(["checker", "editor", "reader"])
_NO_DOCUMENTS = click.option(
    "--without-documents", is_flag=True, help="Share only changes, not the documents beside the case."
)
_CASE = click.option("--case", "name", metavar="TITLE", default="", help="Which case, if you are a member of several.")


@click.command(
    "init",
    cls=Command,
    epilog="""\b
Examples:
  factcheck team init postgresql://ada@desk.example/team
  factcheck team init service=desk
A password is taken from $PGPASSWORD, ~/.pgpass or the service file, as by
psql; it is never stored here. Off this machine the connection needs TLS.
The command also brings the tables of an earlier version up to date.""",
)
@click.argument("server", metavar="SERVER")
@_NO_DOCUMENTS
@click.pass_obj
def init_on_server(setup: Setup, server: str, without_documents: bool) -> None:
    """Put the case on a PostgreSQL server, for a team.

    You become its first editor, and `factcheck team admit` makes others members. The file here stays what you work on.
    """
    with setup.writing() as workspace:
        if (shared := TeamLink.of(workspace)) is not None:
            were_old = update_tables(shared, server)
            output.narrate(f"Shared already; the tables {'were brought' if were_old else 'are'} up to date")
            return
        link = put_on_server(workspace, server, documents=not without_documents)
        _print(link, link.sync(), as_json=False)
        claims, sources = (len(workspace.record.tables[name]) for name in ("claims", "sources"))
        output.narrate(
            f"{counted(claims, 'claim')} and {counted(sources, 'source')} shared with {members(link).server} as "
            f"{link.data.checker}; `factcheck team admit` adds others"
        )


@click.command(
    "join",
    cls=Command,
    epilog="""\b
Examples:
  factcheck team join postgresql://bob@desk.example/team
  factcheck --db flood.json team join service=desk --case "The flood"
Where the case file is there already, it must be a copy of that case: it is
linked, and what it has is shared.""",
)
@click.argument("server", metavar="SERVER")
@_CASE
@_NO_DOCUMENTS
@click.pass_obj
def join_server(setup: Setup, server: str, name: str, without_documents: bool) -> None:
    """Get a case from a server, or link a copy that you have."""
    if setup.path.exists():
        with setup.writing() as workspace:
            link = link_copy(workspace, server, name, documents=not without_documents)
            _print(link, link.sync(), as_json=False)
            data = link.data
    else:
        data = join(setup.path, server, name, documents=not without_documents)
        output.narrate(f"{setup.path} written: {data.title}")
    output.narrate(f"You are {data.checker} there, {data.role}")
    if (here := setup.checker(setup.settings())) != data.checker:
        output.narrate(
            f'factcheck: you sign as {here} here: set checker = "{data.checker}" in the settings, or give --checker'
        )


@click.command("sync", cls=Command)
@output.json_option
@click.pass_obj
def sync_with_server(setup: Setup, as_json: bool) -> None:
    """Send your new changes, and merge those of the others.

    The merge is that of `factcheck merge`: see `factcheck manual team`. Without the server everything else works, and
    is shared the next time.
    """
    with setup.writing() as workspace:
        link = _link(workspace)
        _print(link, link.sync(), as_json=as_json)


@click.command("status", cls=Command)
@output.json_option
@click.pass_obj
def show_link(setup: Setup, as_json: bool) -> None:
    """Show the server, the members, and what is not shared yet."""
    with setup.reading() as workspace:
        link = _link(workspace)
        unshared, found, lines = link.unshared(), members(link), tell_unshared(workspace)
    data = link.data
    if as_json:
        people = [member._asdict() for member in found.members]
        output.print_object(
            {
                "server": found.server,
                "case": data.title,
                "uid": data.uid,
                "checker": data.checker,
                "role": data.role,
                "device": data.copy_name,
                "unshared": unshared,
                "reachable": not found.fault,
                "clock": round(found.clock, 1),
                "members": people,
            }
        )
        return
    rows = [["server", found.server], ["case", data.title], ["you", f"{data.checker}, {data.role}"]]
    rows += [["this copy", data.copy_name], ["not shared yet", str(unshared)]]
    rows += [[f"member {each.checker}", f"{each.role}, logs in as {each.login}"] for each in found.members]
    output.print_rows(rows)
    for line in filter(None, (*lines, found.fault and f"factcheck: {found.fault}")):
        output.narrate(line)
    if abs(found.clock) > _MOST_APART:
        ahead = "ahead of" if found.clock > 0 else "behind"
        output.narrate(f"factcheck: the clock here is {abs(found.clock):.0f} s {ahead} the server's; correct it")


@click.command(
    "admit",
    cls=Command,
    epilog="""\b
Examples:
  factcheck team admit bob
  factcheck team admit Cy --login cy_desk --role reader
An editor may do all; a checker sends changes that are signed with the own
name; a reader sends none. The login is a role of PostgreSQL that exists:
`createuser --pwprompt bob` makes one.""",
)
@click.argument("member", metavar="NAME")
@click.option("--login", metavar="ROLE", default="", help="The role of PostgreSQL.  [default: NAME]")
@click.option("--role", type=_ROLES, default="checker", show_default=True, help="What the member may do.")
@click.pass_obj
def admit_member(setup: Setup, member: str, login: str, role: str) -> None:
    """Make somebody a member of the case on the server."""
    with setup.reading() as workspace, administer(_link(workspace)) as administration:
        administration.admit(member, login or member, role)
    output.narrate(f"{member} is {role} now")


@click.command("dismiss", cls=Command)
@click.argument("member", metavar="NAME")
@click.pass_obj
def dismiss_member(setup: Setup, member: str) -> None:
    """End a membership of the case on the server. What the member shared stays."""
    with setup.reading() as workspace, administer(_link(workspace)) as administration:
        if not administration.dismiss(member):
            raise InvalidError(f"{member!r} is not a member of the case")
    output.narrate(f"{member} is no longer a member")


@click.command("leave", cls=Command)
@click.pass_obj
def leave_server(setup: Setup) -> None:
    """End the link to the server; the case stays.

    What is not shared yet stays in the case here. The case on the server, and your membership, stay too.
    """
    with setup.writing() as workspace:
        link = _link(workspace)
        left = link.unshared()
        link.leave()
    remark = f"; {counted(left, 'change')} not shared" if left else ""
    output.narrate(f"{setup.path} is no longer linked to the server{remark}")


@click.command("export", cls=Command)
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path), required=True, help="The file to write."
)
@click.pass_obj
def export_plain(setup: Setup, path: Path) -> None:
    """Write the case as a plain file that no server is linked to.

    It is brought up to date first; where the server cannot be reached, it is written as it is here.
    """
    with setup.writing() as workspace:
        link = _link(workspace)
        try:
            _print(link, link.sync(), as_json=False)
        except FactcheckError as error:
            output.narrate(f"factcheck: {error}")
        link.export(path)
    output.narrate(f"{path} written")


def _link(workspace: OpenCase) -> TeamLink:
    link = TeamLink.of(workspace)
    if link is None:
        raise InvalidError(f"{workspace.path}: is shared with no server; `factcheck team init` or `join` links it")
    return link


def _print(link: TeamLink, result: SyncResult, *, as_json: bool) -> None:
    if as_json:
        rows = [{**line._asdict(), "by": list(line.by)} for line in result.lines]
        counts = {"sent": result.sent, "received": len(result.taken), "waiting": result.waiting}
        documents = {"documents_sent": result.documents.sent, "documents_received": result.documents.received}
        left = {"held": result.held, "unshared": result.unshared}
        output.print_object({**counts, **left, **documents, "rows": rows})
    else:
        output.print_rows([line.text] for line in _told(result.lines))
    for remark in result.remarks:
        output.narrate(f"factcheck: {remark}")
    if result.held:
        output.narrate(f"factcheck: {why_held(result.held, link.data.checker, link.data.role)}")
    if not as_json:
        waiting = f", {counted(result.waiting, 'change')} of others wait for earlier ones" if result.waiting else ""
        output.narrate(f"{counted(result.sent, 'change')} sent, {len(result.taken)} received{waiting}")
    if any(result.documents) and not as_json:
        sent, received = result.documents
        output.narrate(f"{counted(sent, 'document')} sent, {received} received")


def _told(lines: list[MergeLine]) -> list[MergeLine]:
    return [line for line in lines if line.what in {"contested", "kept", "renamed"}]
