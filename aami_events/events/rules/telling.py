"""What people know of an event, what it is now, and what of the difference concerns whom. Plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: what everyone who comes has to know, in the order in which it is told
WHOLE = ("state", "when", "where", "mode")
#: the same of an activity
OF_PART = ("when", "where", "mode")
#: states in which there are people to tell
TOLD_IN = frozenset({"published", "postponed", "cancelled"})


@dataclass(frozen=True)
class Change:
    """One thing that is no longer what people know: a text in both languages on each side, but for a state."""

    what: str
    before: Any
    after: Any
    #: of an activity: its number and title
    part: int | None = None
    title: Mapping[str, str] | None = None

    def plain(self) -> dict[str, Any]:
        """To be stored."""
        rest = {"part": self.part, "title": dict(self.title or {})} if self.part else {}
        return {"what": self.what, "before": self.before, "after": self.after, **rest}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Change":
        """As it was stored."""
        return cls(plain["what"], plain["before"], plain["after"], plain.get("part"), plain.get("title"))


def changes(known: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """What has changed since people were told; activities that are new are nobody's yet."""
    found = [Change(name, known[name], now[name]) for name in WHOLE if known[name] != now[name]]
    for number, part in now["parts"].items():
        before = known["parts"].get(number)
        if before is not None:
            found += [
                Change(name, before[name], part[name], int(number), part["title"])
                for name in OF_PART
                if before[name] != part[name]
            ]
    return found


def concerned(found: Iterable[Change]) -> frozenset[int] | None:
    """Of which activities people have to be told; None: everyone."""
    rows = list(found)
    return None if any(row.part is None for row in rows) else frozenset(row.part for row in rows if row.part)


def mine(found: Iterable[Change], parts: Iterable[int]) -> list[Change]:
    """What of it concerns somebody who chose these activities."""
    chosen = set(parts)
    return [row for row in found if row.part is None or row.part in chosen]


def message_faults(french: str, english: str, most: int = 4_000) -> list[tuple[str, str]]:
    """(field, what): too_long; one_language, for what some could not read."""
    if max(len(french), len(english)) > most:
        return [("message", "too_long")]
    return [("message", "both")] if bool(french) != bool(english) else []
