"""The public programme: one page a version and language, whose body is kept for as long as it says the same."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import render_template
from markupsafe import Markup

from ...events.models import Event
from ...foundation.bilingual import Bilingual
from ...foundation.compression import Piece
from ...foundation.content import kept, stamp
from ...foundation.i18n import current_language, gettext
from ...web.pages import rich
from .. import phrases
from ..models import Release
from ..queries.releases import released, speaking, voices, with_sessions
from ..rules.release import Released
from . import day_in_title, hour, said, span


@dataclass(frozen=True)
class Filters:
    """What a reader looks for; "" does not filter."""

    day: str = ""
    room: str = ""
    track: str = ""
    language: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What filters."""
        return {name: value for name, value in vars(self).items() if value}

    def fits(self, row: Released) -> bool:
        """Whether a session is among it; what is for everybody is in every room and of every theme."""
        everywhere = row.kind != "session"
        return (
            (not self.day or row.starts.startswith(self.day))
            and (not self.room or row.room is None or row.room["key"] == self.room)
            and (not self.track or everywhere or bool(row.track and row.track["key"] == self.track))
            and (not self.language or everywhere or followed(row, self.language))
        )


def followed(row: Released, language: str) -> bool:
    """Whether it is given, or interpreted, in a language."""
    spoken = language in row.languages or language in row.interpretation
    return spoken or (language in ("fr", "en") and "fr-en" in row.interpretation)


@dataclass(frozen=True)
class Choices:
    """What one may filter by: (value, label) pairs."""

    days: list[tuple[str, str]]
    rooms: list[tuple[str, str]]
    tracks: list[tuple[str, str]]
    languages: list[tuple[str, str]]

    def filters(self, given: Mapping[str, str]) -> Filters:
        """From an address; what is not offered does not filter."""
        offered = {"day": self.days, "room": self.rooms, "track": self.tracks, "language": self.languages}
        asked = {name: given.get(name, "") for name in offered}
        return Filters(**{name: value for name, value in asked.items() if value in {key for key, _ in offered[name]}})


def choices(rows: Sequence[Released]) -> Choices:
    """What these sessions offer."""
    days = sorted({row.starts[:10] for row in rows})
    rooms = {row.room["key"]: row.room for row in rows if row.room}
    tracks = {row.track["key"]: row.track for row in rows if row.track}
    languages = [code for code in phrases.LANGUAGES if any(followed(row, code) for row in rows)]
    return Choices(
        [(day, day_in_title(dt.date.fromisoformat(day))) for day in days],
        [(key, said(room["name"])) for key, room in sorted(rooms.items(), key=lambda item: item[1]["position"])],
        [(key, said(track["name"])) for key, track in tracks.items()],
        [(code, str(phrases.LANGUAGES[code])) for code in languages],
    )


@dataclass(frozen=True)
class Body:
    """What is kept of a version in a language: what one may look for, and the whole page's long part."""

    choices: Choices
    piece: Piece


def body(event: Event, release: Release, names: str) -> Body:
    """The whole programme, rendered when something that it says has changed."""
    key = ("programme", event.id, release.id, current_language(), names)
    return kept(key, lambda _session: _render(event, release))


def _render(event: Event, release: Release) -> Body:
    rows = sessions(release)
    return Body(choices(rows), Piece.of(days_html(event, rows)))


def sessions(release: Release) -> list[Released]:
    """The sessions of a version; read once."""
    return kept(("released", release.id), lambda _session: released(with_sessions(release.id)))


def days_html(event: Event, rows: Sequence[Released]) -> str:
    """Sessions by day and hour, as a part of a page."""
    given = {"event": event, "days": by_day(rows), "people": voices(rows), "show": Show, "words": phrases}
    return render_template("programme/public/_days.html", **given)


def by_day(rows: Sequence[Released]) -> list[tuple[dt.date, list[Released]]]:
    """(day, its sessions), in order."""
    days = groupby(rows, key=lambda row: row.starts[:10])
    return [(dt.date.fromisoformat(day), list(of_day)) for day, of_day in days]


class Show:
    """What the templates of the public programme call."""

    day_in_title = staticmethod(day_in_title)
    said = staticmethod(said)
    hour = staticmethod(hour)

    @staticmethod
    def rich(text: Mapping[str, str]) -> Markup:
        """A Markdown text as safe HTML."""
        return rich(Bilingual(text))

    @staticmethod
    def span(row: Released) -> str:
        """Both, in words."""
        return span(row.begins, row.minutes)

    speakers = staticmethod(speaking)

    @staticmethod
    def about_work(work: Mapping[str, Any]) -> str:
        """Year, length, format and subtitles of a work, those that are known."""
        minutes = work["minutes"] and gettext("%(minutes)s min", minutes=work["minutes"])
        subtitles = work["subtitles"] and gettext("subtitles: %(languages)s", languages=work["subtitles"])
        known = (work["year"], minutes, work["medium"], subtitles)
        return ", ".join(str(one) for one in known if one)


def etag(*facts: object) -> str:
    """A mark of everything that a page depends on, the content of the house among it."""
    return hashlib.sha256("\n".join(map(str, (*facts, stamp()[1]))).encode()).hexdigest()[:24]
