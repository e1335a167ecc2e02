"""One text in several languages, which knows what is missing and which side is older than the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from .text import clean

#: The languages of the interface, the first one first. A text may carry others.
LANGUAGES = ("fr", "en")


def _rank(language: str) -> tuple[int, str]:
    return (LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES), language)


class Bilingual:
    """An immutable text by language code. Blank sides count as missing; an older side is named in `stale`."""

    __slots__ = ("_texts", "stale")
    _texts: Mapping[str, str]
    stale: frozenset[str]

    def __init__(self, texts: Mapping[str, str | None], stale: Iterable[str] = ()) -> None:
        kept = {code: text for code in sorted(texts, key=_rank) if (text := texts[code]) and text.strip()}
        older = frozenset(code for code in stale if code in kept)
        object.__setattr__(self, "_texts", kept)
        # When every side is stale there is nothing left to be older than.
        object.__setattr__(self, "stale", older if older < kept.keys() else frozenset())

    @classmethod
    def of(cls, *, stale: Iterable[str] = (), **texts: str | None) -> Bilingual:
        """`Bilingual.of(fr="Accueil", en="Desk")`; any language code may be given."""
        return cls(texts, stale)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Bilingual cannot be changed; use revise({name}=…)")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Bilingual cannot be changed")

    @property
    def fr(self) -> str | None:
        return self._texts.get("fr")

    @property
    def en(self) -> str | None:
        return self._texts.get("en")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a text, in the house order."""
        return tuple(self._texts)

    def texts(self) -> dict[str, str]:
        """The sides that exist, by language code."""
        return dict(self._texts)

    def get(self, language: str) -> str:
        """The text in `language`, or in the first language that has one; "" when there is none at all."""
        return self._texts.get(language) or next(iter(self._texts.values()), "")

    def has(self, language: str) -> bool:
        """Whether the text was written in `language`."""
        return language in self._texts

    def missing(self) -> tuple[str, ...]:
        """The languages of the interface still to be written."""
        return tuple(code for code in LANGUAGES if code not in self._texts)

    def is_fallback(self, language: str) -> bool:
        """Whether `get(language)` gives a text of another language: the page then says which."""
        return bool(self._texts) and language not in self._texts

    def revise(self, **texts: str | None) -> Bilingual:
        """This text with the given sides replaced; the ones that changed are fresh.

        When an up-to-date side changes, the sides left alone become stale. Writing a missing side, or bringing a
        stale one up to date, is catching up: it makes nothing else stale, or two translators would never be done.
        """
        merged = Bilingual({**self._texts, **texts})
        changed = {code for code in texts if merged._texts.get(code) != self._texts.get(code)}
        leads = any(self.has(code) and code not in self.stale and merged.has(code) for code in changed)
        older = merged._texts.keys() if leads else self.stale
        return Bilingual(merged._texts, older - changed)

    def to_json(self) -> dict[str, Any]:
        """`{"fr": …, "en": …}` with the sides that exist, and `"stale": ["en"]` only when a side is older."""
        stored: dict[str, Any] = dict(self._texts)
        if self.stale:
            stored["stale"] = sorted(self.stale, key=_rank)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> Bilingual:
        """The inverse of `to_json`; language codes this version does not know survive. None gives an empty text."""
        stored = stored or {}
        return cls({code: text for code, text in stored.items() if code != "stale"}, stored.get("stale", ()))

    @property
    def written(self) -> Written:
        """Both sides, as somebody would write them."""
        return Written(self._texts.get("fr", ""), self._texts.get("en", ""))

    def __bool__(self) -> bool:
        return bool(self._texts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Bilingual):
            return NotImplemented
        return self._texts == other._texts and self.stale == other.stale

    def __hash__(self) -> int:
        return hash((frozenset(self._texts.items()), self.stale))

    def __repr__(self) -> str:
        given = [f"{code}={text!r}" for code, text in self._texts.items()]
        return f"Bilingual.of({', '.join([*given, *([f'stale={sorted(self.stale)}'] if self.stale else [])])})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Bilingual, (dict(self._texts), tuple(self.stale))


@dataclass(frozen=True)
class Written:
    """A text as somebody has just written it, both sides at once."""

    fr: str = ""
    en: str = ""
    #: the two sides have been compared: neither is older than the other
    agree: bool = False

    def cleaned(self, *, lines: bool = False) -> Written:
        """The same, harmless to store; with `lines`, line by line."""
        return Written(clean(self.fr, keep_lines=lines), clean(self.en, keep_lines=lines), self.agree)

    def over(self, before: Bilingual | None) -> Bilingual:
        """What it makes of the text that was there: a side that was left alone is older than one that has changed."""
        text = (before or Bilingual.of()).revise(fr=self.fr, en=self.en)
        return Bilingual(text.texts()) if self.agree else text


@lru_cache(4096)
def _parsed(text: str | None) -> Bilingual | None:
    stored = None if text is None else json.loads(text)
    return None if stored is None else Bilingual.from_json(stored)


class BilingualText(TypeDecorator[Bilingual]):
    """A column that holds a `Bilingual` as JSON; None is NULL, an empty text is `{}`.

    `Event.title["fr"].as_string()` reaches one side in a query.
    """

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Bilingual | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else value.to_json()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Bilingual | None:
        return None if value is None else Bilingual.from_json(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        # SQLite hands over text: the same text is the same value, and a value never changes.
        return _parsed if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        # As SQLAlchemy asks of decorators over JSON, so that an index compares as plain text.
        return self.impl_instance.coerce_compared_value(op, value)
