"""`factcheck source check`: check the stored documents against their hashes."""

from __future__ import annotations

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.documents.sandbox.confinement import missing
from factcheck.text import counted


@click.command(
    "check",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: ref, hash, and what is wrong, a line
each; nothing for documents that are intact.""",
)
@output.json_option
@click.pass_obj
def check_sources(setup: Setup, as_json: bool) -> int:
    """Check the stored documents against their hashes.

    The bytes and the texts of all versions are read again. Exit status 1 if one was changed, damaged or removed.
    """
    with setup.reading() as workspace:
        store, sources = workspace.texts, workspace.sources()
        versions = {
            version.sha256: source.ref
            for source in sources
            for version in workspace.documents.versions(source.id)
            if store.has(version.sha256)
        }
        checked = {name: store.faults(name) for name in versions}
    wrong = [(versions[name], name, fault) for name, faults in checked.items() for fault in faults]
    if as_json:
        output.print_objects(
            {"ref": versions[name], "sha256": name, "faults": faults} for name, faults in checked.items()
        )
    else:
        output.print_rows(list(each) for each in wrong)
    bad = len({name for _, name, _ in wrong})
    output.narrate(f"{counted(len(checked), 'document')} checked: {f'{bad} damaged' if bad else 'all are intact'}")
    if lacking := missing():
        output.narrate(f"Documents are read without {' and '.join(lacking)}, which this system does not have")
    return int(bool(wrong))
