"""Decisions about registrations, over plain values."""

import datetime as dt
import re
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import MembersOnly, RegistrationClosed, StateRefused, UnknownCategory, UnknownPart

STATES = ("confirmed", "waiting", "offered", "cancelled")
#: states in which places are held
HOLDING = frozenset({"confirmed", "offered"})
PURPOSES = ("listing", "photo", "recording", "quotation", "promotion", "access_needs")
#: purposes that say something of a person's health: shown only to who may see sensitive answers
SENSITIVE_PURPOSES = frozenset({"access_needs"})
#: the text of an event that goes with a price
TERMS = "refund_terms"
#: languages that people speak with one another, signed ones among them
SPOKEN = ("fr", "en", "asl", "lsq", "other")
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
#: from where an organiser may move someone to where
MOVES = {
    "confirmed": {"cancelled", "waiting"},
    "waiting": {"confirmed", "cancelled"},
    "offered": {"confirmed", "cancelled"},
    "cancelled": {"confirmed", "waiting"},
}


@dataclass(frozen=True)
class CategoryFacts:
    """What the rules need to know of a category."""

    key: str
    members_only: bool
    agm_only: bool


@dataclass(frozen=True)
class PartFacts:
    """What the rules need to know of a part."""

    id: int
    alone: bool


def consent_kind(purpose: str) -> str:
    """The kind of the event's text that says what one agrees to."""
    return f"consent_{purpose}"


def texts_shown(given: str) -> dict[str, int]:
    """{kind: version} from what a form carries, "consent_photo:12 refund_terms:7"; anything else is left out."""
    kinds = {TERMS, *map(consent_kind, PURPOSES)}
    pairs = (piece.partition(":") for piece in given.split()[: 2 * len(kinds)])
    return {kind: int(number) for kind, _, number in pairs if kind in kinds and re.fullmatch("[0-9]{1,9}", number)}


def check_open(state: str, *, by_organiser: bool, invited: bool = False) -> None:
    """RegistrationClosed unless the event takes registrations now; who holds an invitation may come to an event by
    invitation, and an organiser may register someone at any time."""
    if invited and state == "invited":
        return
    if state != "open" and not (by_organiser and state not in {"cancelled", "archived"}):
        raise RegistrationClosed(state)


def pick_category(categories: Sequence[CategoryFacts], key: str | None, *, member: bool) -> CategoryFacts:
    """The category that was asked for, or the only one there is. UnknownCategory, MembersOnly."""
    if not key and len(categories) == 1:
        key = categories[0].key
    found = next((category for category in categories if category.key == key), None)
    if found is None:
        raise UnknownCategory(key)
    if found.members_only and not member:
        raise MembersOnly(key)
    return found


def pick_parts(parts: Iterable[PartFacts], wanted: Iterable[int], *, agm_only: bool) -> tuple[int, ...]:
    """The wanted parts in id order; with an AGM-only category just those that can be chosen alone. UnknownPart."""
    allowed = {part.id for part in parts if part.alone or not agm_only}
    chosen = set(wanted)
    if not chosen <= allowed:
        raise UnknownPart(sorted(chosen - allowed))
    return tuple(sorted(chosen or (allowed if agm_only else ())))


@dataclass(frozen=True)
class Admission:
    """What a registration gets: the base (event and category) or not, and which parts. Parts come with the base."""

    base: bool
    parts: frozenset[int]


def admit(taken: Collection[int], base: Iterable[int], parts: Mapping[int, int]) -> Admission:
    """Who gets what, given the places where one could be taken; `parts` is {part: its place}.

    The base is one: all of it or nothing. A full part does not keep anyone from the rest.
    """
    if any(place not in taken for place in base):
        return Admission(False, frozenset())
    return Admission(True, frozenset(part for part, place in parts.items() if place in taken))


def is_full(free: int | None) -> bool:
    """Whether nothing is left."""
    return free is not None and free <= 0


def served(free: Mapping[int, int | None], queue: Iterable[tuple[int, tuple[int, ...]]]) -> list[int]:
    """Whom a freed place goes to: down the queue of (who, places needed), each for whom all is free."""
    left, found = dict(free), []
    for who, needed in queue:
        if any(is_full(left[place]) for place in needed):
            continue
        for place in needed:
            rest = left[place]
            left[place] = None if rest is None else rest - 1
        found.append(who)
    return found


def moves(state: str, *, supports: bool = False) -> frozenset[str]:
    """Where an organiser may move a registration to. A support person follows; all one can do is end that."""
    return frozenset(MOVES[state] & {"cancelled"}) if supports else frozenset(MOVES[state])


def check_move(old: str, new: str, *, supports: bool = False) -> None:
    """StateRefused unless an organiser may move a registration from `old` to `new`."""
    if new not in moves(old, supports=supports):
        raise StateRefused(f"{old} → {new}")


def offer_ends(now: dt.datetime, hours: int, event_ends: dt.datetime | None) -> dt.datetime:
    """How long a freed place is held: some hours, and never past the event."""
    until = now + dt.timedelta(hours=hours)
    return min(until, event_ends) if event_ends and event_ends > now else until


def offer_is_open(state: str, expires_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether an offered place may still be accepted."""
    return state == "offered" and expires_at is not None and now < expires_at


ACCESS_KINDS = ("asl", "lsq", "captions", "mobility", "materials", "attendant", "quiet", "childcare", "other")


def access_state(answered: bool, services: Sequence[str]) -> str:
    """Where a request stands: asked, answered (nothing to arrange), arranged, delivered, confirmed, or missing.

    It is as far as the least advanced of its services; one that was not there counts before all others.
    """
    if not services:
        return "answered" if answered else "asked"
    return next(state for state in ("missing", "arranged", "delivered", "confirmed") if state in services)


def days_since(moment: dt.datetime, now: dt.datetime) -> int:
    """Whole days that something has waited."""
    return max((now - moment).days, 0)


def may_vote(wanted: bool, organisation_id: int | None, *, seat_is_free: bool) -> bool:
    """Whether someone sits for their organisation: they ask for it, it is a member, and nobody else does."""
    return wanted and organisation_id is not None and seat_is_free


def new_code() -> str:
    """A ticket code: eight letters and digits that no one confuses; good for nothing but the desk."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def amount_due(price_cents: int, parts: Sequence[int], *, agm_only: bool) -> int:
    """Cents due for a category; what can be chosen alone is free."""
    return 0 if agm_only else price_cents
