"""What needs doing now: how urgent it is, and in which order. Plain values, no clock: ages and deadlines are days."""

from collections.abc import Iterable
from dataclasses import dataclass

URGENCIES = ("now", "soon", "later")


@dataclass(frozen=True)
class Found:
    """Something that waits for somebody, as a rule finds it."""

    #: what kind of work, as access.unanswered
    kind: str
    #: one of URGENCIES
    urgency: str
    #: how many
    number: int = 1
    #: whole days that the oldest has waited
    age: int | None = None
    #: whole days until it is too late; below zero it is
    left: int | None = None


@dataclass(frozen=True)
class Task:
    """A line of the cockpit: what waits, in the reader's language, and where it is done."""

    found: Found
    text: str
    url: str


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The most urgent first; then what has a deadline, the nearest first; then the oldest."""
    return sorted(tasks, key=lambda task: _rank(task.found))


def _rank(found: Found) -> tuple[int, bool, int, int, str]:
    return URGENCIES.index(found.urgency), found.left is None, found.left or 0, -(found.age or 0), found.kind


def by_age(days: int, *, soon: int, now: int) -> str:
    """How urgent something is that has waited so long."""
    return "now" if days >= now else "soon" if days >= soon else "later"


def by_deadline(left: int | None, *, soon: int, now: int) -> str:
    """How urgent something is that has so many days left; without a deadline it is for later."""
    if left is None:
        return "later"
    return "now" if left <= now else "soon" if left <= soon else "later"
