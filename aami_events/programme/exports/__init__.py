"""The released programme in the formats of others: calendars, frab."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ...events.models import Event
from ...foundation.dates import in_zone
from ...foundation.links import public_url
from ..models import Release
from ..queries.releases import Voice, speaking, voices
from ..rules.release import Released


@dataclass(frozen=True)
class Published:
    """Everything that an export is made of: an event, the version in force, its sessions, who speaks."""

    event: Event
    release: Release
    sessions: Sequence[Released]
    people: Mapping[int, Voice]

    @classmethod
    def of(cls, event: Event, release: Release, sessions: Sequence[Released]) -> "Published":
        """With those who speak; one query."""
        return cls(event, release, sessions, voices(sessions))

    @property
    def standing(self) -> list[Released]:
        """What takes place."""
        return [row for row in self.sessions if not row.cancelled]

    def speakers(self, row: Released) -> list[Voice]:
        """Who speaks in a session."""
        return speaking(row, self.people)

    def begins(self, row: Released) -> dt.datetime:
        """The moment, on the event's clock."""
        return self._on_its_clock(row.begins)

    def ends(self, row: Released) -> dt.datetime:
        """The moment it ends, on the event's clock."""
        return self._on_its_clock(row.ends)

    def _on_its_clock(self, wall: dt.datetime) -> dt.datetime:
        return in_zone(wall, self.event.zone).astimezone(ZoneInfo(self.event.zone))

    def url(self, row: Released, language: str) -> str:
        """The session's page."""
        return public_url("programme.public.session", lang=language, slug=self.event.slug, session_slug=row.slug)


def in_language(text: Mapping[str, str], language: str) -> str:
    """A text in this language, or in the other."""
    return text.get(language) or next(iter(text.values()), "")
