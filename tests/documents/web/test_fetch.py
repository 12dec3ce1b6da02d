"""Documents from a server that answers well, wrongly, slowly, endlessly, and sends us elsewhere."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.documents.web import Fetched, FetchLimits, fetch
from factcheck.errors import UnreadableError
from tests.web import Asked, Page, Server, moved, page, serving

TEXT = "<p>Дождь шёл весь день.</p>".encode("koi8-r")
SMALL = FetchLimits(size=10_000)
BRIEF = FetchLimits(whole=0.2)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({}) as running:
        yield running


def got(server: Server, answer: Page, **settings: Any) -> Fetched:
    """Return what is fetched where the server gives this answer."""
    server.pages["/a/report.html"] = answer
    return fetch(server.url("/a/report.html"), allow_private=True, **settings)


def refused(server: Server, answer: Page, **settings: Any) -> str:
    """Return why nothing is fetched where the server gives this answer: one line that names the address."""
    with pytest.raises(UnreadableError) as why:
        got(server, answer, **settings)
    assert str(why.value).startswith(f"{server.url('')}/")
    assert str(why.value).isprintable()
    return str(why.value).partition(": ")[2]


def test_a_document_comes_with_what_the_server_says_of_it(server: Server) -> None:
    found = got(server, page(TEXT, "text/html; charset=koi8-r"))
    assert found[:4] == (TEXT, server.url("/a/report.html"), "report.html", "text/html; charset=koi8-r")
    ((path, headers),) = server.asked
    assert (path, headers["Host"]) == ("/a/report.html", f"127.0.0.1:{server.server_port}")
    assert headers["User-Agent"].startswith("factcheck/")


def test_a_query_is_asked_with_the_path_and_a_fragment_is_not(server: Server) -> None:
    server.pages["/x?y=%20z"] = page(TEXT)
    assert fetch(server.url("/x?y= z#there"), allow_private=True).data == TEXT


@pytest.mark.parametrize("proxy", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_proxies_are_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv(proxy, "http://127.0.0.1:1")
    assert got(server, page(TEXT)).data == TEXT


WELL: dict[str, bytes] = {
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>Do\r\n3\r\ncum\r\n0\r\n\r\n",
    "until the end": b"HTTP/1.0 200 OK\r\n\r\n<p>Docum",
    "after a 100": b"HTTP/1.1 100 Continue\r\n\r\n" + page(b"<p>Docum"),
    "gzip": page(gzip.compress(b"<p>Docum"), "text/html", "Content-Encoding: GZIP"),
    "x-gzip": page(gzip.compress(b"<p>Docum"), "text/html", "Content-Encoding: x-gzip"),
    "deflate": page(zlib.compress(b"<p>Docum"), "text/html", "Content-Encoding: deflate"),
    "deflate without its head": page(zlib.compress(b"<p>Docum", wbits=-15), "a/b", "Content-Encoding: deflate"),
    "identity": page(b"<p>Docum", "text/html", "Content-Encoding: identity"),
}


@pytest.mark.parametrize("answer", WELL.values(), ids=WELL)
def test_a_document_is_unpacked(server: Server, answer: bytes) -> None:
    assert got(server, answer).data == b"<p>Docum"


WRONG: dict[str, tuple[Page, str]] = {
    "404": (page(b"<p>No such page.", status="404 \x1b[31mNope"), "404 Not Found"),
    "500": (page(b"x", status="500 Oops"), "500 Internal Server Error"),
    "999": (page(b"x", status="999 Odd"), "999"),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", "204 No Content"),
    "206": (page(b"x", status="206 Partial Content"), "206 Partial Content"),
    "304": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "304"),
    "moved without a place": (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "302"),
    "nothing": (page(b""), "sent an empty document"),
    "no answer": (b"", "closed the connection"),
    "not HTTP": (b"\x1b[31mSSH-2.0-x\r\n\r\n", "not HTTP"),
    "an endless line": (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000, "not HTTP"),
    "a hundred headers": (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "not HTTP"),
    "cut off": (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>Docum", "cut off"),
    "cut off within a chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<p>Do", "cut off"),
    "cut off between chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>Do\r\n", "cut off"),
    "a chunk of no size": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx", "cut off"),
    "cut off and packed": (page(gzip.compress(b"<p>Docum")[:-4], "a/b", "Content-Encoding: gzip"), "cut off"),
    "not what it is packed as": (page(b"<p>Docum", "a/b", "Content-Encoding: gzip"), "its Content-Encoding is gzip"),
    "packed in another way": (page(b"x", "a/b", "Content-Encoding: br\x1b"), "the Content-Encoding br"),
    "packed twice": (page(b"x", "a/b", "Content-Encoding: gzip, gzip"), "the Content-Encoding gzip, gzip"),
    "in pieces": (page(gzip.compress(b"x") * 2, "a/b", "Content-Encoding: gzip"), "several gzip members"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_told_in_one_line(server: Server, answer: Page, why: str) -> None:
    assert why in refused(server, answer)


def endless(head: bytes, body: bytes) -> Callable[[Asked], None]:
    def answer(asked: Asked) -> None:
        asked.wfile.write(head)
        while not asked.server.closing.is_set():
            asked.wfile.write(body)

    return answer


ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LARGE: dict[str, Page] = {
    "as it says": page(b"x" * 10_001),
    "only as it says": b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "without an end": endless(ENDLESS + b"\r\n", b"x" * 1000),
    "in chunks without an end": endless(ENDLESS + b"Transfer-Encoding: chunked\r\n\r\n", b"5\r\n<p>Do\r\n"),
    "packed": page(gzip.compress(bytes(1 << 24)), "text/html", "Content-Encoding: gzip"),
    "packed by zlib": page(zlib.compress(bytes(1 << 20)), "text/html", "Content-Encoding: deflate"),
}


@pytest.mark.parametrize("answer", LARGE.values(), ids=LARGE)
def test_what_is_too_large_is_refused(server: Server, answer: Page) -> None:
    limits = FetchLimits(size=20_000 if callable(answer) else 10_000)
    assert "is larger than" in refused(server, answer, limits=limits)


def test_as_much_as_is_allowed_is_taken(server: Server) -> None:
    assert len(got(server, page(b"x" * 10_000), limits=SMALL).data) == 10_000
    packed = page(gzip.compress(b"x" * 10_000), "a/b", "Content-Encoding: gzip")
    assert len(got(server, packed, limits=SMALL).data) == 10_000


def dripping(head: bytes, drop: bytes) -> Callable[[Asked], None]:
    def answer(asked: Asked) -> None:
        asked.wfile.write(head)
        for _ in asked.until_closed():
            asked.wfile.write(drop)

    return answer


SLOW: dict[str, Page] = {
    "no answer": dripping(b"", b""),
    "a body that drips": dripping(ENDLESS + b"Content-Length: 100000\r\n\r\n", b"x"),
    "headers that drip": dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "chunks that drip": dripping(ENDLESS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "never more than continue": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
def test_nobody_waits_longer_than_was_said(server: Server, answer: Page) -> None:
    assert refused(server, answer, limits=BRIEF) == "took longer than 0.2 seconds"


def test_all_hops_together_take_no_longer(server: Server) -> None:
    def again(asked: Asked) -> None:
        next(asked.until_closed())
        asked.wfile.write(moved(f"{asked.path}x"))

    for length in range(12):
        server.pages["/a/report.html" + "x" * length] = again
    why = refused(server, again, limits=FetchLimits(whole=0.02))
    assert why == "took longer than 0.02 seconds"


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
def test_a_fetch_can_be_cancelled(server: Server, answer: Page) -> None:
    assert refused(server, answer, cancelled=lambda: bool(server.asked)) == "cancelled"


def test_a_server_that_cannot_be_reached_is_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        with pytest.raises(UnreadableError, match=rf"^http://127.0.0.1:{port}/: connection refused$"):
            fetch(f"http://127.0.0.1:{port}/", allow_private=True)


def test_a_server_that_takes_no_connection_is_not_waited_for() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(full.getsockname())
            with pytest.raises(UnreadableError, match="no answer"):
                fetch(f"http://127.0.0.1:{full.getsockname()[1]}/", allow_private=True, limits=FetchLimits(connect=0.2))
        finally:
            for filler in fillers:
                filler.close()


def test_a_host_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreadableError, match=r"^http://no\.example/: the host was not found$"):
        fetch("http://no.example/")


# Elsewhere


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_the_last_address_told(server: Server, status: int) -> None:
    server.pages |= {"/b": moved("c/d?e#f", status), "/c/d?e": page(TEXT)}
    found = got(server, moved("../b"))
    assert (found.data, found.url, found.name) == (TEXT, server.url("/c/d?e"), "d")


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("file:///etc/passwd", "redirects to file:///etc/passwd: only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("https://", "has no host"),
        ("http://\x1b[31m/", "redirects to "),
        ("http://a:b@127.0.0.1/", "user name"),
        ("/a/report.html", "in a circle"),
    ],
)
def test_a_redirect_to_where_we_do_not_go_is_told(server: Server, to: str, why: str) -> None:
    assert why in refused(server, moved(to))


def test_redirects_without_end_are_not_followed(server: Server) -> None:
    server.pages |= {f"/{number}": moved(f"/{number + 1}") for number in range(100)}
    assert "more than 10 redirects" in refused(server, moved("/1"))
    assert len(server.asked) <= 11


def test_a_redirect_in_utf8_is_followed(server: Server) -> None:
    server.pages["/%C3%BC"] = page(TEXT)
    assert got(server, moved("/ü")).data == TEXT


# Private places


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_private_place_is_not_asked_unless_allowed(server: Server, host: str) -> None:
    with pytest.raises(UnreadableError, match=r"127\.0\.0\.1.*not a public address$|the host was not found"):
        fetch(f"http://{host}:{server.server_port}/")
    assert not server.asked


def resolving(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[str]]) -> list[str]:
    """Let names be looked up as `answers` say, one after the other; return the names as they are looked up."""
    looked_up: list[str] = []

    def look(host: str, port: int, **_: object) -> list[Any]:
        looked_up.append(host)
        number = answers[host].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return looked_up


def test_a_name_that_leads_to_a_private_place_is_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, {"public.example": ["127.0.0.1"]})
    with pytest.raises(UnreadableError, match="not a public address"):
        fetch(f"http://public.example:{server.server_port}/")
    assert not server.asked


def test_a_name_is_looked_up_once_and_asked_where_it_was_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second answer would be another place: the name has been bound anew between check and use."""
    looked_up = resolving(monkeypatch, {"public.example": ["127.0.0.1", "127.0.0.99"]})
    monkeypatch.setattr("factcheck.documents.web.connection.is_public", lambda number: number == "127.0.0.1")
    server.pages["/x"] = page(TEXT)
    assert fetch(f"http://public.example:{server.server_port}/x").data == TEXT
    assert looked_up == ["public.example"]
    assert server.asked[0][1]["Host"] == f"public.example:{server.server_port}"


def test_a_redirect_to_a_private_place_is_not_followed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, {"public.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]})
    monkeypatch.setattr("factcheck.documents.web.connection.is_public", lambda number: number == "127.0.0.1")
    server.pages["/x"] = moved(f"http://inside.example:{server.server_port}/secret")
    with pytest.raises(UnreadableError, match=r"inside\.example.*127\.0\.0\.2, which is not a public address"):
        fetch(f"http://public.example:{server.server_port}/x")
    assert [path for path, _ in server.asked] == ["/x"]


def test_of_several_places_only_the_public_are_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(_host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{last}", port)) for last in (2, 1)]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    monkeypatch.setattr("factcheck.documents.web.connection.is_public", lambda number: number == "127.0.0.1")
    server.pages["/x"] = page(TEXT)
    assert fetch(f"http://public.example:{server.server_port}/x").data == TEXT


def test_if_one_place_does_not_answer_the_next_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(_host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{last}", port)) for last in (77, 1)]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    server.pages["/x"] = page(TEXT)
    assert fetch(f"http://two.example:{server.server_port}/x", allow_private=True).data == TEXT


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that this machine has made for itself, with its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl to make a certificate with")
    directory = tmp_path_factory.mktemp("tls")
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=factcheck"
    files = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([program, *words.split(), *files], cwd=directory, check=True, capture_output=True)
    return directory / "certificate.pem"


@pytest.fixture
def safe_server(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    with serving({"/x": page(TEXT), "/slow": dripping(b"", b"")}, tls=context) as running:
        yield running


def test_a_document_comes_over_tls(safe_server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(safe_server.url("/x"), allow_private=True).data == TEXT
    with pytest.raises(UnreadableError, match="took longer"):
        fetch(safe_server.url("/slow"), allow_private=True, limits=BRIEF)


def test_a_certificate_that_is_not_trusted_is_told(safe_server: Server) -> None:
    with pytest.raises(UnreadableError, match="certificate cannot be verified: self-signed"):
        fetch(safe_server.url("/x"), allow_private=True)
    assert not safe_server.asked


def test_a_certificate_of_another_host_is_told(
    safe_server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    resolving(monkeypatch, {"other.example": ["127.0.0.1"]})
    with pytest.raises(UnreadableError, match="cannot be verified: Hostname mismatch"):
        fetch(f"https://other.example:{safe_server.server_port}/x", allow_private=True)


def test_a_server_without_tls_is_told(server: Server) -> None:
    with pytest.raises(UnreadableError, match=r"no secure connection: |closed the connection"):
        fetch(f"https://127.0.0.1:{server.server_port}/", allow_private=True)


def leading(target: str, seconds: str = "0", text: str = "It has moved.") -> bytes:
    """Return a page that leads on by itself."""
    return page(f"<meta http-equiv=refresh content='{seconds}; url={target}'><p>{text}</p>".encode(), "text/html")


def test_what_the_server_says_is_kept_with_the_asked_address_and_those_between(server: Server) -> None:
    headers = b'Last-Modified: Fri, 20 Nov 2026 08:00:00 GMT\r\nETag: "a1"\r\n'
    server.pages["/b"] = moved("/c")
    server.pages["/c"] = page(TEXT).replace(b"\r\n", b"\r\n" + headers, 1)
    answer = got(server, moved("/b")).answer
    asked, between = server.url("/a/report.html"), server.url("/b")
    assert answer == (asked, between, "200", "Fri, 20 Nov 2026 08:00:00 GMT", '"a1"')
    assert fetch(server.url("/c"), allow_private=True).answer[:2] == ("", "")


def test_a_page_that_leads_on_by_itself_is_followed(server: Server) -> None:
    server.pages["/new"] = page(TEXT)
    found = got(server, leading("/new"))
    assert (found.data, found.url, found.answer.asked) == (TEXT, server.url("/new"), server.url("/a/report.html"))


@pytest.mark.parametrize("seconds", ["1.2.3", ".", "0.5"])
def test_a_page_that_leads_on_after_an_odd_time_is_followed(server: Server, seconds: str) -> None:
    server.pages["/new"] = page(TEXT)
    assert got(server, leading("/new", seconds=seconds)).data == TEXT


@pytest.mark.parametrize(
    "stays",
    [leading("/new", seconds="300"), leading("/new", text="word " * 100), leading("/a/report.html"), leading("")],
    ids=["later", "with a text", "to itself", "nowhere"],
)
def test_a_page_that_stays_is_not_left(server: Server, stays: bytes) -> None:
    server.pages["/new"] = page(TEXT)
    assert got(server, stays).url == server.url("/a/report.html")


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "429 Too Many Requests"])
def test_a_server_that_refuses_a_program_is_answered_with_what_a_person_can_do(server: Server, status: str) -> None:
    words = refused(server, f"HTTP/1.1 {status}\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n".encode())
    assert f"the server answers {status} (again after 120 s): open it in a browser, save the page" in words
