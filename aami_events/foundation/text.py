"""Text as people type it: made safe to store, and folded to be searched and sorted.

Names are never split, capitalised or transliterated; the folded form lives in its own column.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition reduces to what an ordinary keyboard types.
_LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ŋ": "n", "ħ": "h", "ŧ": "t", "ı": "i", "ⱥ": "a", "ɫ": "l",
}  # fmt: skip
_JOINERS = frozenset("\u00ad\u0640\u200b\u200c\u200d\u2060\ufeff")
_APOSTROPHES = frozenset("ʼʻʹˈ")
_CACHED_BELOW = 0x3000

# Bidi overrides and isolates can make a name read as another; the rest is invisible or not allowed in XML.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_RUN = re.compile(r"\s+")
_INNER_RUN = re.compile(r"(?<=\S)[^\S\n\t]+(?=\S)")
_LINE_TAIL = re.compile(r"[^\S\n]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def _is_accent(char: str) -> bool:
    """Whether a mark may be dropped without making another word (Thai tones, nuktas and kana voicing may not)."""
    rank = unicodedata.combining(char)
    return rank == 1 or 10 <= rank <= 35 or rank >= 200


def _folded(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if char in _JOINERS or _is_accent(char):
        return ""
    if char in _APOSTROPHES or unicodedata.category(char)[0] in "PSZC":
        return " "
    return char


class _Folding(dict[int, str]):
    """A translation table that fills itself, for the alphabets only: what strangers type must not fill the memory."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if code < _CACHED_BELOW:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def _decomposed(text: str) -> str:
    # Twice: some compatibility characters decompose to capitals (Unicode 3.13, D146).
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())


def fold(text: str) -> str:
    """The form in which texts are compared in a search: no case, no accents, no punctuation, single spaces.

    Ligatures and barred letters open (œ → oe, ł → l). Syllabics, Arabic, Chinese, Japanese and Korean keep their
    letters. Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_FOLDING).split())
    folded = _decomposed(text).translate(_FOLDING)
    return unicodedata.normalize("NFC", " ".join(folded.split()))


def sort_key(name: str) -> str:
    """The key a list of names is sorted by: the whole name folded, in the order its bearer gave it."""
    return fold(name)


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Text safe to store, print and export: NFC, no control characters, no bidi overrides, no lone surrogates.

    Runs of whitespace become one space. With `keep_lines`, newlines, tabs and indentation stay, and more than one
    blank line becomes one. ZWJ and ZWNJ stay: emoji and Persian need them. Cleaning twice changes nothing.
    """
    text = unicodedata.normalize("NFC", _UNSAFE.sub("", _LINE_END.sub("\n", text)))
    if not keep_lines:
        return _RUN.sub(" ", text).strip()
    text = _INNER_RUN.sub(" ", _LINE_TAIL.sub("", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def whole_number(text: str | None) -> int | None:
    """The number that a form or an address carries in plain digits, nine at most; None for what is none."""
    given = text or ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None
