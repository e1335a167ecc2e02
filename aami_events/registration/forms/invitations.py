"""Inviting somebody, answering an invitation, naming somebody in one's place."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, EmailField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length, Optional, StopValidation

from ...events.models import Event
from ...foundation import clock
from ...foundation.dates import in_zone
from ...foundation.i18n import gettext, lazy_gettext
from ...people.models import Organisation
from ...web.checks import TOO_LONG, whole_address
from ...web.fields import line
from ..rules.invitations import answered_by
from ..service import Guest

LANGUAGES = [SelectChoice("fr", "Français"), SelectChoice("en", "English")]


class Day(DateField):
    """A date; what is none is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The day that was written."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Write the date as year-month-day, for example 2020-09-17.")) from error


def _language(label: Any) -> RadioField:
    wrong = AnyOf(["fr", "en"], message=lazy_gettext("Choose one of the options offered."))
    return RadioField(
        label,
        [DataRequired(lazy_gettext("Choose a language.")), wrong],
        choices=LANGUAGES,
        default="fr",
        validate_choice=False,
    )


class AnswerByForm(FlaskForm):
    """Until when people are asked to answer."""

    answer_by = Day(lazy_gettext("Answer by"), [Optional()])

    def validate_answer_by(self, field: Any) -> None:
        """A day to come, in a year that somebody means."""
        if field.data and not clock.now().date() <= field.data <= clock.now().date() + dt.timedelta(days=1100):
            raise StopValidation(gettext("Choose a day to come."))

    def moment(self, event: Event) -> dt.datetime | None:
        """The end of that day on the event's clock."""
        return in_zone(answered_by(self.answer_by.data), event.zone) if self.answer_by.data else None


class PersonForm(FlaskForm):
    """A name, an address, a language."""

    name = StringField(
        lazy_gettext("Full name"),
        [DataRequired(lazy_gettext("The name is missing.")), Length(max=200, message=TOO_LONG)],
        filters=[line],
    )
    email = EmailField(
        lazy_gettext("E-mail"),
        [DataRequired(lazy_gettext("The e-mail is missing.")), Length(max=320, message=TOO_LONG), whole_address],
        filters=[line],
    )
    language = _language(lazy_gettext("Language of their e-mails"))


class InviteForm(PersonForm, AnswerByForm):
    """Whom an organiser invites."""

    organisation = StringField(lazy_gettext("Organisation"), [Length(max=200, message=TOO_LONG)], filters=[line])

    def guest(self) -> Guest:
        """What the service takes."""
        return Guest(self.name.data or "", self.email.data or "", self.language.data, self.organisation.data or "")


class SubstituteForm(PersonForm):
    """Who comes in somebody's place."""

    def who(self) -> Guest:
        """What the service takes."""
        return Guest(self.name.data or "", self.email.data or "", self.language.data)


class DeclineForm(FlaskForm):
    """A refusal, with a word if they like."""

    word = TextAreaField(lazy_gettext("A word to the organisers"), [Length(max=2000, message=TOO_LONG)])


class SeveralForm(FlaskForm):
    """A list of people: pasted, brought as a file, or chosen among the member organisations."""

    pasted = TextAreaField(lazy_gettext("Paste a list"), [Length(max=100_000, message=TOO_LONG)])
    file = FileField(lazy_gettext("Or bring a file (CSV or XLSX)"))
    organisations = SelectMultipleField(lazy_gettext("Or choose member organisations"), validate_choice=False)

    def offer(self, members: Sequence[Organisation]) -> None:
        """The organisations that can be chosen."""
        self.organisations.choices = [(row.key, row.name.get("fr") or row.name.get("en")) for row in members]
