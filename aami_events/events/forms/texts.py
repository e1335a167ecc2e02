"""The form of an event's text: two sides, what changed, and whom to turn to."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, StringField, TelField, TextAreaField
from wtforms.validators import Length

from ...foundation.i18n import gettext, lazy_gettext
from ...web.fields import line, lines
from ..errors import ContactWrong
from ..models import EventTextVersion
from ..phrases.texts import CONTACT_FAULTS
from ..rules.texts import CONTACTS, MOST_CONTACT, MOST_NOTE, MOST_TEXT, Contact
from ..service import TextEntry

TOO_LONG = lazy_gettext("This is too long.")
SHORT = [Length(max=MOST_CONTACT, message=TOO_LONG)]


class TextForm(FlaskForm):
    """A text as somebody writes it; `number` is the version that they have read."""

    number = HiddenField()
    #: slug of the event that it was copied from
    source = HiddenField(filters=[line])
    fr = TextAreaField("Français", [Length(max=MOST_TEXT, message=TOO_LONG)], filters=[lines])
    en = TextAreaField("English", [Length(max=MOST_TEXT, message=TOO_LONG)], filters=[lines])
    note = StringField(lazy_gettext("What changed"), [Length(max=MOST_NOTE, message=TOO_LONG)], filters=[line])
    agree = BooleanField(lazy_gettext("I have compared the two sides: they say the same thing."))
    confirmed = BooleanField(lazy_gettext("I have read this text and it is right for this event."))
    name1 = StringField(lazy_gettext("Name or role"), SHORT, filters=[line])
    email1 = EmailField(lazy_gettext("E-mail"), SHORT, filters=[line])
    sms1 = TelField(lazy_gettext("Number for text messages"), SHORT, filters=[line])
    name2 = StringField(lazy_gettext("Name or role"), SHORT, filters=[line])
    email2 = EmailField(lazy_gettext("E-mail"), SHORT, filters=[line])
    sms2 = TelField(lazy_gettext("Number for text messages"), SHORT, filters=[line])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name in ("fr", "en", "name1", "name2"):  # an unfinished text can be kept: only publishing needs all of them
            self[name].flags.required = True

    @property
    def base(self) -> int:
        """The version that was read; -1, which no version is, for what is no number."""
        given = self.number.data or "0"
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else -1

    @property
    def written(self) -> dict[str, str]:
        """The two sides."""
        return {"fr": self.fr.data or "", "en": self.en.data or ""}

    def fill(self, version: EventTextVersion | None, number: int) -> None:
        """Begin with what a version says."""
        self.number.data = str(number)
        if version is None:
            return
        for code, text in version.text.texts().items():
            if code in self:
                self[code].data = text
        for place, contact in enumerate(version.people[:CONTACTS], 1):
            for name in ("name", "email", "sms"):
                self[f"{name}{place}"].data = getattr(contact, name)

    def entry(self) -> TextEntry:
        """What the service takes."""
        contacts = tuple(
            Contact(*(self[f"{name}{place}"].data or "" for name in ("name", "email", "sms")))
            for place in range(1, CONTACTS + 1)
        )
        return TextEntry(**self.written, note=self.note.data or "", contacts=contacts, agree=bool(self.agree.data))

    def refuse_contacts(self, refusal: ContactWrong) -> None:
        """Put each fault beside its field."""
        for place, what in refusal.faults:
            self.refuse(f"{'email' if what == 'reach' else what}{place}", str(CONTACT_FAULTS[what]))

    def refuse(self, name: str, message: str) -> None:
        """Put a refusal beside its field."""
        field: Any = self[name]
        field.errors = [*field.errors, message]

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of everything that is wrong, in the order of the form."""
        return [(field.id, str(field.label.text), str(field.errors[0])) for field in self if field.errors]

    def whole(self) -> bool:
        """Whether it can be handed to the service: a copy has been read and confirmed."""
        good = bool(self.validate())
        if self.source.data and not self.confirmed.data:
            self.refuse("confirmed", gettext("Read the copy, make it this event's own, and tick this box."))
            return False
        return good
