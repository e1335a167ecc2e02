"""The form of an activity."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from ...web.fields import TEXT, BilingualField, MomentField, NumberField, line
from .. import phrases
from ..models import Event, Part
from ..phrases import editing as words
from ..service import PartEntry
from .editing import SHORT, EditingForm, number, zones


class Ticks(SelectMultipleField):
    """Several boxes; what was sent is judged by the service."""

    widget, option_widget = ListWidget(), CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Nothing is refused here."""


class PartForm(EditingForm):
    """An activity as somebody writes it."""

    title = BilingualField(words.FIELDS["title"], missing=words.FAULTS["title"])
    kind = SelectField(words.FIELDS["kind"], validate_choice=False)
    summary = BilingualField(words.FIELDS["summary"], longest=TEXT, several=True)
    starts = MomentField(words.FIELDS["starts"])
    ends = MomentField(words.FIELDS["ends"])
    zone = SelectField(words.FIELDS["zone"], validate_choice=False)
    mode = RadioField(words.FIELDS["mode"], validate_choice=False)
    room = BilingualField(words.FIELDS["room"])
    languages = Ticks(words.FIELDS["languages"], coerce=str)
    interpretation = Ticks(words.FIELDS["interpretation"], coerce=str)
    capacity = NumberField(words.FIELDS["capacity"])
    alone = BooleanField(words.FIELDS["alone"])
    slug = StringField(words.FIELDS["slug"], SHORT, filters=[line])
    milestone = SelectField(words.FIELDS["milestone"], validate_choice=False)

    def offer(self, milestones: list[tuple[str, str]], *used: str, kind: str = "") -> "PartForm":
        """What may be chosen; `used` are zones in use, `kind` what a loader called it."""
        kinds = dict(words.PART_KINDS) | ({kind: kind} if kind and kind not in words.PART_KINDS else {})
        self.kind.choices = [(key, str(name)) for key, name in kinds.items()]
        self.mode.choices = [(key, str(name)) for key, name in phrases.MODES.items()]
        self.languages.choices = [(key, str(name)) for key, name in phrases.LANGUAGES.items()]
        self.interpretation.choices = [(key, str(name)) for key, name in phrases.INTERPRETATION.items()]
        self.zone.choices = zones(*used)
        self.milestone.choices = [("", "–"), *milestones]
        for name in ("kind", "mode", "zone"):
            self[name].flags.required = True
        return self

    def whole(self) -> bool:
        """Whether every field can be read."""
        self.validate()
        return not self.wrong

    def entry(self) -> PartEntry:
        """What the service takes."""
        return PartEntry(
            slug=self.slug.data or "",
            kind=self.kind.data or "",
            mode=self.mode.data or "",
            zone=self.zone.data or "",
            title=self.title.written,
            summary=self.summary.written,
            room=self.room.written,
            starts=self.starts.moment,
            ends=self.ends.moment,
            languages=tuple(dict.fromkeys(self.languages.data or ())),
            interpretation=tuple(dict.fromkeys(self.interpretation.data or ())),
            alone=bool(self.alone.data),
            capacity=self.capacity.data,
            milestone=number(self.milestone.data) if self.milestone.data else None,
        )


def part_values(part: Part) -> dict[str, Any]:
    """What the form begins with."""
    plain = ("slug", "kind", "mode", "zone", "alone", "title", "summary", "room", "starts", "ends")
    return {
        **{name: getattr(part, name) for name in plain},
        "languages": list(part.languages),
        "interpretation": list(part.interpretation),
        "capacity": part.places.capacity,
        "milestone": str(part.milestone_id) if part.milestone_id else "",
    }


def new_part_values(event: Event) -> dict[str, Any]:
    """What a new one begins with: where and how the event is."""
    return {"zone": event.zone, "mode": event.mode, "kind": "workshop" if event.kind == "series" else "session"}
