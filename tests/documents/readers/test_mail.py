"""E-mails, also those of Outlook: headers and text, and attachments that are named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from factcheck.documents import read
from factcheck.documents.readers.mail import MailReader
from factcheck.documents.readers.msg import MsgReader
from factcheck.errors import UnreadableError
from tests.documents.documents import PROSE
from tests.documents.office import msg_bytes

ATTACHED = "__attach_version1.0_#00000000"


def letter(*, text: str = PROSE) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Anna Brook <anna@example.org>", "Flood"
    message["Message-ID"] = "<1@example.org>"
    if text:
        message.set_content(text)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../report.pdf")
    forwarded = EmailMessage()
    forwarded["Subject"] = "Before"
    forwarded.set_content("Earlier.")
    message.add_attachment(forwarded)
    return message


def test_attachments_are_named() -> None:
    document = read(letter().as_bytes(), "a.eml")
    assert document.remarks == ("2 attachments are not read: report.pdf, attachment 2.eml; --attachments adds them",)
    found = MailReader().attachments(letter().as_bytes())
    assert [each.name for each in found] == ["report.pdf", "attachment 2.eml"]
    assert found[0].data == b"%PDF-1.4"
    assert b"Earlier." in found[1].data


def test_an_email_without_attachments_says_nothing_and_one_of_attachments_alone_is_refused() -> None:
    plain = EmailMessage()
    plain["Message-ID"], plain["Subject"] = "<1@example.org>", "x"
    plain.set_content(PROSE)
    assert read(plain.as_bytes(), "a.eml").remarks == ()
    with pytest.raises(UnreadableError, match="has no text, only attachments: --attachments adds them"):
        read(letter(text="").as_bytes(), "a.eml")


def test_an_email_of_outlook_is_read() -> None:
    texts = {"0037": "Flood", "0C1A": "Anna Brook", "0C1F": "anna@example.org", "0E04": "Ben", "1000": PROSE}
    more = {
        f"{ATTACHED}/__substg1.0_3707001F": "report.pdf".encode("utf-16-le"),
        f"{ATTACHED}/__substg1.0_37010102": b"%PDF-1.4",
    }
    data = msg_bytes(texts, more)
    document = read(data, "a.msg")
    assert document.text.startswith(
        "From: Anna Brook <anna@example.org>\nTo: Ben\nDate: Wed, 04 Mar 2026 04:26:07 +0000"
    )
    assert document.text.endswith(PROSE)
    assert (document.title, document.author, document.published) == ("Flood", "Anna Brook", "2026-03-04")
    assert document.remarks == ("1 attachment is not read: report.pdf; --attachments adds it",)
    (attached,) = MsgReader().attachments(data)
    assert attached.name == "report.pdf"
    assert attached.data.rstrip(b"\0") == b"%PDF-1.4"


@pytest.mark.parametrize(("code_page", "text"), [(936, "河水上涨了四十厘米。"), (1251, "Река поднялась на 40 см.")])
def test_the_code_page_of_an_email_of_outlook_is_used(code_page: int, text: str) -> None:
    document = read(msg_bytes({"0037": text, "1000": text}, code_page=code_page), "a.msg")
    assert document.title == text
    assert document.text.endswith(text)


def test_a_body_in_html_is_read_and_one_in_rtf_alone_is_said() -> None:
    page = f"<html><body><p>{PROSE}</p></body></html>".encode()
    assert PROSE in read(msg_bytes({"0037": "x"}, {"__substg1.0_10130102": page}), "a.msg").text
    with pytest.raises(UnreadableError, match="only in Outlook's own form of RTF"):
        read(msg_bytes({"0037": "x"}, {"__substg1.0_10090102": b"x"}), "a.msg")
