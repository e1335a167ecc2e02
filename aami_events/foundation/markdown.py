"""Markdown that people write: safe HTML for pages, plain text for letters.

CommonMark with tables and strikethrough. No raw HTML, no images, no addresses but web and mail ones; headings start
at the third level, since the page has the first two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from aami_events.foundation.typography import typeset_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    parser.core.ruler.push("lower_headings", _lower_headings)
    parser.add_render_rule("image", _alternative)
    return parser


def _lower_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


def _alternative(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """What stands for an image: its description."""
    return escape(_words(tokens[index].children or []))


def _permitted(element: str, attribute: str, value: str) -> str | None:
    """Drop what every element may carry, and relative links: a text does not know where it will be shown."""
    if attribute == "href":
        return value if _ADDRESS.match(value) else None
    return value if attribute in ("start", "rel") else None


@lru_cache(maxsize=512)
def render(text: str, language: str) -> str:
    """The text as HTML that is safe under a strict content policy, with the typography of `language`."""
    import nh3

    html = nh3.clean(
        _parser().render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_permitted,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return typeset_html(html, language).strip()


def plain(text: str) -> str:
    """The text without its marks, for a letter: lists keep theirs, links show their address, images their words."""
    letter = _Letter()
    for token in _parser().parse(text):
        letter.take(token)
    return letter.text()


class _Letter:
    """The blocks of a plain-text version, gathered token by token."""

    def __init__(self) -> None:
        self._blocks: list[tuple[str, bool]] = []  # text, and whether it stands close to its like
        self._lists: list[int | None] = []  # the next number of each open list; None has bullets
        self._marker = ""
        self._cells: list[str] | None = None

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._open_item()
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._blocks.append((" | ".join(self._cells or []), True))
                self._cells = None
            case "inline" if self._cells is not None:
                self._cells.append(_words(token.children or []))
            case "inline":
                self._add(_words(token.children or []))
            case "fence" | "code_block":
                self._add(token.content.rstrip("\n"))
            case "hr":
                self._add("* * *")

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._marker = "- " if number is None else f"{number}. "
        self._lists[-1] = None if number is None else number + 1

    def _add(self, words: str) -> None:
        indent = "  " * len(self._lists)
        first = f"{indent[2:]}{self._marker}" if self._marker else indent
        self._blocks.append((first + words.replace("\n", f"\n{indent}"), bool(self._lists)))
        self._marker = ""

    def text(self) -> str:
        text, close = "", False
        for words, closes in self._blocks:
            text += ("\n" if close and closes else "\n\n") + words
            close = closes
        return text.strip("\n")


def _words(children: Sequence[Token]) -> str:
    words, links = "", []
    for token in children:
        match token.type:
            case "softbreak":
                words += " "
            case "hardbreak":
                words += "\n"
            case "link_open":
                links.append((str(token.attrs.get("href", "")), len(words)))
            case "link_close":
                address, start = links.pop()
                shown = address.removeprefix("mailto:")
                words += "" if not _ADDRESS.match(address) or words[start:] == shown else f" ({shown})"
            case "image":
                words += _words(token.children or [])
            case _:
                words += token.content
    return words
