"""Decisions about reading proposals: what is allowed when, what a review is worth, what is read next."""

import datetime as dt
import hashlib
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ...foundation.todo import Found, by_deadline

#: what each criterion is given
POINTS = (1, 2, 3, 4, 5)
#: when members see each other's reviews: not at all, once they have given theirs, at once
OTHERS = ("never", "after", "always")
#: of a review: kept for oneself, given, given without an opinion
STATES = ("draft", "given", "abstained")
#: proposals are tagged with so many words, of so many letters
MOST_TAGS, LONGEST_TAG = 12, 40
HEAVIEST = 100
MOST_READERS = 20
#: days before the end of a phase from which its readings are urgent, and from which they are soon
NOW, SOON = 2, 10


class Span(Protocol):
    """A time of the committee's work."""

    @property
    def starts_at(self) -> dt.datetime:
        """Its first moment."""

    @property
    def ends_at(self) -> dt.datetime:
        """The first moment after it."""


class Phase(Span, Protocol):
    """With what one may do in it."""

    @property
    def scoring(self) -> bool:
        """Reviews are written."""

    @property
    def discussion(self) -> bool:
        """Remarks are written."""

    @property
    def others(self) -> str:
        """One of OTHERS."""


P = TypeVar("P", bound=Span)


@dataclass(frozen=True)
class Allowed:
    """What a committee may do now."""

    scoring: bool
    discussion: bool
    others: str


def phase_now(phases: Iterable[P], now: dt.datetime) -> P | None:
    """The phase that runs."""
    return next((phase for phase in phases if phase.starts_at <= now < phase.ends_at), None)


def allowed(phases: Sequence[Phase], now: dt.datetime) -> Allowed:
    """Without phases everything, at any time; between phases one may only look."""
    if not phases:
        return Allowed(scoring=True, discussion=True, others="after")
    phase = phase_now(phases, now)
    if phase is None:
        return Allowed(scoring=False, discussion=False, others="always")
    return Allowed(phase.scoring, phase.discussion, phase.others)


def check_phase(
    names: Collection[str], starts: dt.datetime | None, ends: dt.datetime | None, others: str, beside: Iterable[Span]
) -> list[tuple[str, str]]:
    """(field, what is wrong) of a phase `beside` the others of its committee."""
    faults = [] if names else [("name", "name_missing")]
    if others not in OTHERS:
        faults.append(("others", "others"))
    if starts is None:
        faults.append(("starts", "starts_missing"))
    if ends is None:
        faults.append(("ends", "ends_missing"))
    if starts is None or ends is None:
        return faults
    if ends <= starts:
        return [*faults, ("ends", "ends_before")]
    if any(starts < one.ends_at and one.starts_at < ends for one in beside):
        faults.append(("starts", "phases_overlap"))
    return faults


def check_criterion(names: Collection[str], weight: int | None) -> list[tuple[str, str]]:
    """(field, what is wrong) of a criterion."""
    faults = [] if names else [("name", "name_missing")]
    if weight is None or not 1 <= weight <= HEAVIEST:
        faults.append(("weight", "weight"))
    return faults


def check_review(points: Mapping[int, int], criteria: Collection[int], text: str) -> list[tuple[str, str]]:
    """(field, what is missing) of a review that is to be given: each criterion; without criteria, words."""
    if not criteria:
        return [] if text else [("text", "review_missing")]
    return [(f"points_{number}", "points_missing") for number in criteria if points.get(number) not in POINTS]


def score(points: Mapping[int, int], weights: Mapping[int, int]) -> int | None:
    """The weighted mean of what was given, in hundredths of a point; None without criteria."""
    total = sum(weights.values())
    if not total:
        return None
    return round(100 * sum(points[number] * weight for number, weight in weights.items()) / total)


@dataclass(frozen=True)
class Summary:
    """Of the reviews of one proposal; scores in hundredths of a point."""

    reviews: int = 0
    mean: int | None = None
    median: int | None = None
    #: standard deviation; None below two scores
    spread: int | None = None
    lowest: int | None = None
    highest: int | None = None


def summary(scores: Sequence[int | None]) -> Summary:
    """Of the scores that were given; None is a review without one."""
    held = [one for one in scores if one is not None]
    if not held:
        return Summary(len(scores))
    held.sort()
    many, middle = len(held), len(held) // 2
    mean = sum(held) / many
    spread = round(math.sqrt(sum((one - mean) ** 2 for one in held) / many)) if many > 1 else None
    median = round((held[middle] + held[-1 - middle]) / 2)
    return Summary(len(scores), round(mean), median, spread, held[0], held[-1])


def sees_others(others: str, own: str | None, *, presides: bool) -> bool:
    """Whether somebody whose own review is in state `own` reads the others' of the same proposal."""
    if presides or others == "always":
        return True
    return others == "after" and own in ("given", "abstained")


def may_review(role: str | None) -> bool:
    """Whether who sits there in this role reviews: observers look on, and who has no seat does not."""
    return role not in (None, "observer")


@dataclass(frozen=True)
class Candidate:
    """A proposal as the question of what to read next sees it."""

    id: int
    #: reviews that it has, of anybody
    reviews: int
    #: whether it was given to the one who asks
    assigned: bool = False
    readable: bool = True
    done: bool = False


def next_to_read(member_id: int, candidates: Iterable[Candidate]) -> int | None:
    """What was given to the member first, then what fewest have read; equals in an order of the member's own."""
    left = [one for one in candidates if not one.done and (one.readable or one.assigned)]
    best = min(left, key=lambda one: (not one.assigned, one.reviews, _own_order(member_id, one.id)), default=None)
    return best.id if best else None


def _own_order(member_id: int, proposal_id: int) -> bytes:
    return hashlib.blake2b(f"{member_id}:{proposal_id}".encode(), digest_size=8).digest()


def check_tags(words: Collection[str]) -> list[tuple[str, str]]:
    """(field, what is wrong) of the tags of one proposal."""
    if len(words) > MOST_TAGS or any(len(word) > LONGEST_TAG for word in words):
        return [("tags", "tags")]
    return []


def can_read(reads: Collection[str], languages: Collection[str]) -> bool:
    """Whether somebody who reads these can read a text that stands in those; a video alone is for everybody."""
    return not languages or any(language in reads for language in languages)


def reading_due(number: int, left: int | None) -> Found:
    """So many proposals that wait for a reader, `left` whole days before the phase ends; None: it does not end."""
    return Found("proposals.reading", by_deadline(left, soon=SOON, now=NOW), number, left=left)
