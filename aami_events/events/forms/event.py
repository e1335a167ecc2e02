"""The form of an event: everything that a loader can set, in plain fields."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, RadioField, SelectField, StringField

from ...foundation.i18n import current_language, gettext, lazy_gettext
from ...web.fields import PAGE, TEXT, BilingualField, DateField, MomentField, NumberField, line
from .. import phrases
from ..models import Event, Venue
from ..phrases import editing as words
from ..rules.when import When, WhenEntry, write_when
from ..service import EventEntry
from .editing import SHORT, EditingForm, VenueFields, number, zones

NEW_VENUE = "new"


class EventForm(EditingForm, VenueFields):
    """An event as somebody writes it."""

    title = BilingualField(words.FIELDS["title"], missing=words.FAULTS["title"])
    kind = SelectField(words.FIELDS["kind"], validate_choice=False)
    summary = BilingualField(words.FIELDS["summary"], longest=TEXT, several=True)
    description = BilingualField(words.FIELDS["description"], longest=PAGE, several=True)
    slug = StringField(words.FIELDS["slug"], SHORT, filters=[line])
    milestone = SelectField(words.FIELDS["milestone"], validate_choice=False)
    zone = SelectField(words.FIELDS["zone"], validate_choice=False, default="America/Toronto")
    when_kind = RadioField(lazy_gettext("What is known of the date"), validate_choice=False, default="unknown")
    starts = MomentField(words.FIELDS["starts"], required=True)
    ends = MomentField(words.FIELDS["ends"])
    first_day = DateField(lazy_gettext("First day"))
    last_day = DateField(lazy_gettext("Last day"))
    period = SelectField(lazy_gettext("Period"), validate_choice=False)
    year = NumberField(lazy_gettext("Year"))
    last_period = SelectField(lazy_gettext("Until: period"), validate_choice=False)
    last_year = NumberField(lazy_gettext("Until: year"))
    expected = BooleanField(lazy_gettext("This date is expected, not confirmed"))
    demo_dates = BooleanField(words.FIELDS["demo_dates"])
    mode = RadioField(words.FIELDS["mode"], validate_choice=False, default="in_person")
    venue = SelectField(words.FIELDS["venue"], validate_choice=False)
    visibility = RadioField(words.FIELDS["visibility"], validate_choice=False, default="public")
    capacity = NumberField(words.FIELDS["capacity"])
    opens = MomentField(words.FIELDS["opens"])
    closes = MomentField(words.FIELDS["closes"])
    change_until = MomentField(words.FIELDS["change_until"])

    def __iter__(self) -> Iterator[Any]:
        """In the order of the page: a venue that is being written stands below the choice of one."""
        fields = list(super().__iter__())
        venue = [field for field in fields if field.name.startswith("venue_")]
        for field in fields:
            if field not in venue:
                yield field
            if field.name == "venue":
                yield from venue

    def offer(self, venues: list[Venue], milestones: list[tuple[str, str]], zone: str = "") -> "EventForm":
        """What may be chosen."""
        self.kind.choices = [(key, str(name)) for key, name in phrases.KINDS.items()]
        self.mode.choices = [(key, str(name)) for key, name in phrases.MODES.items()]
        self.visibility.choices = [(key, str(name)) for key, name in words.VISIBILITIES.items()]
        self.when_kind.choices = [(key, str(name)) for key, name in words.WHEN_KINDS.items()]
        periods = [(key, str(name)) for key, name in words.PERIODS.items()]
        self.period.choices = periods
        self.last_period.choices = [("", "–"), *periods[1:]]
        self.zone.choices = zones(zone)
        named = [(str(row.id), f"{row.name.get(current_language())}, {row.city}") for row in venues]
        self.venue.choices = [
            ("", gettext("No venue yet")),
            *named,
            (NEW_VENUE, gettext("Another venue: write it below")),
        ]
        self.milestone.choices = [("", "–"), *milestones]
        self.offer_provinces()
        for name in ("when_kind", "kind", "mode", "zone", "visibility", "first_day", "year"):
            self[name].flags.required = True
        return self

    def whole(self) -> bool:
        """Whether every field can be read; what belongs to no venue or date that was chosen is left aside."""
        if self.venue.data != NEW_VENUE:
            self.venue_name.missing = self.venue_name.whole = self.venue_access.whole = False
        self.validate()
        return not self.wrong

    def entry(self) -> EventEntry:
        """What the service takes."""
        chosen = self.venue.data or ""
        return EventEntry(
            slug=self.slug.data or "",
            kind=self.kind.data or "",
            mode=self.mode.data or "",
            visibility=self.visibility.data or "",
            zone=self.zone.data or "",
            title=self.title.written,
            summary=self.summary.written,
            description=self.description.written,
            venue=self.venue_entry() if chosen == NEW_VENUE else number(chosen) if chosen else None,
            when=self.when(),
            starts=self.starts.moment,
            ends=self.ends.moment,
            opens=self.opens.moment,
            closes=self.closes.moment,
            change_until=self.change_until.moment,
            capacity=self.capacity.data,
            milestone=number(self.milestone.data) if self.milestone.data else None,
            demo_dates=bool(self.demo_dates.data),
        )

    def when(self) -> WhenEntry:
        """The date as its fields say it."""
        return WhenEntry(
            kind=self.when_kind.data or "",
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            period=self.period.data or "",
            year=self.year.data,
            last_period=self.last_period.data or "",
            last_year=self.last_year.data,
            expected=bool(self.expected.data),
        )

    def fields_of(self, name: str) -> tuple[str, ...]:
        """A date has many."""
        dates = ("when_kind", "first_day", "last_day", "period", "year", "last_period", "last_year", "expected")
        return (*dates, "starts", "ends") if name in ("when", "starts", "ends") else (name,)


def event_values(event: Event) -> dict[str, Any]:
    """What the form begins with."""
    when = write_when(When(event.when.first, event.when.last, event.when.precision, event.when.expected))
    moments = {"opens": event.opens_at, "closes": event.closes_at, "change_until": event.change_until}
    there = ZoneInfo(event.zone)
    periods = ("first_day", "last_day", "period", "year", "last_period", "last_year", "expected")
    return {
        **{name: getattr(event, name) for name in ("slug", "kind", "mode", "visibility", "zone", "demo_dates")},
        **{name: getattr(event, name) for name in ("title", "summary", "description", "starts", "ends")},
        **{name: at.astimezone(there).replace(tzinfo=None) if at else None for name, at in moments.items()},
        **{name: getattr(when, name) for name in periods},
        "when_kind": "exact" if event.starts else when.kind,
        "venue": str(event.venue_id) if event.venue_id else "",
        "capacity": event.places.capacity,
        "milestone": str(event.milestone_id) if event.milestone_id else "",
    }
