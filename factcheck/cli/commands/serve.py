"""`factcheck serve`: the workbench in a web browser, for one who has no terminal."""

from __future__ import annotations

import click

from factcheck.cli import lazy, output
from factcheck.cli.context import Command, Setup
from factcheck.errors import FactcheckError
from factcheck.tui.served.place import check_place


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck serve
  factcheck --db bridge.json --checker ada serve --port 8123
Behind a proxy that has TLS:
  factcheck serve --behind-tls https://desk.example/ada
It needs the extra serve: pip install 'factcheck-workbench[serve]'.""",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address of this machine to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--behind-tls",
    metavar="URL",
    default="",
    help="The https address of a proxy that stands in front; only then may --host be reached by other machines.",
)
@click.pass_obj
def serve(setup: Setup, host: str, port: int, behind_tls: str) -> None:
    """Open the workbench in a web browser, for one who has no terminal.

    Prints the address to open, with a token in it: whoever has that address works on the case under your name, and
    sees the files that you may read. Without the token every request is refused. Each page that is opened is a
    workbench of its own. Ctrl+C ends the server; drafts are kept.
    """
    place = check_place(host, port, behind_tls)
    with setup.reading() as workspace:
        title = workspace.case.title
    try:
        server = lazy.served
    except ModuleNotFoundError as error:
        raise FactcheckError("serve: needs the extra serve: pip install 'factcheck-workbench[serve]'") from error

    def tell(address: str) -> None:
        output.narrate(f"{setup.path}: the workbench is at {address} (Ctrl+C ends)")

    server.serve(setup.path, setup.checker(setup.settings()), f"{title} – factcheck", place, tell)
