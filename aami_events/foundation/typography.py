"""The typography of each language, applied when a text is shown and never typed by hand.

French follows the OQLF for Canada: a no-break space before `: » % $ h` and after `«`, none before `; ! ?`.
English gets its curly quotes and nothing else. Addresses, placeholders and other scripts are never touched: they
are set aside behind a stand-in character while the rules run, and put back in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

NBSP = "\u00a0"
_SPACES = "[ \u00a0\u202f]"
_HELD, _TAG = "\ufdd0", "\ufdd1"  # noncharacters: a word set aside; an inline tag set aside
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_FOREIGN = rf"[^\W\d_{_LATIN}]"
_WORD = rf"[\w{_HELD}]"

_HOLD_TEXT = "|".join(
    (
        rf"[{_HELD}{_TAG}]",
        r"\b[A-Za-z][A-Za-z0-9+.-]{1,15}://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?…)\]'’]",
        r"\b(?:mailto|tel):[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?…)\]'’]",
        r"\bwww\.[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?…)\]'’]",
        r"(?<!\w)\w[\w.+'’-]{0,63}@[\w-]+(?:\.[\w-]+)+",
        r"\b[A-Za-z]:\\\S*",
        r"%\(\w+\)[a-z]",
        r"\{\{[^{}]*\}\}|\{[^{}]*\}",
        rf"^(?![^\n]*[{_LATIN}])(?=[^\n]*?{_FOREIGN})[^\n]+$",  # a line without one Latin letter is another script's
        rf"{_FOREIGN}(?:[^{_LATIN}{_HELD}{_TAG}\n]*{_FOREIGN})?",
    )
)
_HOLD = re.compile(_HOLD_TEXT, re.MULTILINE)
# Serialisers leave < and > as they are inside quoted attributes.
_ATTRIBUTES = r"""(?:"[^"]*"|'[^']*'|[^'"<>])*"""
_VERBATIM = rf"<(?P<verbatim>code|pre|script|style|kbd|samp|textarea)\b{_ATTRIBUTES}>.*?</(?P=verbatim)\s*>"
_INLINE = rf"<!--.*?-->|{_VERBATIM}|</?[A-Za-z]{_ATTRIBUTES}>"
_HOLD_HTML = re.compile(rf"{_INLINE}|&\#?\w{{1,31}};|{_HOLD_TEXT}", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(
    rf"(<(?:pre|script|style|textarea)\b{_ATTRIBUTES}>.*?</(?:pre|script|style|textarea)\s*>"
    r"|</?(?:address|article|aside|blockquote|body|br|caption|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head"
    r"|header|hr|html|legend|li|main|nav|ol|option|p|section|table|tbody|td|tfoot|th|thead|title|tr|ul)\b"
    rf"{_ATTRIBUTES}>)",
    re.IGNORECASE | re.DOTALL,
)
_ENTITIES = {"&quot;": '"', "&#34;": '"', "&#39;": "'", "&#x27;": "'", "&apos;": "'", "&nbsp;": NBSP, "&#160;": NBSP}
_MARKUP = re.compile(rf"{_INLINE}|&\#?\w{{1,31}};", re.DOTALL | re.IGNORECASE)

_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_DOUBLE = re.compile(rf'(?<!{_WORD})(?<!")"{_SPACES}*([^"\s](?:[^"]*[^"\s])?){_SPACES}*"(?!["\w])')
_INNER_DOUBLE = re.compile(r"«[^«»]*»")
_SINGLE = re.compile(rf"(?<!{_WORD})(?<![’'])'([^'’\s](?:[^'’]*[^'’\s])?)'(?!{_WORD})")
_APOSTROPHE = re.compile(rf"(?<=[^\W\d])'|(?<=[{_HELD}{_TAG}.)])'|'(?=[^\W\d])|(?<!\d)'(?=\d)")
_AFTER_OPENING = re.compile(rf"«{_SPACES}*(?=[^\s])")
_BEFORE_CLOSING = re.compile(rf"(?<=\S){_SPACES}*»")
_TIGHT = re.compile(rf"(?<=[^\s«]){_SPACES}+(?=[!?](?![\w=\[/])|;(?!\w|-?[()]))")
_COLON = re.compile(rf"(?<=[\w)\]»”’%$…{_HELD}{_TAG}]){_SPACES}*:(?={_TAG}*(?:\s|$|»))")
_UNIT = re.compile(rf"(\d{_TAG}*){_SPACES}*([%‰€¢]|[kMG]?\$)(?!\w|[(\[])")
_CLOCK = re.compile(rf"(?<![\w./])(\d+){_SPACES}?h{_SPACES}?([0-5]\d)(?!\w|-[a-z])")
_HOUR = re.compile(rf"(?<![\w./])(\d+){_SPACES}?h(?!\w|-[a-z])")
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")


def _apostrophes(text: str) -> str:
    return _APOSTROPHE.sub("’", _SINGLE.sub(r"‘\1’", text))


def _french_quotes(text: str) -> str:
    def inner(quote: re.Match[str]) -> str:
        return _DOUBLE.sub(r"“\1”", quote[0])

    text = _DOUBLE.sub(r"« \1 »", _INNER_DOUBLE.sub(inner, text))
    return _BEFORE_CLOSING.sub(f"{NBSP}»", _AFTER_OPENING.sub(f"«{NBSP}", text))


def _french(text: str) -> str:
    text = _apostrophes(_french_quotes(_ELLIPSIS.sub("…", text)))
    text = _TIGHT.sub("", text)
    text = _GROUPS.sub(lambda number: number[0].replace(" ", NBSP), text)
    text = _UNIT.sub(rf"\1{NBSP}\2", text)
    text = _HOUR.sub(rf"\1{NBSP}h", _CLOCK.sub(rf"\1{NBSP}h{NBSP}\2", text))
    return _COLON.sub(f"{NBSP}:", text)


def _english(text: str) -> str:
    return _apostrophes(_DOUBLE.sub(r"“\1”", _ELLIPSIS.sub("…", text)))


_RULES: dict[str, Callable[[str], str]] = {"fr": _french, "en": _english}


def _apply(text: str, rule: Callable[[str], str], hold: re.Pattern[str]) -> str:
    held: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        if match[0] in _ENTITIES:
            return _ENTITIES[match[0]]
        held.append(match[0])
        return _TAG if match[0][0] == "<" else _HELD

    ruled, before = rule(hold.sub(set_aside, text)), ""
    while ruled != before:  # ill-matched quotes can pair up once their neighbours have
        ruled, before = rule(ruled), ruled
    waiting = iter(held)
    return re.sub(f"[{_HELD}{_TAG}]", lambda _: next(waiting), ruled)


@lru_cache(maxsize=8192)
def typeset(text: str, language: str) -> str:
    """The plain text with the typography of `language` ("fr" or "en"; a text in any other comes back unchanged).

    Setting a text twice changes nothing. Source: Office québécois de la langue française, « Espacement avant et
    après les signes de ponctuation », column for texts without thin spaces.
    """
    rule = _RULES.get(language[:2])
    return _apply(text, rule, _HOLD) if rule else text


def typeset_html(html: str, language: str) -> str:
    """Well-formed HTML with its text typeset: tags, attributes, code and preformatted text stay as they are.

    A quotation or a colon may have inline tags around it; block tags end what comes before them.
    """
    rule = _RULES.get(language[:2])
    if not rule:
        return html
    pieces = _BLOCK.split(html)
    for index in range(0, len(pieces), 2):
        if _is_ours(_MARKUP.sub("", pieces[index])):
            pieces[index] = _apply(pieces[index], rule, _HOLD_HTML)
    return "".join(pieces)


def _is_ours(words: str) -> bool:
    """Whether the rules concern a paragraph: not when it is blank or wholly in another script."""
    return bool(words.strip()) and not (re.search(_FOREIGN, words) and not re.search(f"[{_LATIN}]", words))
