"""A model behind an endpoint: nothing is sent before a person agrees, and no answer does more than it may."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.case.records import Stance
from factcheck.documents.web import FetchLimits
from factcheck.documents.web.agreed_hosts import agreed_path
from factcheck.evidence import Text
from factcheck.evidence.judges import Judge, JudgingError, judges
from factcheck.evidence.judges.endpoint import EndpointJudge
from factcheck.settings import Settings
from tests.evidence.judges.model_server import PATH, completion, judging, saying
from tests.web import Asked, Page, Server, moved, page, serving

CLAIM = Text("At least 238 people died in the unrest.")
PASSAGE = Text("Officials said that “at least 238 people” died in the unrest.", before="A report of 2023.")
GOOD = {"stance": "supports", "quote": "at least 238 people", "reason": "The number is the same."}
LIMITS = FetchLimits(connect=5, whole=20, size=1 << 16)


def judge_at(server: Server, limits: FetchLimits = LIMITS, key: str = "") -> EndpointJudge:
    judge = EndpointJudge(server.url("/v1/"), "tiny", key, limits)
    judge.agree()
    return judge


def opinion(answer: Page) -> tuple[Stance | None, str]:
    """Return what comes of one answer of the server."""
    with serving({PATH: answer}) as server:
        (found,) = judge_at(server).judge(CLAIM, [PASSAGE])
        assert found.by == f"tiny at 127.0.0.1:{server.server_port}"
        return found.stance, found.why


def trouble(answer: Page, limits: FetchLimits = LIMITS, cancelled: Callable[[], bool] = lambda: False) -> str:
    """Return the line of trouble that comes of one answer of the server."""
    with serving({PATH: answer}) as server, pytest.raises(JudgingError) as caught:
        judge_at(server, limits).judge(CLAIM, [PASSAGE], cancelled)
    line = str(caught.value)
    assert "\n" not in line
    assert "127.0.0.1" in line
    return line


def good(**other: object) -> str:
    return json.dumps({**GOOD, **other})


# Consent


def test_nothing_is_sent_before_a_person_agreed() -> None:
    with serving({PATH: judging}) as server:
        judge = EndpointJudge(server.url("/v1"), "tiny")
        assert judge.consent == f"The claim and the passages will be sent to {server.url('')}, to the model tiny."
        with pytest.raises(JudgingError, match="you have not agreed"):
            judge.judge(CLAIM, [PASSAGE])
        assert server.asked == []
        judge.agree()
        assert judge.consent == ""
        judge.judge(CLAIM, [PASSAGE])
        assert [path for path, _ in server.asked] == [PATH]


def test_who_agreed_once_is_not_asked_again_for_that_host_alone() -> None:
    first = EndpointJudge("http://one.example:8080/v1", "tiny")
    first.agree()
    first.agree()
    assert EndpointJudge("http://one.example:8080/other", "large").consent == ""
    for other in ("http://one.example/v1", "https://one.example:8080/v1", "http://two.example:8080/v1"):
        assert EndpointJudge(other, "tiny").consent
    assert agreed_path().read_text().splitlines()[1:] == ["http://one.example:8080"]


def test_an_agreement_that_cannot_be_kept_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "agreed-hosts.txt").mkdir()
    monkeypatch.setenv("FACTCHECK_CONFIG", str(tmp_path / "config.toml"))
    judge = EndpointJudge("http://one.example/v1", "tiny")
    with pytest.raises(JudgingError, match="nothing is sent"):
        judge.agree()
    assert judge.consent


# What is sent


def test_claim_passage_and_what_stands_before_it_are_sent_and_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[bytes] = []

    def listen(asked: Asked) -> None:
        bodies.append(asked.body)
        asked.wfile.write(completion(good()))

    monkeypatch.setenv("A_KEY", "secret-1")
    with serving({PATH: listen}) as server:
        judge_at(server, key="A_KEY").judge(CLAIM, [PASSAGE])
        ((_, headers),) = server.asked
    assert headers["Authorization"] == "Bearer secret-1"
    sent = json.loads(bodies[0])
    assert (sent["model"], sent["temperature"]) == ("tiny", 0)
    question = sent["messages"][-1]["content"]
    assert all(text in question for text in (CLAIM.text, PASSAGE.text, PASSAGE.before))


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("A_KEY", None, "the environment variable A_KEY contains no valid key"),
        ("A_KEY", " ", "the environment variable A_KEY contains no valid key"),
        ("A_KEY", "a\nb", "the environment variable A_KEY contains no valid key"),
        ("sk-123", None, "must be the name of an environment variable, not a key itself"),
    ],
)
def test_a_key_is_taken_from_the_environment_and_never_shown(
    key: str, value: str | None, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is not None:
        monkeypatch.setenv(key, value)
    with serving({PATH: judging}) as server:
        with pytest.raises(JudgingError, match=why) as caught:
            judge_at(server, key=key).judge(CLAIM, [PASSAGE])
        assert server.asked == []
    assert "sk-123" not in str(caught.value)


# Answers that can be used


@pytest.mark.parametrize(
    "content",
    [
        good(),
        good(stance=" Supports "),
        good(quote="at least 238 people”  died"),
        f"```json\n{good()}\n```",
        f"<think>It says {{238}} … {{}} </think>\nHere it is: {good()} I hope this helps.",
        good(other=[1, {"stance": "contradicts"}]),
    ],
)
def test_a_stance_with_a_quote_from_the_passage_counts(content: str) -> None:
    assert opinion(saying(content)) == (Stance.SUPPORTS, "The number is the same.")


def test_where_its_quote_stands_is_marked() -> None:
    with serving({PATH: saying(good())}) as server:
        (found,) = judge_at(server).judge(CLAIM, [PASSAGE])
    assert [PASSAGE.text[start:end] for start, end in found.marks] == ["at least 238 people"]


@pytest.mark.parametrize(
    "quote",
    ["at least 225 people", "at least […] died", "at least 238 men died", "", "said", "died.", 238, None, "x" * 9999],
)
def test_a_stance_whose_quote_is_not_in_the_passage_is_dropped(quote: object) -> None:
    stance, why = opinion(saying(good(quote=quote)))
    assert stance is None
    assert why == "it says supports, but its quote is not in the passage; ignored"


def test_neither_needs_no_quote() -> None:
    assert opinion(saying(good(stance="neither", quote=""))) == (None, "The number is the same.")


@pytest.mark.parametrize(
    "content", ["", "Yes, it does.", "{", "[1]", "{}", '{"stance": "true"}', '{"stance": 1}', "{" * 20_000, "null"]
)
def test_words_without_a_stance_are_dropped(content: str) -> None:
    assert opinion(saying(content)) == (None, "its answer contains no JSON object with a stance and was ignored")


@pytest.mark.parametrize(
    "body",
    [b"{}", b"", b"null", b"\xff", b"[" * 30_000, b'{"choices": []}', b'{"choices": [{"message": {"content": [1]}}]}'],
)
def test_what_is_no_completion_is_dropped(body: bytes) -> None:
    assert opinion(page(body)) == (None, "its answer is not a chat completion and was ignored")


def test_its_reason_is_one_harmless_line() -> None:
    stance, why = opinion(saying(good(reason="\x1b[2JIt\n\u202e is " + "so " * 500)))
    assert stance is Stance.SUPPORTS
    assert len(why) <= 300
    assert "\x1b" not in why
    assert "\n" not in why
    assert "\u202e" not in why


# No answer


def test_an_error_of_the_server_is_told() -> None:
    why = trouble(page(b'{"error": "no such model\x1b[2J"}', "application/json", status="404 Not Found"))
    assert 'the server answers 404: {"error": "no such model␛[2J"}' in why


def test_a_redirect_is_not_followed() -> None:
    with serving({"/v1/chat/completions": completion(good())}) as elsewhere:
        assert "the server answers 302" in trouble(moved(elsewhere.url(PATH)))
        assert elsewhere.asked == []


def test_a_server_that_hangs_up_is_told() -> None:
    assert "closed the connection without an answer" in trouble(b"")
    assert "is not HTTP" in trouble(b"hello\r\n\r\n")


def test_a_server_that_is_not_there_is_told() -> None:
    with serving({}) as server:
        judge = judge_at(server)
    with pytest.raises(JudgingError, match="connection refused"):
        judge.judge(CLAIM, [PASSAGE])


def test_a_slow_answer_is_not_waited_for() -> None:
    def dawdle(asked: Asked) -> None:
        for _ in asked.until_closed():
            pass

    assert "took longer than 0.2 seconds" in trouble(dawdle, FetchLimits(connect=5, whole=0.2, size=1 << 16))


def test_an_answer_that_drips_is_not_waited_for() -> None:
    def drip(asked: Asked) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in asked.until_closed():
            asked.wfile.write(b" ")

    assert "took longer than 0.2 seconds" in trouble(drip, FetchLimits(connect=5, whole=0.2, size=1 << 20))


def test_an_endless_answer_is_cut_short() -> None:
    def flood(asked: Asked) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in asked.until_closed():
            asked.wfile.write(b" " * (1 << 16))

    assert "the answer is larger than 64 KiB" in trouble(flood)


def test_who_cancels_waits_no_longer() -> None:
    begun: list[str] = []

    def dawdle(asked: Asked) -> None:
        begun.append(asked.path)
        for _ in asked.until_closed():
            pass

    assert trouble(dawdle, cancelled=lambda: bool(begun)).endswith(": cancelled")


@pytest.mark.parametrize(
    ("endpoint", "model", "why"),
    [
        ("ftp://one.example/v1", "tiny", "only http and https"),
        ("one.example", "tiny", "only http and https"),
        ("http://user:pass@one.example/v1", "tiny", "user name or password"),
        ("http:///v1", "tiny", "has no host"),
        ("http://one.example/v1", "", r"no model is named; the settings have \[judge\] model"),
    ],
)
def test_an_address_that_is_none_is_told(endpoint: str, model: str, why: str) -> None:
    judge = EndpointJudge(endpoint, model)
    judge.agree()
    assert not agreed_path().exists()
    with pytest.raises(JudgingError, match=why) as caught:
        judge.judge(CLAIM, [PASSAGE])
    assert "pass@" not in f"{caught.value} {judge.name}"


def test_without_a_setting_there_are_the_rules_alone() -> None:
    found: list[Judge] = judges(Settings())
    assert [judge.name for judge in found] == ["the rules"]
    named = judges(Settings(judge={"nli": "~/models/nli-small", "endpoint": "http://one.example/v1", "model": "tiny"}))
    assert [judge.name for judge in named] == ["the rules", "NLI model nli-small", "tiny at one.example"]
