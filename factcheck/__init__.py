"""factcheck: a fact-checking workbench in the terminal, and the same from Python.

    import factcheck

    with factcheck.open("db.json", checker="me") as case:
        for claim in case.claims("is:unchecked"):
            print(claim.ref, claim.text)
        case.decide("C3", "refuted", rationale="The official figure is 225.")

`factcheck manual python` has an example for each function. What is named here is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.case.records import Claim, Entry, Excerpt, Source, Stance, Verdict
    from factcheck.errors import FactcheckError
    from factcheck.workspace.create import create_workspace as create
    from factcheck.workspace.create import open_workspace as open  # noqa: A004 (as in gzip, tarfile, wave)
    from factcheck.workspace.text_checks import compare, find_quote
    from factcheck.workspace.workspace import Workspace

    __version__: str

__all__ = [
    "Claim",
    "Entry",
    "Excerpt",
    "FactcheckError",
    "Source",
    "Stance",
    "Verdict",
    "Workspace",
    "compare",
    "create",
    "find_quote",
    "open",
]

_PLACES = {
    "Claim": "case.records:Claim",
    "Entry": "case.records:Entry",
    "Excerpt": "case.records:Excerpt",
    "FactcheckError": "errors:FactcheckError",
    "Source": "case.records:Source",
    "Stance": "case.records:Stance",
    "Verdict": "case.records:Verdict",
    "Workspace": "workspace.workspace:Workspace",
    "compare": "workspace.text_checks:compare",
    "create": "workspace.create:create_workspace",
    "find_quote": "workspace.text_checks:find_quote",
    "open": "workspace.create:open_workspace",
    "__version__": "text:VERSION",
}


def __getattr__(name: str) -> Any:
    """Load what the package offers under a name."""
    if name not in _PLACES:
        raise AttributeError(f"module 'factcheck' has no attribute {name!r}")
    module, _, found = _PLACES[name].partition(":")
    return getattr(import_module(f"factcheck.{module}"), found)


def __dir__() -> list[str]:
    """Return the names that the package offers."""
    return [*__all__, "__version__"]
