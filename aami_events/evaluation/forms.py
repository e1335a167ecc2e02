"""What organisers write of a survey, and what people answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from ..foundation.addresses import is_whole_address
from ..foundation.i18n import LANGUAGE_NAMES, current_language, lazy_gettext
from ..foundation.text import clean
from ..web.fields import PAGE, BilingualField, MomentField, line
from ..web.forms import HouseForm, RevisedForm, number_of
from . import service
from .models import Survey
from .phrases import AUDIENCES, FAULTS, FILE_FAULTS, RESULTS
from .rules import Days
from .rules.equity import DIMENSIONS


class SurveyForm(RevisedForm):
    """A survey, its audience and its days."""

    faults = FAULTS
    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {"audience": AUDIENCES, "results": RESULTS}
    needed: ClassVar[Sequence[str]] = ("audience", "results", "least")
    title = BilingualField(lazy_gettext("Title"), missing=FAULTS["missing"])
    event = SelectField(lazy_gettext("Event"), validate_choice=False)
    audience = RadioField(lazy_gettext("Who is asked"), validate_choice=False)
    part = SelectField(lazy_gettext("Activity"), validate_choice=False)
    welcome = BilingualField(lazy_gettext("Before the first question"), several=True, longest=PAGE)
    thanks = BilingualField(lazy_gettext("After the last one"), several=True, longest=PAGE)
    opens_at = MomentField(lazy_gettext("Opens"))
    opens_after = StringField(lazy_gettext("Or so many days after the last day of the event"), filters=[line])
    closes_at = MomentField(lazy_gettext("Closes"))
    closes_after = StringField(lazy_gettext("Or so many days after the last day of the event"), filters=[line])
    named = BooleanField(lazy_gettext("Answers stand beside who gave them"))
    equity = BooleanField(lazy_gettext("Ask who people are: eight questions on identity, each of them optional"))
    least = StringField(lazy_gettext("Smallest group of which figures are shown"), filters=[line])
    results = RadioField(lazy_gettext("When results are shown"), validate_choice=False)
    invites = BooleanField(lazy_gettext("Write to them as soon as it is open, and to whoever comes later"))
    reminds = StringField(
        lazy_gettext("Remind those who have not answered, so many days before it closes"), filters=[line]
    )
    expected = StringField(lazy_gettext("Answers that you expect"), filters=[line])

    def offer(self, events: Iterable[Any], parts: Iterable[Any]) -> "SurveyForm":
        """What may be chosen."""
        language = current_language()
        self.event.choices = [(str(row.id), row.title.get(language)) for row in events]
        self.part.choices = [(str(row.id), row.title.get(language)) for row in parts]
        return self

    def entry(self) -> service.SurveyEntry:
        """For the service; what is no number of days is far too many."""
        return service.SurveyEntry(
            title=self.title.written,
            welcome=self.welcome.written,
            thanks=self.thanks.written,
            event_id=number_of(self.event.data),
            part_id=number_of(self.part.data),
            audience=self.audience.data or "",
            named=bool(self.named.data),
            days=Days(
                self.opens_at.moment, days_of(self.opens_after.data), self.closes_at.moment,
                days_of(self.closes_after.data),
            ),
            equity=bool(self.equity.data),
            least=number_of(self.least.data) or 0,
            results=self.results.data or "",
            expected=number_of(self.expected.data),
            invites=bool(self.invites.data),
            reminds=notice_of(self.reminds.data),
        )  # fmt: skip


def days_of(text: str | None) -> int | None:
    """A number of days, before (with a minus) or after; None for nothing, far too many for what is none."""
    given = (text or "").replace("−", "-").strip()
    if not given:
        return None
    digits = given.removeprefix("-")
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else 999_999
    return -number if given.startswith("-") else number


def notice_of(text: str | None) -> tuple[int, ...]:
    """Numbers of days, the largest first; nought for what is none."""
    given = (text or "").replace(";", ",").replace(",", " ").split()
    return tuple(sorted({number_of(one) or 0 for one in given}, reverse=True))


def survey_values(row: Survey) -> dict[str, Any]:
    """What that form begins with."""
    names = (
        "title",
        "welcome",
        "thanks",
        "audience",
        "named",
        "equity",
        "results",
        "invites",
        "opens_at",
        "closes_at",
        "revision",
    )
    numbers = {name: getattr(row, name) for name in ("opens_after", "closes_after", "least", "expected")}
    return {
        **{name: getattr(row, name) for name in names},
        **{name: "" if value is None else str(value) for name, value in numbers.items()},
        "reminds": ", ".join(map(str, row.reminds)),
        "event": str(row.event_id or ""),
        "part": str(row.part_id or ""),
    }


class PeopleForm(HouseForm):
    """People of a list, a line each."""

    faults = FAULTS
    people = TextAreaField(lazy_gettext("People to ask, one a line: name, address, language (fr or en)"))

    def listed(self) -> list[service.Person]:
        """Those who were written; none, with the lines named, if one is no name with an address."""
        people, wrong = [], []
        for text in (self.people.data or "").splitlines():
            cells = [clean(cell) for cell in text.replace("\t", ",").replace(";", ",").split(",")]
            if not any(cells):
                continue
            name, email, language = (*cells, "", "")[:3]
            if name and is_whole_address(email):
                people.append(service.Person(name, email, language if language in ("fr", "en") else current_language()))
            else:
                wrong.append(text.strip()[:60])
        if wrong:
            self.people.errors = [str(FAULTS["line"]) % {"lines": "; ".join(wrong[:5])}]
            return []
        return people


class BreakdownForm(HouseForm):
    """By which questions results may be broken down."""

    faults = FAULTS
    breakdowns = SelectMultipleField(lazy_gettext("Compare groups by"), validate_choice=False)


def given_of(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """What was sent of the questions, by the names of their fields."""
    return {name.removeprefix("q-"): form.getlist(name)[:100] for name in form if name.startswith("q-")}


def answered_of(form: MultiDict[str, str], language: str) -> service.Answered:
    """What somebody sends."""
    said = {name: form.get(f"e-{name}", "") for name in DIMENSIONS}
    return service.Answered(language, given_of(form), form.get("quotable") == "y", said)


class FileForm(HouseForm):
    """A questionnaire, or past results, as a file."""

    faults = FILE_FAULTS
    needed: ClassVar[Sequence[str]] = ("file",)
    file = FileField(lazy_gettext("File"))
    language = RadioField(lazy_gettext("Language of the file"), validate_choice=False)

    def offer(self) -> "FileForm":
        """What may be chosen."""
        self.language.choices = list(LANGUAGE_NAMES.items())
        self.language.data = self.language.data if self.language.data in LANGUAGE_NAMES else current_language()
        return self

    def given(self) -> tuple[bytes, str]:
        """(what is in it, its name); nothing if none was chosen."""
        held = self.file.data
        return (held.read(), held.filename or "") if held else (b"", "")
