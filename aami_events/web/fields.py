"""Fields that forms of several features share, beside the template macros of the same names.

`bilingual`: a text in both languages. `moment`: a day and an hour on the wall of some place. Both are one field of the
form with several inputs; `wrong` lists what is to be looked at again, and `refuse` puts a refusal beside an input.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField, StringField, TextAreaField
from wtforms import DateField as PlainDateField

from ..foundation.bilingual import LANGUAGES, Bilingual, Written
from ..foundation.i18n import LANGUAGE_NAMES, gettext, lazy_gettext
from ..foundation.text import clean

#: as many characters as fit in one side of a title, a summary, a page
LINE, TEXT, PAGE = 200, 2_000, 20_000


def line(text: str | None) -> str | None:
    """A filter: one line, safe to store."""
    return clean(text) if text else text


def lines(text: str | None) -> str | None:
    """A filter: several lines, safe to store."""
    return clean(text, keep_lines=True) if text else text


class DateField(PlainDateField):
    """A date; what is none is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The day that was written; nothing for an empty one."""
        if not any(text.strip() for text in valuelist):
            self.data = None
            return
        try:
            super().process_formdata([clean(valuelist[0])])
        except ValueError as error:
            raise ValueError(gettext("Write the date as year-month-day, for example 2020-09-17.")) from error


class HourField(StringField):
    """A time of the day: 14:30, 14 h 30, 9 h."""

    HOUR = re.compile(r"(\d{1,2})\s*(?:[:.hH]\s*(\d{2})?)?")

    def process_formdata(self, valuelist: list[str]) -> None:
        """The time that was written; nothing for an empty one."""
        text = clean(valuelist[0]) if valuelist else ""
        found = self.HOUR.fullmatch(text)
        self.data = None
        if text and not found:
            raise ValueError(gettext("Write the time as hours:minutes, for example 14:30."))
        if found:
            try:
                self.data = dt.time(int(found[1]), int(found[2] or 0))
            except ValueError as error:
                raise ValueError(gettext("Write the time as hours:minutes, for example 14:30.")) from error

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%H:%M") if self.data else ""


class NumberField(StringField):
    """A whole number, or nothing; as long as anybody means."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The number that was written; nothing for an empty one."""
        text = clean(valuelist[0]).replace(" ", "").replace(",", "") if valuelist else ""
        self.data = None
        if text and not re.fullmatch(r"[0-9]{1,9}", text):
            raise ValueError(gettext("Write a whole number."))
        if text:
            self.data = int(text)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data) if self.data is not None else ""


class _Moment(Form):
    day = DateField(lazy_gettext("Day"))
    time = HourField(lazy_gettext("Time"))


class Several(FormField):
    """One field with several inputs, each with its own errors."""

    @property
    def inputs(self) -> list[Any]:
        """The inputs, in their order."""
        return list(self.form)

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of each input that is wrong."""
        return [
            (row.id, f"{self.label.text} ({row.label.text})", str(row.errors[0])) for row in self.inputs if row.errors
        ]


class MomentField(Several):
    """A day and an hour, as wall time: `<name>-day`, `<name>-time`; `field.moment` is what was written, or None."""

    def __init__(self, label: Any, *, required: bool = False, **given: Any) -> None:
        super().__init__(_Moment, label, **given)
        self.required = required

    @property
    def moment(self) -> dt.datetime | None:
        """What was written."""
        day, time = self.form.day.data, self.form.time.data
        return dt.datetime.combine(day, time) if day and time is not None else None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the form; begins with a wall time."""
        parts = {"day": data.date(), "time": data.time()} if isinstance(data, dt.datetime) else {}
        super().process(formdata, parts, extra_filters)
        for row in self.inputs:
            row.flags.required = self.required

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """A day that a calendar knows with an hour, or neither."""
        good = super().validate(form, extra_validators)
        day, time = self.inputs
        if good and day.data and not 1990 <= day.data.year <= 2100:
            day.errors = [gettext("Check the year.")]
        elif good and day.data and time.data is None:
            time.errors = [gettext("Write the time too.")]
        elif good and time.data is not None and not day.data:
            day.errors = [gettext("Write the day too.")]
        return not self.errors


class _Line(Form):
    fr = StringField(LANGUAGE_NAMES["fr"], filters=[line])
    en = StringField(LANGUAGE_NAMES["en"], filters=[line])
    agree = BooleanField(lazy_gettext("I have compared the two sides: they say the same thing."))


class _Lines(_Line):
    fr = TextAreaField(LANGUAGE_NAMES["fr"], filters=[lines])
    en = TextAreaField(LANGUAGE_NAMES["en"], filters=[lines])


class BilingualField(Several):
    """A text in both languages: `<name>-fr`, `<name>-en`, and `<name>-agree` for who has compared them.

    Begins with a `Bilingual` (`form = EventForm(obj=event)`); what was written is `field.written`, for the service,
    which makes of it what the staleness rules say: `event.title = written.over(event.title)`. `missing` is said when
    neither side was written; `whole`, set by the view, asks for both, as for what is public.
    """

    whole = False
    #: the form says that it is needed; who checks it is somebody else
    expected = False

    def __init__(
        self, label: Any, *, longest: int = LINE, several: bool = False, missing: Any = "", **given: Any
    ) -> None:
        super().__init__(_Lines if several else _Line, label, **given)
        self.longest, self.several, self.missing = longest, several, missing

    @property
    def inputs(self) -> list[Any]:
        """The two sides, then the box."""
        return [*self.sides, self.form.agree]

    @property
    def sides(self) -> tuple[Any, Any]:
        """The two fields, French first."""
        return self.form.fr, self.form.en

    @property
    def required(self) -> bool:
        """Whether the form says that it may be left empty."""
        return bool(self.missing) or self.whole or self.expected

    @property
    def written(self) -> Written:
        """What the person wrote."""
        french, english = self.sides
        return Written(french.data or "", english.data or "", bool(self.form.agree.data))

    @property
    def stale(self) -> frozenset[str]:
        """Which sides were older before."""
        return self.object_data.stale if isinstance(self.object_data, Bilingual) else frozenset()

    @property
    def compared(self) -> bool:
        """Whether there is something to compare: both sides were there."""
        return isinstance(self.object_data, Bilingual) and not self.object_data.missing()

    @property
    def uneven(self) -> bool:
        """Whether one side is, or would become, older than the other."""
        before = self.object_data if isinstance(self.object_data, Bilingual) else None
        return bool(self.stale or self.form.agree.data or self.written.over(before).stale)

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        """Read the form; None begins empty."""
        super().process(formdata, *given, **more)
        for side in self.sides:
            side.flags.required = self.required

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Neither too long nor, if one is asked for, missing."""
        for side in self.sides:
            side.errors = [gettext("This is too long.")] if len(side.data or "") > self.longest else []
        self._ask_for_missing()
        return not self.errors

    def _ask_for_missing(self) -> None:
        empty = [side for side in self.sides if not side.data]
        if self.missing and len(empty) == len(LANGUAGES):
            empty[0].errors = [str(self.missing)]
        elif self.whole and (self.missing or len(empty) < len(LANGUAGES)):
            for side in empty:
                side.errors = [gettext("Both languages are needed: this is public.")]


def wrong(form: Any) -> list[tuple[str, str, str]]:
    """(id, label, message) of everything that is wrong with a form, in its order, for `forms.error_summary`."""
    return list(_wrong(form))


def _wrong(form: Any) -> Iterator[tuple[str, str, str]]:
    for field in form:
        if isinstance(field, Several):
            yield from field.wrong
        elif field.errors:
            yield field.id, str(field.label.text), str(field.errors[0])


class CheckedForm(FlaskForm):
    """A form that lists what is wrong with it, for `forms.error_summary`."""

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of everything that is wrong, in the order of the form."""
        return wrong(self)


def refuse(form: Any, name: str, message: str) -> None:
    """Put a refusal beside a field of a form; `title-fr` and `starts-time` reach one input, the first unless named."""
    name, _, part = name.partition("-")
    field = form[name]
    if isinstance(field, Several):
        field = field.form[part] if part else field.inputs[0]
    field.errors = [*field.errors, message]
