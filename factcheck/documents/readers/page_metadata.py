"""What a web page says of itself: title, authors, site, date, address; in its JSON-LD, its meta elements, its byline.

What a page states for other programs goes first, as Mozilla's Readability has it; what it does not state so is taken
from what trafilatura finds by rules of its own, which cost a fifth of the time of a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from factcheck.text import clean_line

_ARTICLE = re.compile(r"(?i)(?:article|posting|report|webpage|newsarticle|review)$")
_SEPARATOR = re.compile(r"\s+[|\-–—\\/>»·•:]\s+")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_BYLINE_CLASS = re.compile(r"(?i)\b(?:byline|author|authors|dateline|writtenby|p-author)\b")
_BY = re.compile(r"(?i)^(?:written |posted |reported )?(?:by|von|par|por|di|door|av|автор:?)\s+(?=\S)")
_ADDRESS = re.compile(r"(?i)^(?:https?:)?//|^www\.|^/|@")
_MAX_BYLINE, _MAX_SCRIPT = 100, 1 << 18
_LEAST_WORDS = 3
"""Words of the shortest title from which the name of its site was cut off."""
_TITLES = ("dc.title", "dcterms.title", "og:title", "title", "twitter:title")
_AUTHORS = ("dc.creator", "dcterms.creator", "author", "parsely-author", "article:author")
_SITES = ("og:site_name", "application-name")
_DATES = ("article:published_time", "og:published_time", "parsely-pub-date", "datepublished", "dc.date.issued", "date")
_NO_AUTHORS = {
    *("", "username", "user name", "user", "admin", "administrator", "guest", "anonymous", "unknown", "author"),
    *(
        "editor",
        "authority control",
        "view all posts",
        "read more",
        "comments",
        "share",
        "log in",
        "sign in",
        "password",
    ),
}
"""What is found in place of an author, in lower case: labels of forms, boxes and links."""


class PageMetadata(NamedTuple):
    """What a page says of itself; each "" if it does not. `published` is an ISO 8601 date."""

    title: str = ""
    author: str = ""
    site: str = ""
    published: str = ""
    url: str = ""


def page_metadata(tree: HtmlElement, extract: Callable[[], Any]) -> PageMetadata:
    """Return what a page says of itself; `extract` returns what trafilatura finds, if something is missing."""
    said, meta = _json_ld(tree), _meta(tree)
    found = cache(extract)

    def field(name: str) -> str:
        return clean_line(getattr(found(), name, None) or "")

    whole = clean_line(tree.findtext(".//title") or "")
    title = said.title or _first(meta, _TITLES) or _without_site(whole, _heading(tree)) or field("title")
    author = said.author or _authors(_first(meta, _AUTHORS)) or _byline(tree) or _authors(field("author"))
    date = said.published or next(filter(None, (_day(meta.get(name, "")) for name in _DATES)), "") or field("date")
    site = said.site or _first(meta, _SITES) or _site_in(whole, title) or field("sitename")
    return PageMetadata(title, author, site, _day(date), _canonical(tree, meta))


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next(filter(None, (meta.get(name, "") for name in names)), "")


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the meta elements by their names in lower case; of several the first, authors joined by semicolons."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = clean_line(element.get("content") or "")
        names = f"{element.get('property') or ''} {element.get('name') or ''} {element.get('itemprop') or ''}"
        for name in names.lower().replace("dc:", "dc.").replace("dcterm:", "dcterms.").split() if content else ():
            if name not in found:
                found[name] = content
            elif name in _AUTHORS and content not in found[name].split("; "):
                found[name] += f"; {content}"
    return found


def _json_ld(tree: HtmlElement) -> PageMetadata:
    """Return what the JSON-LD of a page says of it as an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or len(script.text or "") > _MAX_SCRIPT:
            continue
        try:
            values = json.loads((script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>"))
        except (ValueError, RecursionError):
            continue
        for value in _things(values):
            if _ARTICLE.search(_kind(value)) and not _kind(value).lower().endswith("webpage"):
                return PageMetadata(
                    _text(value.get("headline")) or _text(value.get("name")),
                    _authors("; ".join(_names(value.get("author")))),
                    next(iter(_names(value.get("publisher"))), ""),
                    _day(_text(value.get("datePublished"))),
                )
    return PageMetadata()


def _things(values: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(values, list) and depth < 3:  # noqa: PLR2004
        for value in values:
            yield from _things(value, depth + 1)
    elif isinstance(values, dict):
        yield values
        yield from _things(values.get("@graph"), depth + 1)


def _kind(value: Mapping[str, Any]) -> str:
    kind = value.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _names(value: Any) -> Iterator[str]:
    """Yield the names of people or organisations, as JSON-LD has them: a text, an object, or a list of these."""
    for each in value if isinstance(value, list) else [value]:
        if name := _text(each.get("name") if isinstance(each, dict) else each):
            yield name


def _text(value: Any) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def _authors(names: str) -> str:
    """Return the authors among names, without labels and addresses."""
    parts = (_BY.sub("", name.strip()) for name in names.split(";"))
    kept = (name for name in parts if name.casefold() not in _NO_AUTHORS and not _ADDRESS.search(name))
    return "; ".join(dict.fromkeys(kept))


def _byline(tree: HtmlElement) -> str:
    """Return the authors that a byline near the top of the page names."""
    for element in tree.xpath("//*[@rel='author' or contains(@itemprop, 'author') or @class or @id]"):
        stated = element.get("rel") == "author" or "author" in (element.get("itemprop") or "")
        name = f"{element.get('class') or ''} {element.get('id') or ''}".replace("_", " ")
        if not (stated or _BYLINE_CLASS.search(name)):
            continue
        words = clean_line(element.text_content())
        if 0 < len(words) < _MAX_BYLINE and (stated or _BY.search(words)) and (found := _authors(words)):
            return found
    return ""


def _heading(tree: HtmlElement) -> str:
    headings = [clean_line(heading.text_content()) for heading in tree.iter("h1")]
    return headings[0] if len(headings) == 1 else ""


def _without_site(title: str, heading: str) -> str:
    """Return the title of a page without the name of its site, which stands behind a sign or, rarely, before it."""
    if heading and heading.casefold() in title.casefold():
        return heading
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    cut = title[: title.rindex(parts[-1])].rstrip().rstrip("|-–—\\/>»·•:").rstrip()
    if len(cut.split()) >= _LEAST_WORDS:
        return cut
    return parts[-1] if len(parts[-1].split()) >= _LEAST_WORDS else title


def _site_in(whole: str, title: str) -> str:
    """Return the name of the site that stands behind the title of a page in its element `title`; "" if none does."""
    rest = whole.removeprefix(title) if title else ""
    return _SEPARATOR.sub("", f" {rest.strip()} ", count=1).strip() if rest != whole and _SEPARATOR.match(rest) else ""


def _day(value: str) -> str:
    """Return the date at the beginning of a time in ISO 8601, as exact as it is; "" if there is none."""
    found = _DATE.match(value)
    return found[0] if found else ""


def _canonical(tree: HtmlElement, meta: Mapping[str, str]) -> str:
    links = (link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((url for url in (*links, meta.get("og:url", "")) if url.startswith(("http://", "https://"))), "")
