"""Where the web server may listen: this machine's own address, and any other only behind TLS."""

from __future__ import annotations

import pytest

from factcheck.errors import InvalidError
from factcheck.tui.served.place import check_place


@pytest.mark.parametrize(
    ("host", "address", "websocket"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/", "ws://127.0.0.1:8000/ws"),
        ("127.0.0.2", "http://127.0.0.2:8000/", "ws://127.0.0.2:8000/ws"),
        ("localhost", "http://localhost:8000/", "ws://localhost:8000/ws"),
    ],
)
def test_an_address_of_this_machine_alone_is_served(host: str, address: str, websocket: str) -> None:
    place = check_place(host, 8000)
    assert (place.address, place.websocket, place.is_secure) == (address, websocket, False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_an_address_that_others_reach_is_refused_without_tls(host: str) -> None:
    with pytest.raises(InvalidError, match=r"without TLS.*--behind-tls https://"):
        check_place(host, 8000)


def test_behind_tls_pages_have_the_address_of_the_proxy() -> None:
    place = check_place("0.0.0.0", 8000, "https://desk.example/ada/")
    assert place.address == "https://desk.example/ada/"
    assert place.origin == "https://desk.example"
    assert place.websocket == "wss://desk.example/ada/ws"
    assert (place.root, place.is_secure) == ("/ada/", True)


@pytest.mark.parametrize(
    "address",
    ["http://desk.example", "desk.example", "https://", "https://x:port/", "https://a@b.example/", "https://x/?a=1"],
)
def test_only_an_https_address_stands_for_tls(address: str) -> None:
    with pytest.raises(InvalidError, match="--behind-tls"):
        check_place("127.0.0.1", 8000, address)


def test_a_host_that_does_not_exist_is_named() -> None:
    with pytest.raises(InvalidError, match="no such address"):
        check_place("a..b", 8000)
