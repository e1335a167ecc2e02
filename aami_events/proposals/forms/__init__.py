"""What people write of a proposal and of themselves."""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from flask import request
from wtforms import (
    EmailField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, StopValidation

from ...foundation.dates import format_date
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext, lazy_gettext
from ...foundation.money import parse_money, typed_money
from ...questions import service as asking
from ...questions.queries import Asked
from ...questions.queries.fields import QuestionField, question_fields
from ...web.checks import TOO_LONG, NamedPeople, Needed, named_people, whole_address
from ...web.fields import TEXT, BilingualField, NumberField, line, lines
from ...web.forms import HouseForm, RevisedForm, number_of
from .. import service
from ..models import Format, Proposal, Speaker, Track
from ..phrases import FAULTS, GENDERS, LANGUAGES
from ..rules import MOST_VOICES, MOST_WORKS

SHORT = (Length(max=200, message=TOO_LONG),)
LONG = (Length(max=TEXT, message=TOO_LONG),)
#: blank rows for works, and how many more one asks for at a time
SPARE, MORE = 2, 5
Words = Mapping[str, Mapping[str, object]]


def new_form_key() -> str:
    """A form's own key: the same form sent twice makes one proposal."""
    return secrets.token_urlsafe(16)


class WorkForm(Form):
    """A row of a screening."""

    title = StringField(lazy_gettext("Title of the work"), SHORT, filters=[line])
    artist = StringField(lazy_gettext("Artist"), SHORT, filters=[line])
    year = NumberField(lazy_gettext("Year"))
    minutes = NumberField(lazy_gettext("Minutes"))
    medium = StringField(lazy_gettext("Format"), [Length(max=60, message=TOO_LONG)], filters=[line])
    subtitles = StringField(lazy_gettext("Subtitles"), [Length(max=60, message=TOO_LONG)], filters=[line])

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not any(field.data for field in self)

    def work(self) -> service.WorkEntry:
        """For the service."""
        texts = {name: self[name].data or "" for name in ("title", "artist", "medium", "subtitles")}
        return service.WorkEntry(year=self.year.data, minutes=self.minutes.data, **texts)


class PitchForm(RevisedForm):
    """What is proposed."""

    faults = FAULTS
    offered: ClassVar[Words] = {"languages": LANGUAGES}
    title = BilingualField(lazy_gettext("Title"))
    abstract = BilingualField(lazy_gettext("Summary"), several=True, longest=TEXT)
    format = RadioField(lazy_gettext("Type"), validate_choice=False)
    track = SelectField(lazy_gettext("Theme"), validate_choice=False)
    minutes = NumberField(lazy_gettext("Length in minutes"))
    languages = SelectMultipleField(lazy_gettext("Given in"), validate_choice=False)
    works = FieldList(FormField(WorkForm), lazy_gettext("Works"), max_entries=MOST_WORKS + MORE)
    warnings = BilingualField(lazy_gettext("Content warnings"), several=True, longest=TEXT)
    technical = TextAreaField(lazy_gettext("What you need in the room"), LONG, filters=[lines])
    sign_video = StringField(
        lazy_gettext("Video in a sign language"), [Length(max=300, message=TOO_LONG)], filters=[line]
    )
    fee = StringField(lazy_gettext("Artist fee you ask for"), [Length(max=20, message=TOO_LONG)], filters=[line])
    voices = TextAreaField(lazy_gettext("Who else takes part"), [NamedPeople(MOST_VOICES)], filters=[lines])
    #: the call's own questions, what was answered earlier, and what is wrong with what is written now, by key
    asked: Sequence[Asked] = ()
    answered: Mapping[str, Any] = MappingProxyType({})
    refusals: Mapping[str, str] = MappingProxyType({})

    def offer(self, formats: Sequence[Format], tracks: Sequence[Track], asked: Sequence[Asked]) -> "PitchForm":
        """What may be chosen, and what is asked."""
        self.asked = asked
        language = current_language()
        self.format.choices = [(str(row.id), row.name.get(language)) for row in formats]
        self.track.choices = [(str(row.id), row.name.get(language)) for row in tracks]
        self.title.expected = self.abstract.expected = True
        for field in (self.format, self.minutes, self.languages):
            field.flags.required = True
        self._spare()
        return self

    @property
    def given(self) -> dict[str, list[str]] | None:
        """What was written to each question; None: nobody wrote yet."""
        if request.method != "POST":
            return None
        return {one.key: request.form.getlist(f"q-{one.key}") for one in self.asked}

    @property
    def questions(self) -> list[QuestionField]:
        """The call's own questions with what was written and what is wrong."""
        return question_fields(self.asked, self.given, self.answered, self.refusals)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also what was written to the questions can be read; what is missing is the service's to say."""
        good = super().validate(extra_validators)
        unread = asking.read_answers(self.asked, self.given or {}).refusals
        self.refusals = {key: what for key, what in unread.items() if what != "missing"}
        return good and not self.refusals

    def _spare(self) -> None:
        """Keep blank rows below the works."""
        rows = [row.form for row in self.works]
        blank = next((number for number, row in enumerate(reversed(rows)) if not row.blank), len(rows))
        wanted = MORE if request.form.get("action") == "more" else SPARE
        for _turn in range(min(wanted - blank, MOST_WORKS + MORE - len(rows))):
            self.works.append_entry()

    def validate_fee(self, field: Any) -> None:
        """An amount, if one is given."""
        if field.data and parse_money(field.data) is None:
            raise StopValidation(str(FAULTS["fee"]))

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """As for every form, with what is wrong in the rows of works and in the questions."""
        rows = [
            (field.id, f"{gettext('Works')} {number} ({field.label.text})", str(field.errors[0]))
            for number, row in enumerate(self.works, 1)
            for field in row.form
            if field.errors
        ]
        rows += [(row.id, row.label, row.errors[0]) for row in self.questions if row.errors]
        return [one for one in super().wrong if one[0] != self.works.id] + rows

    def refuse(self, faults: Iterable[tuple[str, str]]) -> None:
        """Also beside a row of works; they are numbered as the service got them, without blank ones."""
        written = [row.form for row in self.works if not row.form.blank] or [self.works[0].form]
        for name, what in faults:
            if name.startswith("q-"):
                self.refusals = {**self.refusals, name.removeprefix("q-"): what}
            elif name.startswith("works-"):
                written[int(name.split("-")[1])].title.errors = [str(FAULTS[what])]
            else:
                super().refuse([(name, what)])

    def pitch(self) -> service.Pitch:
        """For the service."""
        return service.Pitch(
            title=self.title.written,
            abstract=self.abstract.written,
            warnings=self.warnings.written,
            format_id=number_of(self.format.data),
            track_id=number_of(self.track.data),
            minutes=self.minutes.data,
            languages=tuple(self.languages.data or ()),
            technical=self.technical.data or "",
            sign_video=self.sign_video.data or "",
            fee_asked_cents=parse_money(self.fee.data) if self.fee.data else None,
            works=tuple(row.form.work() for row in self.works if not row.form.blank),
            voices=tuple(service.Voice(*one) for one in named_people(self.voices.data)),
            answers=self.given,
        )


class FeeForm(RevisedForm):
    """What was agreed on."""

    faults = FAULTS
    agreed = StringField(lazy_gettext("Artist fee agreed"), [Length(max=20, message=TOO_LONG)], filters=[line])

    @classmethod
    def of(cls, row: Proposal) -> "FeeForm":
        """With what is agreed on, or else what was asked for."""
        cents = row.fee_asked_cents if row.fee_agreed_cents is None else row.fee_agreed_cents
        said = typed_money(cents, current_language()) if cents is not None else ""
        return cls(data={"agreed": said, "revision": str(row.revision)})

    def validate_agreed(self, field: Any) -> None:
        """An amount, if one is given."""
        if field.data and parse_money(field.data) is None:
            raise StopValidation(str(FAULTS["fee"]))

    @property
    def cents(self) -> int | None:
        """The amount; None for none."""
        return parse_money(self.agreed.data) if self.agreed.data else None


class PersonFields(HouseForm):
    """Who proposes."""

    offered: ClassVar[Words] = {"understands": LANGUAGES, "language": LANGUAGE_NAMES, "gender": GENDERS}
    name = StringField(
        lazy_gettext("Full name"), [Needed(lazy_gettext("Your name is missing.")), *SHORT], filters=[line]
    )
    language = RadioField(lazy_gettext("Language of our e-mails"), [Needed(lazy_gettext("Choose a language."))])
    pronouns = StringField(lazy_gettext("Pronouns"), [Length(max=60, message=TOO_LONG)], filters=[line])
    organisation = StringField(lazy_gettext("Organisation"), SHORT, filters=[line])
    region = SelectField(lazy_gettext("Region"), validate_choice=False)
    understands = SelectMultipleField(lazy_gettext("Languages you understand"), validate_choice=False)
    biography = BilingualField(lazy_gettext("Biography"), several=True, longest=TEXT)
    access_needs = TextAreaField(lazy_gettext("Your access needs"), LONG, filters=[lines])
    gender = SelectField(lazy_gettext("Your gender"), validate_choice=False)

    def regions(self, rows: Iterable[Any]) -> None:
        """What may be chosen."""
        self.region.choices = [(row.key, row.name.get(current_language())) for row in rows]

    def person(self, email: str = "") -> service.Proposer:
        """For the service; what was not offered is nothing."""
        regions = {key for key, _label in self.region.choices or ()}
        return service.Proposer(
            name=self.name.data or "",
            email=email,
            language=self.language.data if self.language.data in LANGUAGE_NAMES else "fr",
            pronouns=self.pronouns.data or "",
            organisation=self.organisation.data or "",
            region=self.region.data if self.region.data in regions else None,
            understands=tuple(self.understands.data or ()),
            biography=self.biography.written,
            access_needs=self.access_needs.data or "",
            gender=self.gender.data or None,
        )


def person_values(row: Speaker) -> dict[str, Any]:
    """What the form of a person begins with."""
    names = ("name", "language", "pronouns", "region", "understands", "biography", "access_needs", "gender")
    return {name: getattr(row, name) for name in names} | {"organisation": row.organisation_name}


class ProposeForm(PitchForm, PersonFields):
    """Both, from somebody who comes for the first time."""

    offered: ClassVar[Words] = {**PersonFields.offered, **PitchForm.offered}
    form_key = HiddenField(filters=[line, lambda key: key and key[:40]])
    email = EmailField(
        lazy_gettext("E-mail"),
        [Needed(lazy_gettext("Your e-mail address is missing.")), Length(max=320, message=TOO_LONG), whole_address],
        filters=[line],
    )

    @classmethod
    def fresh(cls) -> "ProposeForm":
        """With a key of its own."""
        return cls(data={"form_key": new_form_key(), "language": current_language()})


class ConfirmForm(HouseForm):
    """Somebody comes."""

    offered: ClassVar[Words] = {"recording": {"yes": lazy_gettext("Yes"), "no": lazy_gettext("No")}}
    recording = RadioField(
        lazy_gettext("May your session be recorded?"), [Needed(lazy_gettext("Say whether you may be recorded."))]
    )
    away = SelectMultipleField(lazy_gettext("Days on which you are not there"), validate_choice=False)

    def days(self, days: Iterable[dt.date]) -> "ConfirmForm":
        """The days of the event."""
        self.away.choices = [(day.isoformat(), format_date(day, current_language())) for day in days]
        return self

    def away_on(self) -> list[dt.date]:
        """Of the days that were offered."""
        offered = {value for value, _label in self.away.choices or ()}
        return [dt.date.fromisoformat(day) for day in self.away.data or () if day in offered]


def confirm_values(row: Speaker) -> dict[str, Any]:
    """What that form begins with."""
    recording = None if row.recording is None else "yes" if row.recording else "no"
    return {"recording": recording, "away": [span[0][:10] for span in row.away]}


class LinkForm(HouseForm):
    """Where to write to."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [Needed(lazy_gettext("Your e-mail address is missing.")), Length(max=320, message=TOO_LONG), whole_address],
        filters=[line],
    )


def pitch_values(row: Proposal) -> dict[str, Any]:
    """What the form of a proposal begins with."""
    names = ("title", "abstract", "warnings", "minutes", "languages", "technical", "sign_video", "revision")
    works = ("title", "artist", "year", "minutes", "medium", "subtitles")
    cents = row.fee_asked_cents
    return {
        **{name: getattr(row, name) for name in names},
        "format": str(row.format_id or ""),
        "track": str(row.track_id or ""),
        "fee": typed_money(cents, current_language()) if cents is not None else "",
        "works": [{name: getattr(work, name) for name in works} for work in row.works],
        "voices": "\n".join(f"{one.speaker.name} <{one.speaker.email}>" for one in row.speakers[1:]),
    }
