"""What organisers write of rooms, hours, sessions, places on the grid and releases."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..web import fields
from ..web.checks import NamedPeople, named_people
from ..web.fields import TEXT, BilingualField, HourField, NumberField
from ..web.forms import HouseForm, RevisedForm, number_of
from . import service
from .models import Room, Session
from .phrases import EQUIPMENT, FAULTS, KINDS, LANGUAGES, TEAMS
from .queries import Hours
from .rules.grid import USUAL

MOST_SPEAKERS = 40


class Asked(HouseForm):
    """A form of the programme."""

    faults = FAULTS


class RoomForm(Asked):
    """A room."""

    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {"equipment": EQUIPMENT}
    name = BilingualField(lazy_gettext("Name"), missing=FAULTS["name"])
    capacity = NumberField(lazy_gettext("Seats"))
    equipment = SelectMultipleField(lazy_gettext("What it has"), validate_choice=False)

    def entry(self) -> service.RoomEntry:
        """For the service."""
        return service.RoomEntry(self.name.written, self.capacity.data, tuple(self.equipment.data or ()))


def room_values(room: Room) -> dict[str, Any]:
    """What the form of a room begins with."""
    return {"name": room.name, "capacity": room.capacity, "equipment": room.equipment}


class HoursForm(Asked):
    """What the grid is made with."""

    opens = HourField(lazy_gettext("Sessions begin at the earliest at"))
    closes = HourField(lazy_gettext("Sessions end at the latest at"))
    change_over = NumberField(lazy_gettext("Minutes between two sessions in a room"))
    teams_fr_en = NumberField(TEAMS["fr-en"])
    teams_asl = NumberField(TEAMS["asl"])
    teams_lsq = NumberField(TEAMS["lsq"])
    teams_captions = NumberField(TEAMS["captions"])

    def entry(self) -> service.HoursEntry:
        """For the service."""
        teams = {kind: self[f"teams_{kind.replace('-', '_')}"].data for kind in TEAMS}
        return service.HoursEntry(self.opens.data, self.closes.data, self.change_over.data, teams)


def hours_values(hours: Hours) -> dict[str, Any]:
    """What that form begins with."""
    teams = {f"teams_{kind.replace('-', '_')}": number for kind, number in hours.teams}
    return {"opens": hours.opens, "closes": hours.closes, "change_over": hours.change_over, **teams}


class SessionForm(Asked, RevisedForm):
    """A session."""

    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {
        "kind": KINDS,
        "languages": LANGUAGES,
        "interpretation": TEAMS,
    }
    kind = RadioField(lazy_gettext("Kind"), default="session", validate_choice=False)
    title = BilingualField(lazy_gettext("Title"), missing=FAULTS["title"])
    abstract = BilingualField(lazy_gettext("Abstract"), several=True, longest=5_000)
    warnings = BilingualField(lazy_gettext("Content warnings"), several=True, longest=TEXT)
    format = SelectField(lazy_gettext("Type"), validate_choice=False)
    track = SelectField(lazy_gettext("Theme"), validate_choice=False)
    minutes = NumberField(lazy_gettext("Length in minutes"), default=USUAL)
    languages = SelectMultipleField(lazy_gettext("Languages"), validate_choice=False)
    interpretation = SelectMultipleField(lazy_gettext("Interpretation offered"), validate_choice=False)
    interest = NumberField(lazy_gettext("People expected"))
    speakers = TextAreaField(lazy_gettext("Speakers"), [NamedPeople(MOST_SPEAKERS)])

    def offer(self, formats: Sequence[Any], tracks: Sequence[Any]) -> "SessionForm":
        """What may be chosen."""
        language = current_language()
        self.format.choices = [(str(row.id), row.name.get(language)) for row in formats]
        self.track.choices = [(str(row.id), row.name.get(language)) for row in tracks]
        for field in (self.kind, self.minutes):
            field.flags.required = True
        return self

    def entry(self) -> service.SessionEntry:
        """For the service."""
        return service.SessionEntry(
            kind=self.kind.data or "",
            title=self.title.written,
            abstract=self.abstract.written,
            warnings=self.warnings.written,
            format=number_of(self.format.data),
            track=number_of(self.track.data),
            minutes=self.minutes.data,
            languages=tuple(self.languages.data or ()),
            interpretation=tuple(self.interpretation.data or ()),
            interest=self.interest.data,
            speakers=tuple(service.Voice(*one) for one in named_people(self.speakers.data)),
            language=current_language(),
        )


def session_values(row: Session) -> dict[str, Any]:
    """What the form of a session begins with."""
    names = ("revision", "kind", "title", "abstract", "warnings", "minutes", "languages", "interpretation", "interest")
    return {
        **{name: getattr(row, name) for name in names},
        "format": str(row.format_id or ""),
        "track": str(row.track_id or ""),
        "speakers": "\n".join(f"{one.speaker.name} <{one.speaker.email}>" for one in row.speakers),
    }


class PlaceForm(Asked, RevisedForm):
    """Where a session stands."""

    day = RadioField(lazy_gettext("Day"), validate_choice=False)
    time = HourField(lazy_gettext("Time"))
    room = SelectField(lazy_gettext("Room"), validate_choice=False)
    minutes = NumberField(lazy_gettext("Length in minutes"))

    def offer(self, days: Sequence[tuple[str, str]], rooms: Sequence[tuple[str, str]]) -> "PlaceForm":
        """What may be chosen."""
        self.day.choices, self.room.choices = list(days), list(rooms)
        for field in (self.day, self.time):
            field.flags.required = True
        return self

    def validate_day(self, field: Any) -> None:
        """A day of the event."""
        if field.data not in {choice[0] for choice in field.choices}:
            raise StopValidation(gettext("Choose a day."))

    def validate_time(self, field: Any) -> None:
        """A time."""
        if field.data is None:
            raise StopValidation(str(FAULTS["hour"]))

    def spot(self) -> service.Spot:
        """For the service."""
        starts = dt.datetime.combine(dt.date.fromisoformat(self.day.data), self.time.data or dt.time())
        return service.Spot(starts, number_of(self.room.data), self.minutes.data)


def place_values(row: Session) -> dict[str, Any]:
    """What that form begins with."""
    return {
        "revision": row.revision,
        "day": row.starts.date().isoformat() if row.starts else None,
        "time": row.starts.time() if row.starts else None,
        "room": str(row.room_id or ""),
        "minutes": row.minutes,
    }


class ReleaseForm(Asked):
    """A version that becomes public."""

    shown = HiddenField()
    name = StringField(lazy_gettext("Name of the version"), filters=[fields.line])
    note = BilingualField(lazy_gettext("What readers should know"), several=True, longest=TEXT)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.name.flags.required = True


class VerdictForm(Asked):
    """What somebody says of a proof."""

    remark = TextAreaField(lazy_gettext("What has to be mended"), filters=[fields.lines])
