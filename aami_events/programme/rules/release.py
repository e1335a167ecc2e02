"""What a release says of each session, as plain values that are kept for good, and how two releases differ."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

#: what makes a session another one to read
SAID = (
    "kind",
    "title",
    "abstract",
    "warnings",
    "format",
    "track",
    "languages",
    "interpretation",
    "speakers",
    "room",
    "works",
    "picture",
)


@dataclass(frozen=True)
class Released:
    """A session as it was released. Texts are {language: text}; times are wall times of the event; names of people
    are not in it, only who they are."""

    id: int
    guid: str
    slug: str
    kind: str
    title: dict[str, str]
    abstract: dict[str, str]
    #: 2020-09-18T09:30
    starts: str
    minutes: int
    #: key, name and position; None: everywhere
    room: dict[str, Any] | None = None
    warnings: dict[str, str] = field(default_factory=dict)
    format: dict[str, Any] | None = None
    track: dict[str, Any] | None = None
    languages: list[str] = field(default_factory=list)
    interpretation: list[str] = field(default_factory=list)
    speakers: list[int] = field(default_factory=list)
    #: what a screening shows: title, artist, year, minutes, medium, subtitles
    works: list[dict[str, Any]] = field(default_factory=list)
    #: key of its picture
    picture: str | None = None
    #: number of the activity that people may have registered for
    part: int | None = None
    cancelled: bool = False

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Released":
        """As it was kept."""
        return cls(**plain)

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @property
    def begins(self) -> dt.datetime:
        """The wall time at which it begins."""
        return dt.datetime.fromisoformat(self.starts)

    @property
    def ends(self) -> dt.datetime:
        """The wall time at which it ends."""
        return self.begins + dt.timedelta(minutes=self.minutes)

    @property
    def place(self) -> tuple[str, int, str | None]:
        """When and where: the room's own name may change without anybody going elsewhere."""
        return self.starts, self.minutes, self.room["key"] if self.room else None

    @property
    def order(self) -> tuple[str, int, int]:
        """By time, then as rooms stand beside each other."""
        return self.starts, self.room["position"] if self.room else -1, self.id

    @property
    def whole(self) -> bool:
        """Whether it says in both languages what it is; a break needs no more than a title."""
        texts = [self.title] if self.kind == "break" else [self.title, self.abstract]
        return all(text.get(code, "").strip() for text in texts for code in ("fr", "en"))


@dataclass(frozen=True)
class Change:
    """What a release does to one session: new, moved, changed, cancelled or back."""

    kind: str
    before: Released | None
    after: Released

    @property
    def id(self) -> int:
        """The session's number."""
        return self.after.id


KINDS = ("new", "moved", "changed", "cancelled", "back")


def carried(before: Iterable[Released], now: Iterable[Released]) -> list[Released]:
    """What the next release holds: what stands now, and as cancelled whatever was public and does not stand any more.

    In the order of time.
    """
    standing = {row.id: row for row in now}
    gone = [Released(**{**row.plain(), "cancelled": True}) for row in before if row.id not in standing]
    return sorted([*standing.values(), *gone], key=lambda row: row.order)


def difference(before: Iterable[Released], after: Sequence[Released]) -> list[Change]:
    """What changes for those who read the programme, in its order."""
    known = {row.id: row for row in before}
    changes = []
    for row in after:
        kind = _kind(known.get(row.id), row)
        if kind:
            changes.append(Change(kind, known.get(row.id), row))
    return changes


def _kind(before: Released | None, after: Released) -> str:
    if before is None:
        return "new"
    if before.cancelled or after.cancelled:
        return "" if before.cancelled and after.cancelled else "cancelled" if after.cancelled else "back"
    if before.place != after.place:
        return "moved"
    return "changed" if any(getattr(before, name) != getattr(after, name) for name in SAID) else ""


def mark_of(changes: Iterable[Change]) -> str:
    """A mark of what was shown before a release, to notice that it is something else by now."""
    said = [[row.kind, row.after.plain()] for row in changes]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]


def touched(changes: Iterable[Change]) -> dict[int, list[int]]:
    """{speaker: the sessions of theirs that a release touches}; who left a session is touched by it too."""
    found: dict[int, list[int]] = {}
    for change in changes:
        mine = set(change.after.speakers) | set(change.before.speakers if change.before else ())
        for person in sorted(mine):
            found.setdefault(person, []).append(change.id)
    return found


def for_registered(changes: Iterable[Change]) -> dict[int, int]:
    """{activity: session} whose registered people should know: it moved, was cancelled or takes place after all."""
    return {
        change.after.part: change.id
        for change in changes
        if change.after.part is not None and change.kind in ("moved", "cancelled", "back")
    }
