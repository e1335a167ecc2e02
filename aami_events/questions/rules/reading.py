"""Reading answers: what a form gave, against what the questions allow.

Pure: definitions and texts in, values and refusals out. A question that is not asked (its condition does not hold) has
no answer, whatever was sent for it.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...foundation.addresses import is_number
from ...foundation.text import clean, whole_number
from ..errors import UnknownKind

#: what forms ask, and what surveys do; a heading asks nothing and begins a section
KINDS = ("text", "long_text", "choice", "choices", "yes_no", "number", "date", "email", "phone")
SURVEY_KINDS = (
    "heading", "choice", "choices", "scale", "matrix", "rating", "nps", "ranking", "yes_no", "text", "long_text",
    "number", "date",
)  # fmt: skip
#: those that offer options; those that have several fields, one a row or an option
WITH_OPTIONS = ("choice", "choices", "scale", "matrix", "ranking")
WITH_ROWS = ("matrix", "ranking")
#: those that may have an option of one's own, or that of who would rather not say; those that a word may be added to
WITH_OTHER, WITH_UNSAID = ("choice", "choices"), ("choice", "choices", "scale", "yes_no")
WITH_COMMENT = ("choice", "choices", "scale", "matrix", "rating", "nps", "ranking", "yes_no")
#: ids that no option of an editor's has; names of fields beside a question's: key:other, key:comment
OTHER, UNSAID, COMMENT = "other", "unsaid", "comment"
#: numbers that a rating may end with, and those of how likely one recommends
RATINGS, NPS = range(3, 11), range(11)
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
    #: rows of a matrix
    rows: tuple[str, ...] = ()
    #: there is an option of one's own, one of who would rather not say, a field for a word on it
    other: bool = False
    unsaid: bool = False
    comment: bool = False
    #: highest number of a rating
    most: int = 5

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen."""
        more = (OTHER,) * self.other + (UNSAID,) * self.unsaid
        return self.options + more


@dataclass
class Reading:
    """Values by key, and refusals by key.

    missing, too_long, not_an_option, not_a_number, not_a_date, not_an_address, not_a_phone, rows_missing, not_ranks
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
        if definition.kind == "heading" or not asked(definition, reading.values):
            continue
        value, refusal = _read_one(definition, given)
        if refusal:
            reading.refusals[definition.key] = refusal
        elif value is not None:
            reading.values[definition.key] = value
        if definition.other or definition.comment:
            _read_beside(definition, given, reading)
    return reading


def _read_one(definition: Definition, given: Mapping[str, Sequence[str]]) -> tuple[Any, str | None]:
    """An answer, (None, None) for none that need not be there."""
    if definition.kind in WITH_ROWS:
        names = definition.rows if definition.kind == "matrix" else definition.options
        fields = {name: _first(given, f"{definition.key}:{name}") for name in names}
        return (_matrix if definition.kind == "matrix" else _ranking)(definition, fields)
    lines = definition.kind == "long_text"
    texts = [kept for text in given.get(definition.key, ()) if (kept := clean(text, keep_lines=lines))]
    if not texts and definition.other and _first(given, f"{definition.key}:{OTHER}"):
        texts = [OTHER]  # who writes what it is has chosen it
    if not texts:
        return None, "missing" if definition.required else None
    return parse(definition, texts)


def _first(given: Mapping[str, Sequence[str]], name: str, *, lines: bool = False) -> str:
    return clean(next(iter(given.get(name, ())), ""), keep_lines=lines)


def _matrix(definition: Definition, fields: Mapping[str, str]) -> tuple[Any, str | None]:
    """{row: option} of the rows that are answered."""
    said = {row: option for row, option in fields.items() if option}
    if not set(said.values()) <= set(definition.options):
        return None, "not_an_option"
    if definition.required and len(said) < len(definition.rows):
        return None, "rows_missing" if said else "missing"
    return said or None, None


def _ranking(definition: Definition, fields: Mapping[str, str]) -> tuple[Any, str | None]:
    """Options, the first one first, as far as they are ranked; ranks may leave some out, and none is given twice."""
    ranks = {option: whole_number(text) for option, text in fields.items() if text}
    known = set(range(1, len(definition.options) + 1))
    if not set(ranks.values()) <= known or len(set(ranks.values())) < len(ranks):
        return None, "not_ranks"
    if not ranks:
        return None, "missing" if definition.required else None
    return sorted(ranks, key=lambda option: ranks[option] or 0), None


def _read_beside(definition: Definition, given: Mapping[str, Sequence[str]], reading: Reading) -> None:
    """What is written beside a choice: which other one, and a word on it."""
    held = reading.values.get(definition.key)
    chosen = OTHER in held if isinstance(held, list) else held == OTHER
    for name, wanted in ((OTHER, chosen), (COMMENT, definition.comment)):
        key = f"{definition.key}:{name}"
        text = _first(given, key, lines=name == COMMENT) if wanted else ""
        if len(text) > LONGEST["text" if name == OTHER else "long_text"]:
            reading.refusals[key] = "too_long"
        elif text:
            reading.values[key] = text


def parse(definition: Definition, texts: Sequence[str]) -> tuple[Any, str | None]:
    """One answer: (value, None) or (None, refusal). Dates stay ISO texts, numbers become int or a decimal text."""
    match definition.kind:
        case "choices":
            known = all(text in definition.choices for text in texts)
            chosen = [UNSAID] if UNSAID in texts else list(dict.fromkeys(texts))
            return (chosen, None) if known else (None, "not_an_option")
        case "choice" | "scale":
            return (texts[0], None) if texts[0] in definition.choices else (None, "not_an_option")
        case "yes_no":
            if texts[0] == UNSAID and definition.unsaid:
                return UNSAID, None
            return (texts[0] == "yes", None) if texts[0] in {"yes", "no"} else (None, "not_an_option")
        case "rating" | "nps":
            number, known_numbers = whole_number(texts[0]), numbers_of(definition)
            return (number, None) if number in known_numbers else (None, "not_an_option")
        case "text" | "long_text" | "number" | "date" | "email" | "phone":
            return _parse_text(definition.kind, texts[0])
        case _:
            raise UnknownKind(definition.kind)


def numbers_of(definition: Definition) -> range:
    """The numbers that may be chosen of a rating, or of how likely one recommends."""
    return NPS if definition.kind == "nps" else range(1, definition.most + 1)


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
