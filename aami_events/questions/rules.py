"""Reading answers: what a form gave, against what the questions allow.

Pure: definitions and texts in, values and refusals out. A question that is not asked (its condition does not hold) has
no answer, whatever was sent for it.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..foundation.addresses import is_number
from ..foundation.text import clean, fold
from .errors import UnknownKind

KINDS = ("text", "long_text", "choice", "choices", "yes_no", "number", "date", "email", "phone")
#: those that offer options
WITH_OPTIONS = ("choice", "choices")
#: who may read the answers
SEES = ("organiser", "coordinator")
LONGEST = {"text": 300, "email": 320, "phone": 40, "long_text": 5000, "number": 30, "date": 10}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,6})?")


@dataclass(frozen=True)
class Definition:
    """What reading an answer needs to know of a question."""

    key: str
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()
    #: (key of another question, the answer it must have)
    condition: tuple[str, str] | None = None


@dataclass
class Reading:
    """Values by key, and refusals by key.

    missing, too_long, not_an_option, not_a_number, not_a_date, not_an_address, not_a_phone
    """

    values: dict[str, Any] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)


def asked(definition: Definition, values: Mapping[str, Any]) -> bool:
    """Whether the question is asked, given the answers so far."""
    if definition.condition is None:
        return True
    key, wanted = definition.condition
    held = values.get(key)
    return wanted in held if isinstance(held, list) else as_text(held) == wanted


def as_text(value: Any) -> str:
    """A value as a form gives it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def read(definitions: Sequence[Definition], given: Mapping[str, Sequence[str]]) -> Reading:
    """Read every question in order; a condition may look at any question before it."""
    reading = Reading()
    for definition in definitions:
        if not asked(definition, reading.values):
            continue
        lines = definition.kind == "long_text"
        texts = [kept for text in given.get(definition.key, ()) if (kept := clean(text, keep_lines=lines))]
        if not texts:
            if definition.required:
                reading.refusals[definition.key] = "missing"
            continue
        value, refusal = parse(definition, texts)
        if refusal:
            reading.refusals[definition.key] = refusal
        else:
            reading.values[definition.key] = value
    return reading


def parse(definition: Definition, texts: Sequence[str]) -> tuple[Any, str | None]:
    """One answer: (value, None) or (None, refusal). Dates stay ISO texts, numbers become int or a decimal text."""
    match definition.kind:
        case "choices":
            known = all(text in definition.options for text in texts)
            return (list(dict.fromkeys(texts)), None) if known else (None, "not_an_option")
        case "choice":
            return (texts[0], None) if texts[0] in definition.options else (None, "not_an_option")
        case "yes_no":
            return (texts[0] == "yes", None) if texts[0] in {"yes", "no"} else (None, "not_an_option")
        case "text" | "long_text" | "number" | "date" | "email" | "phone":
            return _parse_text(definition.kind, texts[0])
        case _:
            raise UnknownKind(definition.kind)


def _parse_text(kind: str, text: str) -> tuple[Any, str | None]:
    if len(text) > LONGEST[kind]:
        return None, "too_long"
    if kind == "number":
        text = text.replace("\u00a0", "").replace(" ", "")
        return (_number(text), None) if _NUMBER.fullmatch(text) else (None, "not_a_number")
    if kind == "date":
        try:
            return dt.date.fromisoformat(text).isoformat(), None
        except ValueError:
            return None, "not_a_date"
    if kind == "email" and not _ADDRESS.fullmatch(text):
        return None, "not_an_address"
    if kind == "phone" and not is_number(text):
        return None, "not_a_phone"
    return text, None


def _number(text: str) -> int | str:
    plain = text.replace(",", ".")
    return int(plain) if "." not in plain else plain


def catches_up(
    before: Mapping[str, str], stale_before: Collection[str], after: Mapping[str, str], stale_after: Collection[str]
) -> bool:
    """Whether a change of wording only writes sides that were missing or older: the meaning is what it was.

    A side that was up to date has been read and answered; changing it may change what the question means. So does
    a change that leaves a side older than it was, or takes one away.
    """
    changed = {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}
    fresh = {code for code in before if code not in stale_before}
    return not changed & fresh and set(before) <= set(after) and set(stale_after) <= set(stale_before)


# --- Editing --------------------------------------------------------------------------------------------------------
#: characters of a label or an option, of a longer text; options of a question; days that answers are kept
MOST_LINE, MOST_TEXT, MOST_OPTIONS, MOST_DAYS = 300, 5_000, 60, 3_650


@dataclass(frozen=True)
class OptionSaid:
    """An option as somebody writes it; without words on either side it is none."""

    #: for good; empty for a new one
    id: str = ""
    fr: str = ""
    en: str = ""
    #: where it should stand, counted from 1; None: where it was written
    place: int | None = None

    @property
    def blank(self) -> bool:
        """Whether it says nothing."""
        return not self.fr and not self.en


def question_faults(
    *,
    kind: str,
    texts: Mapping[str, tuple[str, str]],
    options: Sequence[OptionSaid],
    sees: str,
    retention_days: int | None,
    whole: Collection[str] = (),
) -> list[tuple[str, str]]:
    """(field, what) of all that cannot be asked: missing, one_language, too_long, too_few, too_many, repeated, unknown,
    not_a_number.

    `texts` are label, help and purpose on both sides. What is in `whole` must have both languages. "options:2" is the
    third option that was written.
    """
    faults = [] if kind in KINDS else [("kind", "unknown")]
    for name, sides in texts.items():
        faults += [(name, what) for what in _text_faults(name, sides, name in whole)]
    faults += _option_faults(kind, options, "options" in whole) if kind in WITH_OPTIONS else []
    faults += [] if sees in SEES else [("sees", "unknown")]
    good = retention_days is not None and 1 <= retention_days <= MOST_DAYS
    return faults + ([] if good else [("retention_days", "not_a_number")])


def _text_faults(name: str, sides: tuple[str, str], whole: bool) -> list[str]:
    if any(len(text) > (MOST_LINE if name == "label" else MOST_TEXT) for text in sides):
        return ["too_long"]
    if not any(sides):
        return [] if name == "help" else ["missing"]
    return ["one_language"] if whole and not all(sides) else []


def _option_faults(kind: str, options: Sequence[OptionSaid], whole: bool) -> list[tuple[str, str]]:
    rows = [(f"options:{number}", row) for number, row in enumerate(options) if not row.blank]
    if len(rows) < (2 if kind == "choice" else 1):
        return [("options:0", "too_few")]
    if len(rows) > MOST_OPTIONS:
        return [("options:0", "too_many")]
    faults, seen = [], set[tuple[str, str]]()
    for name, row in rows:
        words = {(code, fold(text)) for code, text in (("fr", row.fr), ("en", row.en)) if text}
        if max(len(row.fr), len(row.en)) > MOST_LINE:
            faults.append((name, "too_long"))
        elif words & seen:
            faults.append((name, "repeated"))
        elif whole and not (row.fr and row.en):
            faults.append((name, "one_language"))
        seen |= words
    return faults


def in_order(options: Sequence[OptionSaid]) -> list[OptionSaid]:
    """Those that say something, where their writer wants them: who moves up to a place comes before who stood there,
    who moves down to it comes after."""

    def rank(pair: tuple[int, OptionSaid]) -> tuple[int, int, int]:
        number, row = pair
        wanted = row.place or number
        return wanted, (wanted > number) - (wanted < number), number

    return [row for _number, row in sorted(enumerate(options, 1), key=rank) if not row.blank]


def possible_answers(definition: Definition) -> tuple[str, ...]:
    """What another question may depend on."""
    if definition.kind == "yes_no":
        return ("yes", "no")
    return definition.options if definition.kind in WITH_OPTIONS else ()


@dataclass(frozen=True)
class Broken:
    """A question whose condition never holds: what it depends on is gone, asked later, or has no such answer."""

    key: str
    on: str
    why: str


def broken_conditions(definitions: Sequence[Definition]) -> list[Broken]:
    """The questions, in the order in which they are asked, that could never be asked."""
    everywhere, before, found = {one.key for one in definitions}, dict[str, Definition](), []
    for one in definitions:
        if one.condition:
            on, answer = one.condition
            if on not in everywhere:
                found.append(Broken(one.key, on, "gone"))
            elif on not in before:
                found.append(Broken(one.key, on, "later"))
            elif answer not in possible_answers(before[on]):
                found.append(Broken(one.key, on, "answer"))
        before[one.key] = one
    return found
