"""What forms of events, activities and venues share: what their writer has read, a venue, why a state changes."""

import json
from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length

from ...foundation.dates import CANADIAN_ZONES, zone_city
from ...foundation.i18n import current_language, lazy_gettext
from ...foundation.text import sort_key, whole_number
from ...people.phrases import PROVINCES
from ...web.fields import TEXT, BilingualField, CheckedForm, Several, line, refuse
from ..models import Venue
from ..phrases import editing as words
from ..service import VenueEntry
from ..service.venues import venue_faults

TOO_LONG = lazy_gettext("This is too long.")
SHORT = [Length(max=200, message=TOO_LONG)]


def number(text: str | None) -> int:
    """A number that a form carries hidden; -1, which nothing has, for what is none."""
    found = whole_number(text)
    return -1 if found is None else found


def zones(*more: str) -> list[tuple[str, str]]:
    """Every Canadian zone by its city, as they are called in the spoken language; and what is in use."""
    language = current_language()
    known = {*CANADIAN_ZONES, *(zone for zone in more if zone)}
    return sorted(((zone, zone_city(zone, language)) for zone in known), key=lambda row: sort_key(row[1]))


class EditingForm(CheckedForm):
    """A form of something that two may edit: it carries what its writer has read, and when."""

    #: the event's revision, and what the thing said, as JSON
    revision = HiddenField()
    read = HiddenField()

    #: where a refusal stands that concerns no field
    main = "title"

    @property
    def base(self) -> int:
        """The revision that was read."""
        return number(self.revision.data)

    @property
    def seen(self) -> dict[str, Any] | None:
        """What was read; None for what is no such thing."""
        try:
            found = json.loads(self.read.data or "null")
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def keep(self, revision: int, now: Mapping[str, Any]) -> None:
        """From here on its writer has read this."""
        self.revision.data, self.read.data = str(revision), json.dumps(now, ensure_ascii=False)

    def ask_for_both(self) -> None:
        """Texts of what is public are whole."""
        for field in self:
            if isinstance(field, BilingualField):
                field.whole = True

    def refuse(self, name: str, message: str) -> None:
        """Put a refusal beside a field."""
        refuse(self, name, message)

    def refuse_faults(self, faults: list[tuple[str, str]]) -> None:
        """Put each beside its field, unless something is wrong there already."""
        for name, what in faults:
            if not self[name].errors:
                refuse(self, name, str(words.FAULTS[what]))

    def take(self, names: list[str], fresh: "EditingForm") -> None:
        """Take up what somebody else wrote: these fields become as they are in a fresh form."""
        for name in names:
            for field in self.fields_of(name):
                base, _, side = field.partition("-")
                if base not in self:
                    continue
                mine, theirs = self[base], fresh[base]
                if isinstance(mine, Several):
                    for row in [mine.form[side]] if side in mine.form else mine.inputs:
                        row.data, row.raw_data = theirs.form[row.short_name].data, None
                else:
                    mine.data, mine.raw_data = theirs.data, None

    def fields_of(self, name: str) -> tuple[str, ...]:
        """The fields that say one thing."""
        return (name,)


class VenueFields(FlaskForm):
    """A venue."""

    venue_name = BilingualField(lazy_gettext("Name of the venue"), missing=words.FAULTS["name"])
    venue_address = StringField(words.FIELDS["address"], [Length(max=300, message=TOO_LONG)], filters=[line])
    venue_city = StringField(words.FIELDS["city"], [Length(max=100, message=TOO_LONG)], filters=[line])
    venue_province = SelectField(words.FIELDS["province"], validate_choice=False)
    venue_access = BilingualField(words.FIELDS["access"], longest=TEXT, several=True)

    def offer_provinces(self) -> None:
        """In the order of their names."""
        rows = sorted(((code, str(name)) for code, name in PROVINCES.items()), key=lambda row: sort_key(row[1]))
        self.venue_province.choices = [("", "–"), *rows]
        self.venue_city.flags.required = True

    def venue_entry(self) -> VenueEntry:
        """What the service takes."""
        return VenueEntry(
            name=self.venue_name.written,
            address=self.venue_address.data or "",
            city=self.venue_city.data or "",
            province=self.venue_province.data or "",
            access=self.venue_access.written,
        )


class VenueForm(EditingForm, VenueFields):
    """A venue that is there, for all events that are held in it."""

    main = "venue_name"

    def whole(self) -> bool:
        """Whether every field can be read, and says what it must."""
        self.validate()
        self.refuse_faults([(f"venue_{name}", what) for name, what in venue_faults(self.venue_entry())])
        return not self.wrong

    def fields_of(self, name: str) -> tuple[str, ...]:
        """Its fields are named as in the form of an event."""
        return (f"venue_{name}",)


def venue_values(venue: Venue) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "venue_name": venue.name,
        "venue_access": venue.access,
        "venue_address": venue.address,
        "venue_city": venue.city,
        "venue_province": venue.province or "",
    }


class MoveForm(CheckedForm):
    """Why an event changes its state."""

    reason = StringField(lazy_gettext("Why"), [Length(max=400, message=TOO_LONG)], filters=[line])
