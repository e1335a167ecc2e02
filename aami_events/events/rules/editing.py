"""What may be written of an event and its parts, which states follow each other, and when two editors have met."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from . import KINDS, MODES, VISIBILITIES, slug_is_good

PART_KINDS = ("session", "workshop", "opening", "agm", "meeting", "screening", "break")
LANGUAGES = ("fr", "en")
INTERPRETATION = ("fr-en", "asl", "lsq", "captions")
#: as many as fit in a column
MOST_SLUG, MOST_PLACES = 60, 100_000
#: characters of a line, a paragraph, a page
MOST_LINE, MOST_TEXT, MOST_PAGE = 200, 2_000, 20_000

#: {(from, to): what one does}; keys of phrases.editing.MOVES
MOVES = {
    ("draft", "published"): "publish",
    ("published", "draft"): "withdraw",
    ("published", "postponed"): "postpone",
    ("published", "cancelled"): "cancel",
    ("published", "archived"): "archive",
    ("postponed", "published"): "resume",
    ("postponed", "cancelled"): "cancel",
    ("cancelled", "published"): "resume",
    ("cancelled", "archived"): "archive",
    ("archived", "published"): "resume",
}
#: what is not done without a reason: people have made plans
EXPLAINED = frozenset({"postpone", "cancel"})


@dataclass(frozen=True)
class EventFields:
    """What is judged of an event as it was written; times are wall times in its zone."""

    slug: str
    kind: str
    mode: str
    visibility: str
    zone_known: bool
    titled: bool
    capacity: int | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    change_until: dt.datetime | None = None


@dataclass(frozen=True)
class PartFields:
    """What is judged of a part as it was written."""

    slug: str
    kind: str
    mode: str
    zone_known: bool
    titled: bool
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    capacity: int | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None


def event_faults(fields: EventFields) -> list[tuple[str, str]]:
    """(field, what cannot be); keys of phrases.editing.FAULTS."""
    wrong = [
        (name, "choose")
        for name, known in (("kind", KINDS), ("mode", MODES), ("visibility", VISIBILITIES))
        if getattr(fields, name) not in known
    ]
    wrong += _common(fields)
    if fields.slug and not slug_is_good(fields.slug):
        wrong.append(("slug", "slug"))
    if fields.opens and fields.closes and fields.closes <= fields.opens:
        wrong.append(("closes", "closes_before"))
    if fields.opens and fields.change_until and fields.change_until <= fields.opens:
        wrong.append(("change_until", "closes_before"))
    return wrong


def part_faults(fields: PartFields, kind: str | None = None) -> list[tuple[str, str]]:
    """The same of a part, whose address is its own or none; `kind` is what a loader called it, which may stay."""
    wrong = [] if fields.kind in (*PART_KINDS, kind) else [("kind", "choose")]
    wrong += [] if fields.mode in MODES else [("mode", "choose")]
    if not set(fields.languages) <= set(LANGUAGES):
        wrong.append(("languages", "choose"))
    if not set(fields.interpretation) <= set(INTERPRETATION):
        wrong.append(("interpretation", "choose"))
    if fields.slug and not slug_is_good(fields.slug):
        wrong.append(("slug", "slug"))
    return wrong + _common(fields)


def _common(fields: EventFields | PartFields) -> list[tuple[str, str]]:
    wrong = [] if fields.zone_known else [("zone", "choose")]
    if not fields.titled:
        wrong.append(("title", "title"))
    if fields.capacity is not None and not 0 <= fields.capacity <= MOST_PLACES:
        wrong.append(("capacity", "capacity"))
    if fields.ends and not fields.starts:
        wrong.append(("starts", "starts_missing"))
    if fields.starts and fields.ends and fields.ends <= fields.starts:
        wrong.append(("ends", "before"))
    return wrong


def propose_slug(folded: str, taken: Collection[str]) -> str:
    """A free address made of a folded title: "assemblee-generale-2020", with a number behind it if somebody has it."""
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    base = words[: MOST_SLUG - 4].rstrip("-") if len(words) > MOST_SLUG - 4 else words
    base = base if slug_is_good(base) else f"{base}-event".strip("-")[:MOST_SLUG]
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def slug_may_change(state: str, slug: str, wanted: str) -> bool:
    """Whether an event or part may have this address: that of what is or was public stays."""
    return state == "draft" or wanted in ("", slug)


def moves_from(state: str) -> dict[str, str]:
    """{what one may do: the state that follows}"""
    return {deed: after for (before, after), deed in MOVES.items() if before == state}


def capacity_fits(capacity: int | None, taken: int) -> bool:
    """Whether those who hold a place keep it."""
    return capacity is None or capacity >= taken


def overtaken(base: int, revision: int, read: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    """Whether somebody changed what an editor had read at revision `base`.

    What they read, where it is known, tells whether the change since touched anything that they are about to write.
    """
    return base != revision and (read is None or dict(read) != dict(now))


def order_after(begins: Mapping[int, dt.datetime | None], moved: int, up: bool) -> list[int]:
    """The parts {id: when it begins}, as they are shown, with one of them a step up or down.

    Time comes first: a part moves past those only that begin when it does.
    """
    ids = list(begins)
    at = ids.index(moved)
    to = at - 1 if up else at + 1
    if 0 <= to < len(ids) and begins[ids[to]] == begins[moved]:
        ids[at], ids[to] = ids[to], ids[at]
    return ids


def movable(begins: Mapping[int, dt.datetime | None]) -> dict[int, tuple[bool, bool]]:
    """{part: (whether it can go up, whether it can go down)}"""
    ids = list(begins)
    return {
        number: tuple(order_after(begins, number, up) != ids for up in (True, False))  # type: ignore[misc]
        for number in ids
    }
