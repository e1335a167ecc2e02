"""What organisers write of a letter to many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField

from ..foundation.bilingual import Bilingual
from ..foundation.i18n import LANGUAGE_NAMES, current_language, lazy_gettext, lazy_pgettext
from ..registration.phrases import MODES
from ..web import fields
from ..web.fields import BilingualField, HourField, MomentField, NumberField
from ..web.forms import RevisedForm
from .models import Mailing
from .phrases import FAULTS, MEMBERS, PRESENCE, SENDS, SIDES, STATES, TO
from .rules import MOST_BODY, MOST_SUBJECT, Audience, Schedule
from .rules import STATES as STATES_OF
from .rules.placeholders import meant
from .service import MailingEntry

#: what chooses among the registered
NARROWING = ("category", "part", "mode", "member", "presence", "survey")


class MailingForm(RevisedForm):
    """A letter, whom it is for, and when it goes."""

    faults = FAULTS
    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {
        "to": TO,
        "registered": {key: STATES[key] for key in STATES_OF["registered"]},
        "invited": {key: STATES[key] for key in STATES_OF["invited"]},
        "presence": PRESENCE,
        "member": MEMBERS,
        "mode": {key: MODES[key] for key in ("in_person", "online")},
        "send": SENDS,
        "side": SIDES,
        "language": LANGUAGE_NAMES,
    }
    needed: ClassVar[Sequence[str]] = ("to", "send", "side", "days", "hour")
    subject = BilingualField(lazy_pgettext("e-mail", "Subject"), missing=FAULTS["missing"], longest=MOST_SUBJECT)
    body = BilingualField(lazy_gettext("Text"), several=True, longest=MOST_BODY)
    to = RadioField(lazy_pgettext("e-mail", "To"), validate_choice=False)
    registered = SelectMultipleField(lazy_gettext("Which of them"), validate_choice=False)
    invited = SelectMultipleField(lazy_gettext("Which of them"), validate_choice=False)
    category = SelectField(lazy_gettext("Category"), validate_choice=False)
    part = SelectField(lazy_gettext("Activity"), validate_choice=False)
    region = SelectField(lazy_gettext("Region"), validate_choice=False)
    language = SelectField(lazy_gettext("Preferred language"), validate_choice=False)
    mode = SelectField(lazy_gettext("How they take part"), validate_choice=False)
    member = SelectField(lazy_gettext("Member organisation"), validate_choice=False)
    presence = SelectField(lazy_gettext("Attendance"), validate_choice=False)
    survey = SelectField(lazy_gettext("Have not answered the survey"), validate_choice=False)
    send = RadioField(lazy_gettext("When it goes"), validate_choice=False)
    at = MomentField(lazy_gettext("Day and time"), required=True)
    days = NumberField(lazy_gettext("Number of days"))
    side = SelectField(lazy_gettext("Counted from"), validate_choice=False)
    hour = HourField(lazy_gettext("Time"))
    latecomers = BooleanField(lazy_gettext("Also write to whoever registers after it has gone"))
    promotional = BooleanField(lazy_gettext("It is about something else than this event"))

    def offer(
        self, *, categories: Iterable[Any], parts: Iterable[Any], regions: Iterable[Any], surveys: Iterable[Any]
    ) -> "MailingForm":
        """What may be chosen of an event."""
        self.body.expected = True
        language = current_language()
        self.category.choices = [(row.key, row.name.get(language)) for row in categories]
        self.part.choices = [(str(row.id), row.title.get(language)) for row in parts]
        self.region.choices = [(key, name.get(language)) for key, name, _provinces in regions]
        self.survey.choices = [(row.slug, row.title.get(language)) for row in surveys]
        return self

    def entry(self) -> MailingEntry:
        """For the service."""
        to, before = self.to.data or "", self.side.data != "after"
        days = self.days.data
        return MailingEntry(
            subject=self.subject.written,
            body=self.body.written,
            audience=self._audience(to),
            schedule=Schedule(
                self.send.data or "", self.at.moment, None if days is None else -days if before else days,
                "starts" if before else "ends", self.hour.data,
            ),
            promotional=bool(self.promotional.data),
            latecomers=bool(self.latecomers.data),
        )  # fmt: skip

    def _audience(self, to: str) -> Audience:
        if to == "invited":
            return Audience(to, tuple(self.invited.data or ()), language=self.language.data or "")
        narrow = Audience(to, region=self.region.data or "", language=self.language.data or "")
        if to != "registered":
            return narrow
        chosen = {name: self[name].data or "" for name in NARROWING}
        return replace(narrow, states=tuple(self.registered.data or ()), **chosen)

    def refuse(self, faults: Iterable[tuple[str, str]]) -> None:
        """Put what is wrong beside the fields; a word that says nothing is named, with what was probably meant."""
        for name, what in faults:
            kind, _, word = what.partition(":")
            field = {"states": self.to.data or "to"}.get(name, name)
            near = meant(word, self.to.data or "registered") if kind == "unknown" else ""
            sentence = str(FAULTS["meant" if near else kind])
            if word:
                sentence %= {"word": f"{{{word}}}", "other": f"{{{near}}}"}
            fields.refuse(self, self._side_with(field, word), sentence)

    def _side_with(self, name: str, word: str) -> str:
        """The side of a text where the word stands."""
        if not word:
            return name
        return f"{name}-{'fr' if f'{{{word}}}' in (self[name].form.fr.data or '') else 'en'}"


#: what a new letter begins with
BEGIN: dict[str, Any] = {
    "to": "registered",
    "registered": ["confirmed"],
    "invited": ["invited"],
    "send": "hand",
    "side": "before",
}


def begin_with(language: str) -> dict[str, Any]:
    """A new letter: it greets, and leads to one's own page."""
    french = "Bonjour {nom},\n\n\n\n[Ouvrir mon inscription]({mon_inscription})"
    english = "Hello {name},\n\n\n\n[Open my registration]({my_registration})"
    return BEGIN | {"body": Bilingual.of(fr=french, en=english)}


def mailing_values(row: Mailing) -> dict[str, Any]:
    """What the form of a letter begins with."""
    asked = row.asked
    return BEGIN | {
        **{name: getattr(row, name) for name in ("subject", "body", "send", "at", "hour", "latecomers", "promotional")},
        **{name: getattr(asked, name) for name in (*NARROWING, "region", "language")},
        "to": asked.to,
        asked.to: list(asked.wanted),
        "days": abs(row.days) if row.days is not None else None,
        "side": "after" if row.anchor == "ends" else "before",
        "revision": row.revision,
    }
