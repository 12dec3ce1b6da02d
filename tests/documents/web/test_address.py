"""Which addresses are asked for, and which places on the network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents.web.address import is_public, read_address, redirect_address
from factcheck.errors import UnreadableError
from factcheck.text import visible_line
from tests.strategies import HOSTILE

CLOSED = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "239.255.255.250", "224.0.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "192.0.0.8", "192.0.0.170", "192.88.99.1", "198.51.100.1", "203.0.113.1",
]  # fmt: skip
CLOSED_IPV6 = [
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00::1", "ff02::1", "ff0e::1", "fec0::1", "feff::1",
    "64:ff9b:1::1", "100::1", "400::1", "2001::1", "2001:2::1", "2001:20::1", "2001:db8::1", "3fff::1", "4000::1",
    "5f00::1", "::8.8.8.8", "::ffff:0:8.8.8.8",
]  # fmt: skip
OPEN = ["8.8.8.8", "1.1.1.1", "93.184.216.34"]


@pytest.mark.parametrize("number", [*CLOSED, *CLOSED_IPV6])
def test_a_place_that_is_not_of_the_open_network_is_told(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", [*OPEN, "2606:4700:4700::1111", "2a00:1450:4001::1"])
def test_a_place_of_the_open_network_is_told(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("number", [*CLOSED, *OPEN])
def test_an_address_in_the_clothes_of_another_is_as_public_as_it_is(number: str) -> None:
    inner = int(IPv4Address(number))
    clothed = [IPv6Address(f"::ffff:{number}"), IPv6Address((0x64FF9B << 96) | inner)]
    clothed.append(IPv6Address((0x2002 << 112) | (inner << 80) | 1))
    assert [is_public(str(address)) for address in clothed] == [number in OPEN] * 3


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://example.org", "https://example.org/"),
        (" HTTP://Example.ORG:80/a?b=c#d\n", "http://example.org/a?b=c"),
        ("http://example.org:8080/a b/ü%20?q=ж", "http://example.org:8080/a%20b/%C3%BC%20?q=%D0%B6"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2606:4700::1]:8080/x", "http://[2606:4700::1]:8080/x"),
    ],
)
def test_an_address_is_written_as_the_network_does(typed: str, asked: str) -> None:
    assert read_address(typed).url == asked


@pytest.mark.parametrize(
    "typed",
    [
        "file:///etc/passwd", "ftp://example.org/x", "gopher://example.org", "javascript:alert(1)", "example.org", "",
        "http://", "http:///x", "https://:443/", "http://[::1", "http://a:99999/", "http://a:b/", "http://a b/",
        "http://a\x1b[31m/", "http://exa\x00mple/", "http://ada:secret@example.org/", f"http://{'ü' * 80}.org/",
        f"http://a/{'x' * 5000}",
    ],
)  # fmt: skip
def test_what_is_not_asked_for_is_said_in_one_line(typed: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_address(typed)
    assert str(refused.value).isprintable()
    assert "secret" not in str(refused.value)
    assert len(str(refused.value)) < 400


@given(st.text(max_size=40) | st.sampled_from(HOSTILE))
def test_whatever_a_server_sends_us_to_is_an_address_of_the_web_or_refused(location: str) -> None:
    start = read_address("https://example.org/a/b?c")
    try:
        found = redirect_address(start, location)
    except UnreadableError as error:
        assert visible_line(str(error)) == str(error)
        return
    assert found.scheme in {"http", "https"}
    assert found.url.isascii()
    assert found.url.isprintable()
    assert " " not in found.url
    assert read_address(found.url) == found


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a/report%20one.pdf?x=/y", "report one.pdf"),
        ("https://example.org/", "example.org"),
        ("https://example.org/a/", "a"),
        ("https://example.org/%2e%2e/", "example.org"),
        ("https://example.org/a%2f..%2f%1b%00", "a"),
        ("https://example.org/..%5c..%5cx", ".. .. x"),
    ],
)
def test_a_document_is_named_after_its_address(url: str, name: str) -> None:
    found = read_address(url).name
    assert "/" not in found
    assert found == name or name in {"a", "example.org"}
    assert found.isprintable()
