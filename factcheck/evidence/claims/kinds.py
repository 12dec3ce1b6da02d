"""What a unit of a text is: a statement, a quotation, a question, an opinion, or a headline, caption, byline, notice.

Lines are told apart first, by their words and by the missing full stop; then the sentences of lines of prose. Notices,
captions and bylines are told in English and in the languages with a data file of prose, opinions, predictions and chat
in English only. An opinion or a prediction with a figure, a cause, an accusation or a
verb of saying is a statement.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from factcheck.evidence.claims.features import ACCUSATION, AHEAD, BELIEF, CAUSE, JUDGEMENT, PAST_VERB, SAID, WISH
from factcheck.evidence.claims.quotations import quotations
from factcheck.evidence.languages.english.calendar import SHORT_MONTHS
from factcheck.evidence.languages.english.finite import FINITE
from factcheck.evidence.languages.prose.lines import LineWords, line_words


class UnitKind(StrEnum):
    """The kind of a unit of a text."""

    STATEMENT = "statement"
    QUOTATION = "quotation"
    QUESTION = "question"
    OPINION = "opinion"
    PREDICTION = "prediction"
    CHAT = "chat"
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    BYLINE = "byline"
    NOTICE = "notice"

    @property
    def checkable(self) -> bool:
        """Whether a unit of this kind is judged checkable, and proposed as a claim."""
        return self in {UnitKind.STATEMENT, UnitKind.QUOTATION}


class TextLine(NamedTuple):
    """A line of a text that is not blank: its span without white space, and its kind; None if it is prose."""

    start: int
    end: int
    kind: UnitKind | None


_CLOSERS = r"(?:\s?[»›]|[\"'”’“)\]])*"
_STOP = re.compile(rf"(?:[.!?…。！？।۔]|\.\[\d+\]){_CLOSERS}$")
ITEM = re.compile(r"(?:[-*•–—‣·]|\(?\d{1,3}[.)])\s+")
"""The mark before an item of a list."""
DATELINE = re.compile(r"[A-Z]{3,}[A-Z ./'’-]*(?:, [A-Z][\w. ]{1,30})?(?: \([^)]{2,30}\))? ?[—–-]\s+")
"""The place before the first sentence of a report: "CAIRO — "."""
_HEADING = re.compile(r"#{1,6}\s")
_CREDIT = re.compile(
    r"(?i)(?:photo(?:graph)?s?|image|picture|video|credit|caption|graphic|illustration|source)\b\s?:|(?:photo|"
    r"image) by\s|credit\s[A-Z]"
)
_CAPTION = re.compile(
    r"(?i)\b(?:seen|pictured|shown)\b.{0,40}\b(?:photo(?:graph)?|picture|image|footage)\b"
    r"|/\s?(?:official )?(?:handout|afp|ap|reuters|getty)\b|\bfile photo\b"
)
_LONGEST_CAPTION = 300
_OF_THE_TEXT = (
    r"editor[’']s note\b|corrections?:|all rights reserved|©|"
    r"this (?:article|story|piece|page|post) (?:was|has been|is|first|originally)\b(?! about)|"
    r".*\bcontributed to this (?:report|story|article)\b"
)
"""What a notice says of the text it stands in, on a line of its own or as a sentence."""
_NOTICE = re.compile(
    rf"(?i)(?:{_OF_THE_TEXT}|"
    r"\[.*\]$|(?:read|see|watch|listen) (?:also|more|next)\b|related\b\s?:?|more (?:on|from)\b.{0,60}$|"
    r"sign up\b|subscribe\b|newsletters?\b|advertisements?\b|share (?:this|on)\b|follow us\b|copyright\b|"
    r"click here\b|download (?:our|the) app)"
)
_LIST_NOTICE = re.compile(r"(?i)(?:read (?:also|more|next)|related)\b\s?:?$")
"""A notice that has lines of its own below it."""
_BYLINE = re.compile(r"(?:By|Words by|Reporting by|Written by|From)\s[A-Z][^.!?]{1,80}$")
_MONTHS = rf"(?:{'|'.join(SHORT_MONTHS)})[a-z]*"
_DATE_LINE = re.compile(
    r"(?:(?:Published|Updated|Last updated|Posted|Modified|Date)\b:?\s?(?:on\s)?)?(?:(?:Mon|Tues?|Wed(?:nes)?|"
    r"Thu(?:rs)?|Fri|"
    rf"Sat(?:ur)?|Sun)(?:day)?,?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTHS}|{_MONTHS}\s\d{{1,2}}|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})[\s,.\d:|–-]*(?:[ap]\.?m\.?|[A-Z]{2,4})?\.?$"
)
_ASSERTING = re.compile(
    r"(?:The|An?|It|He|She|They|We|This|These|There|Its|His|Her|Their|In|On|At|\d\S*)\s.*"
    rf"\b(?:{FINITE}|carries|has|opens?|employs?)\b"
)
"""A line that reads like a sentence: two of them one after the other are items of a list that has lost its marks."""
_MOST_WORDS = 22
"""Words of the longest line without a full stop that is a headline."""
_FEWEST_WORDS = 3
"""Words of the shortest item of a list that states something."""


def lines(text: str, code: str = "en") -> list[TextLine]:
    """Return the lines of a text in the language `code` (ISO 639-1) that are not blank, in their order."""
    found: list[TextLine] = []
    words = line_words(code)
    stripped = [(match.start(), match[0].rstrip()) for match in re.finditer(r"\S[^\n]*", text)]
    first_prose = next((number for number, (_, line) in enumerate(stripped) if _STOP.search(line)), len(stripped))
    listing, below_notice, headlines = False, False, set[str]()
    items = [not _STOP.search(line) and _ASSERTING.match(line) is not None for _, line in stripped]
    for number, (start, line) in enumerate(stripped):
        is_item = number > first_prose and items[number] and any((items[number - 1], *items[number + 1 : number + 2]))
        kind = _kind_by(words, line) or _line_kind(line, in_list=listing or is_item)
        parted = bool(found) and text.count("\n", found[-1].end, start) > 1
        below_notice = below_notice and (not parted or _has_more_below(stripped[number - 1][1], words))
        if below_notice and not _STOP.search(line):
            kind = UnitKind.NOTICE
        elif kind is UnitKind.HEADLINE:
            if len(headlines) == 1 and number < first_prose and line not in headlines:
                kind = UnitKind.STANDFIRST
            headlines.add(line)
        below_notice = kind is UnitKind.NOTICE and (below_notice or _has_more_below(line, words))
        listing = line.endswith(":") or (listing and not _STOP.search(line) and kind is None)
        found.append(TextLine(start, start + len(line), kind))
    return found


def _has_more_below(line: str, words: LineWords | None) -> bool:
    """Tell whether a notice has lines of its own below it."""
    return _LIST_NOTICE.match(line) is not None or (words is not None and words.list_notice.match(line) is not None)


def _kind_by(own: LineWords | None, line: str) -> UnitKind | None:
    """Return the kind of a line by the words of its language, if it is no sentence."""
    if own is None or _STOP.search(line) or _HEADING.match(line):
        return None
    patterns = {UnitKind.CAPTION: own.caption, UnitKind.NOTICE: own.notice, UnitKind.BYLINE: own.byline}
    return next((kind for kind, pattern in patterns.items() if pattern.match(line)), None)


def _line_kind(line: str, *, in_list: bool) -> UnitKind | None:
    words, stopped = len(line.split()), _STOP.search(line) is not None
    if _HEADING.match(line):
        return UnitKind.HEADLINE
    if (_CREDIT.match(line) and not stopped) or (len(line) < _LONGEST_CAPTION and _CAPTION.search(line)):
        return UnitKind.CAPTION
    if _NOTICE.match(line) and (not stopped or not line.endswith("?")):
        return UnitKind.NOTICE
    if not stopped and (_BYLINE.match(line) or _DATE_LINE.match(line)):
        return UnitKind.BYLINE
    if stopped or words > _MOST_WORDS:
        return None
    is_item = (in_list or ITEM.match(line)) and words > _FEWEST_WORDS and (line[-1].isalnum() or line[-1] in "%);,")
    return None if is_item else UnitKind.HEADLINE


_INTERJECTION = (
    r"(?:sure(?: thing)?|certainly|absolutely|of course|okay|ok|hi|hello|dear|yes|no|thanks|thank you|sorry|welcome)"
)
_AFTER_INTERJECTION = (
    r"(?:a lot|about that|again|all|back|everyone|for (?:that|this|asking|reading|sharing|the (?:question|link|tip)"
    r"|your \w+)|folks|friends?|not at all|not|problems?|readers?|so much|there|thing|to (?:all|you|our \w+)"
    r"|very much|way|worries|yes|you)"
)
"""What follows an interjection where both say nothing: "Thanks a lot!" """
_CHAT = re.compile(
    r"(?i)(?:(?:what a )?(?:great|good|excellent|interesting|fair) (?:question|point)(?:[^\w\s]|$|\s[^\w\s])|"
    rf"{_INTERJECTION}(?:[,!]? (?:{_INTERJECTION}|{_AFTER_INTERJECTION}))*\s*[!.…]|"
    rf"{_INTERJECTION}, (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?[!.]|(?:hi|hello|dear) [^.?]{{0,30}}[!,]$|"
    rf"{_INTERJECTION}, (?:here(?:[’']s| is| are)|i(?:[’']d|[’']ll|[’']m| am| can| would| will)|let me)\b|"
    r"i hope (?:this|that|it) helps|let me (?:know|explain|break)|feel free|"
    r"here(?:[’']s| is| are)\b(?! wh)[^.]{0,60}[:.!]$|as an ai\b|i(?:[’']d be| am|[’']m) (?:happy|glad|sorry|an ai)|"
    r"happy to help[!,.]|in (?:summary|short|conclusion):$|note that i\b|please (?:note|let|verify))"
)
_NOTICE_SENTENCE = re.compile(rf"(?i)(?:\[[^\]]*\]\s*)*(?:$|{_OF_THE_TEXT})")
_QUESTION = re.compile(rf"[?？؟]{_CLOSERS}$")
_FIRM = re.compile(r"\d")
_QUOTED_SHARE = 0.6
"""The share of the letters of a quotation that stand in quotation marks."""


def sentence_kind(sentence: str, *, english: bool = True, within_marks: bool = False) -> UnitKind:
    """Return the kind of a sentence on one line; `within_marks` if it begins in quotation marks of an earlier one."""
    if _QUESTION.search(sentence):
        return UnitKind.QUESTION
    if within_marks or _quoted_share(sentence) >= _QUOTED_SHARE:
        return UnitKind.QUOTATION
    return _kind_of_words(_outside_marks(sentence)) if english else UnitKind.STATEMENT


def _kind_of_words(words: str) -> UnitKind:
    """Return the kind of an English sentence without what it quotes."""
    if _NOTICE_SENTENCE.match(words):
        return UnitKind.NOTICE
    if _CHAT.match(words) or len(words.split()) == 1:
        return UnitKind.CHAT
    is_firm = any(pattern.search(words) for pattern in (_FIRM, ACCUSATION, CAUSE, SAID))
    if is_firm:
        return UnitKind.STATEMENT
    is_judgement = any(pattern.search(words) for pattern in (JUDGEMENT, BELIEF, WISH))
    ahead = AHEAD.search(words)
    if ahead and not JUDGEMENT.search(words) and not PAST_VERB.search(words, 0, ahead.start()):
        return UnitKind.PREDICTION
    return UnitKind.OPINION if is_judgement else UnitKind.STATEMENT


def _quoted_share(sentence: str) -> float:
    letters = sum(map(str.isalpha, sentence))
    quoted = sum(sum(map(str.isalpha, each.text)) for each in quotations(sentence))
    if (opened := _opened(sentence)) >= 0:
        quoted += sum(map(str.isalpha, sentence[opened:]))
    return quoted / letters if letters else 0.0


def _opened(sentence: str) -> int:
    """Return where quotation marks open that do not close in a sentence; -1 if none do."""
    at = max(map(sentence.rfind, "“«„"))
    return at if at > max(map(sentence.rfind, "”»")) else -1


def _outside_marks(sentence: str) -> str:
    for each in reversed(quotations(sentence)):
        sentence = f"{sentence[: each.outer[0]]} {sentence[each.outer[1] :]}"
    return sentence.strip()
