"""What an editor of questions may write, and on what questions may depend."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...foundation.text import fold
from .reading import KINDS, RATINGS, SEES, UNSAID, WITH_OPTIONS, WITH_ROWS, Definition, numbers_of

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
    kinds: Collection[str] = KINDS,
    rows: Sequence[OptionSaid] = (),
    most: int = 5,
) -> list[tuple[str, str]]:
    """(field, what) of all that cannot be asked: missing, one_language, too_long, too_few, too_many, repeated, unknown,
    not_a_number.

    `texts` are label, help and purpose on both sides. What is in `whole` must have both languages. "options:2" is the
    third option that was written, "rows:0" the first row of a matrix. `most` is the highest number of a rating.
    """
    faults = [] if kind in kinds else [("kind", "unknown")]
    for name, sides in texts.items():
        faults += [(name, what) for what in _text_faults(name, sides, name in whole)]
    least = 1 if kind == "choices" else 2
    faults += _option_faults("options", options, "options" in whole, least) if kind in WITH_OPTIONS else []
    faults += _option_faults("rows", rows, "rows" in whole, 1) if kind == "matrix" else []
    faults += [("most", "unknown")] if kind == "rating" and most not in RATINGS else []
    faults += [] if sees in SEES else [("sees", "unknown")]
    good = retention_days is not None and 1 <= retention_days <= MOST_DAYS
    return faults + ([] if good else [("retention_days", "not_a_number")])


def _text_faults(name: str, sides: tuple[str, str], whole: bool) -> list[str]:
    if any(len(text) > (MOST_LINE if name == "label" else MOST_TEXT) for text in sides):
        return ["too_long"]
    if not any(sides):
        return [] if name == "help" else ["missing"]
    return ["one_language"] if whole and not all(sides) else []


def _option_faults(field: str, options: Sequence[OptionSaid], whole: bool, least: int) -> list[tuple[str, str]]:
    rows = [(f"{field}:{number}", row) for number, row in enumerate(options) if not row.blank]
    if len(rows) < least:
        return [(f"{field}:0", "too_few")]
    if len(rows) > MOST_OPTIONS:
        return [(f"{field}:0", "too_many")]
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
        return ("yes", "no") + (UNSAID,) * definition.unsaid
    if definition.kind in ("rating", "nps"):
        return tuple(map(str, numbers_of(definition)))
    return definition.choices if definition.kind in WITH_OPTIONS and definition.kind not in WITH_ROWS else ()


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
