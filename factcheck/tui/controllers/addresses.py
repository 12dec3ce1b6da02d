"""Opening the address of a source in the browser, after asking."""

from __future__ import annotations

from textual.content import Content

from factcheck.case.records import Source
from factcheck.text import visible_line
from factcheck.tui.controllers.host import Host
from factcheck.tui.dialogs import OpenInBrowser
from factcheck.tui.render.addresses import web_address


class Addresses:
    """Asks whether the address of a source is to be opened."""

    def __init__(self, host: Host) -> None:
        """Open the addresses of sources of the case of `host`."""
        self._host = host

    def open(self, source: Source | None) -> None:
        """Ask whether the address of a source is to be opened; say so if it has none that can be."""
        host = self._host
        if source is None:
            host.status_line.problem("No source is selected whose address could be opened")
        elif address := web_address(source):
            title = f"The address of {source.ref}"
            note = "Nothing is opened before you say so."
            host.post_message(
                OpenInBrowser(
                    title, address, address, note, then=lambda done: self._opened(source, address, bool(done))
                )
            )
        elif source.url:
            host.status_line.problem(f"{source.ref} has no http or https address that could be opened: {source.url}")
        else:
            host.status_line.problem(f"{source.ref} has no address; it can be given one in the library")

    def _opened(self, source: Source, address: str, is_done: bool) -> None:
        if is_done:
            head = (" opened ", "bold $text-success")
            words = visible_line(f"{source.ref} in the browser: {address}")
            self._host.status_line.say(Content.assemble(head, f" {words}"))
