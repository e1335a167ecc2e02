"""Decisions about a call and what is proposed. Moments are aware."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

DECISIONS = ("accepted", "standby", "declined")
STATES = ("draft", "submitted", "withdrawn")
LANGUAGES = ("fr", "en", "asl", "lsq", "other")
#: as people say of themselves; another is "other", and who says nothing counts as such
GENDERS = ("woman", "man", "non_binary", "two_spirit", "other")
#: numbers of people move when so many of them have
BATCH = 5
#: works in one proposal; people beside the one who proposes
MOST_WORKS, MOST_VOICES = 30, 12
#: a session is neither shorter nor longer, in minutes
SHORTEST, LONGEST = 5, 600
#: cents of an artist fee
MOST_FEE = 10_000_000
_LINK = re.compile(r"https://[^\s/]+\.[^\s/]+(/\S*)?")


@dataclass(frozen=True)
class Kind:
    """A type of session as rules see one."""

    id: int
    least: int
    most: int
    works: bool = False


@dataclass(frozen=True)
class Facts:
    """A proposal as it was written: in which languages it says what, and the rest."""

    titles: Collection[str] = ()
    abstracts: Collection[str] = ()
    #: None: none was chosen
    kind: Kind | None = None
    minutes: int | None = None
    languages: Collection[str] = ()
    sign_video: str = ""
    #: (title, artist) of each work
    works: Sequence[tuple[str, str]] = ()


def call_state(opens_at: dt.datetime | None, closes_at: dt.datetime | None, now: dt.datetime) -> str:
    """none, later, open or over."""
    if opens_at is None:
        return "none"
    if now < opens_at:
        return "later"
    return "over" if closes_at and now >= closes_at else "open"


def open_to(call: str, late_until: dt.datetime | None, now: dt.datetime) -> str:
    """The state of a call for somebody who may propose until `late_until`, whatever the deadline."""
    return "open" if late_until is not None and now < late_until else call


def check_call(
    opens_at: dt.datetime | None, closes_at: dt.datetime | None, before: dt.datetime | None, now: dt.datetime
) -> list[tuple[str, str]]:
    """(field, what is wrong) of when one may propose; a deadline that stood there `before` may be past."""
    if closes_at is None:
        return []
    if opens_at is None:
        return [("opens", "opens_missing")]
    if closes_at <= opens_at:
        return [("closes", "closes_before")]
    return [("closes", "closes_past")] if closes_at <= now and closes_at != before else []


def check_kind(
    names: Collection[str], minutes: int | None, least: int | None, most: int | None
) -> list[tuple[str, str]]:
    """(field, what is wrong) of a type of session."""
    faults = [] if names else [("name", "name_missing")]
    if minutes is None or not SHORTEST <= minutes <= LONGEST:
        faults.append(("minutes", "minutes"))
    elif least is None or not SHORTEST <= least <= minutes:
        faults.append(("least", "least"))
    elif most is None or not minutes <= most <= LONGEST:
        faults.append(("most", "most"))
    return faults


def check_shape(facts: Facts) -> list[tuple[str, str]]:
    """(field, what is wrong) of what cannot even be kept as a draft."""
    faults = []
    if facts.sign_video and not _LINK.fullmatch(facts.sign_video):
        faults.append(("sign_video", "sign_video"))
    for number, (title, _artist) in enumerate(facts.works):
        if not title:
            faults.append((f"works-{number}-title", "work_title"))
    return faults


def check_whole(facts: Facts) -> list[tuple[str, str]]:
    """(field, what is missing) of a proposal that is to be sent. A video in a sign language may stand for the text."""
    faults = [] if facts.titles else [("title", "title_missing")]
    if not facts.abstracts and not facts.sign_video:
        faults.append(("abstract", "abstract_missing"))
    if facts.kind is None:
        faults.append(("format", "format_missing"))
    elif facts.minutes is None or not facts.kind.least <= facts.minutes <= facts.kind.most:
        faults.append(("minutes", "minutes_range"))
    if not facts.languages:
        faults.append(("languages", "languages_missing"))
    if facts.kind and facts.kind.works and not facts.works:
        faults.append(("works-0-title", "works_missing"))
    return faults


def may_change(state: str, call: str, *, announced: bool) -> bool:
    """Whether its author may change or send it: until the deadline, and until the answer."""
    return state != "withdrawn" and call == "open" and not announced


def may_illustrate(state: str, call: str, *, announced: bool, accepted: bool) -> bool:
    """Whether its author may change its picture: as the rest of it, and once it is accepted, when most people do."""
    return may_change(state, call, announced=announced) or (state == "submitted" and accepted and announced)


def check_picture(alternative: Collection[str], credit: str, *, there: bool) -> list[tuple[str, str]]:
    """(field, what is missing) of a picture: `there` says whether one was given, now or before; what it shows in words
    is written in these languages."""
    faults = [] if there else [("file", "picture_missing")]
    faults += [] if alternative else [("alternative", "alternative_missing")]
    return faults + ([] if credit else [("credit", "credit_missing")])


def settled(decision: str | None, *, announced: bool) -> bool:
    """Whether nothing is left to read or to decide: the answer is known, and is not standby."""
    return announced and decision != "standby"


def may_decide(state: str, *, announced: bool, before: str | None) -> bool:
    """Whether one may decide, or decide otherwise: of what was sent, until its speakers know; standby stays open."""
    return state == "submitted" and not settled(before, announced=announced)


def may_confirm(state: str, decision: str | None, *, announced: bool) -> bool:
    """Whether its author may say that they come."""
    return state == "submitted" and decision == "accepted" and announced


@dataclass(frozen=True)
class Chosen:
    """A proposal as balance counts it."""

    decision: str | None
    region: str | None = None
    kind: int | None = None
    languages: tuple[str, ...] = ()
    minutes: int = 0


def tally(rows: Iterable[Chosen]) -> dict[str, dict[Any, dict[str, int]]]:
    """{"region", "kind" or "language": {which: {decision, or "" for none yet: proposals}}}.

    What is given in two languages counts in both.
    """
    found: dict[str, dict[Any, dict[str, int]]] = {"region": {}, "kind": {}, "language": {}}
    for row in rows:
        keys = [("region", row.region), ("kind", row.kind), *(("language", one) for one in row.languages)]
        for group, which in keys:
            counts = found[group].setdefault(which, {})
            counts[row.decision or ""] = counts.get(row.decision or "", 0) + 1
    return found


def gender_counts(people: Iterable[tuple[str | None, bool]]) -> list[list[int]]:
    """[accepted, others] of each of GENDERS, and last of those who have not said, of (gender, accepted) of each."""
    rows: dict[str | None, list[int]] = {gender: [0, 0] for gender in (*GENDERS, None)}
    for gender, accepted in people:
        rows[gender if gender in GENDERS else None][0 if accepted else 1] += 1
    return list(rows.values())


def moves(before: Sequence[Sequence[int]] | None, after: Sequence[Sequence[int]]) -> bool:
    """Whether at least a batch of people came, went or changed their place, so that nobody's step is seen alone."""
    old = before or [[0] * len(row) for row in after]
    steps = [new - was for row, was_row in zip(after, old, strict=True) for new, was in zip(row, was_row, strict=True)]
    return max(sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0)) >= BATCH


def minutes_of(rows: Iterable[Chosen], decision: str) -> int:
    """How long everything of that decision is."""
    return sum(row.minutes for row in rows if row.decision == decision)
