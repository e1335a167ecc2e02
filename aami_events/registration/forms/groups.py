"""The form of a contact who registers several people, and the one in which a guest says what only they can say."""

import secrets
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length

from ...foundation.addresses import is_whole_address
from ...foundation.i18n import current_language, gettext, lazy_gettext
from ...questions.queries.fields import spoken
from ...web.checks import TOO_LONG
from ...web.fields import line
from ..models import Group
from ..phrases import MODES
from ..queries.offer import Offer
from ..service import Contact, Entry, modes_of

MOST = 20


class GuestForm(Form):
    """One colleague; a row in which nobody is named does not count."""

    name = StringField(lazy_gettext("Full name"), [Length(max=200, message=TOO_LONG)], filters=[line])
    email = EmailField(lazy_gettext("Their own e-mail"), [Length(max=320, message=TOO_LONG)], filters=[line])
    category = SelectField(lazy_gettext("Category"), validate_choice=False)
    mode = SelectField(lazy_gettext("How they take part"), validate_choice=False)
    parts = SelectMultipleField(lazy_gettext("What they will attend"), validate_choice=False)
    delegate = BooleanField(lazy_gettext("Voting delegate of the organisation at the general meeting"))


class OneMoreForm(GuestForm, FlaskForm):
    """One more colleague, on the contact's page."""

    form_key = HiddenField(filters=[line, lambda key: key and key[:40]])


class GroupForm(FlaskForm):
    """The contact, and whom they register."""

    form_key = HiddenField(filters=[line, lambda key: key and key[:40]])
    name = StringField(lazy_gettext("Your name"), [Length(max=200, message=TOO_LONG)], filters=[line])
    email = EmailField(lazy_gettext("Your e-mail"), [Length(max=320, message=TOO_LONG)], filters=[line])
    organisation = StringField(lazy_gettext("Organisation"), [Length(max=200, message=TOO_LONG)], filters=[line])
    language = RadioField(lazy_gettext("Language of the e-mails"), validate_choice=False)
    guests = FieldList(FormField(GuestForm), min_entries=2, max_entries=MOST)


class GroupFilled:
    """The whole form as somebody filled it in."""

    def __init__(self, offer: Offer, *, given: Any = None) -> None:
        self.event, self.categories = offer.event, offer.offered
        fresh = {"form_key": secrets.token_urlsafe(16), "language": current_language()}
        written = given if given is not None else request.form if request.method == "POST" else None
        self.form = GroupForm(formdata=written, data=fresh)
        if request.method == "POST" and "add" in request.form and len(self.form.guests) < MOST:
            self.form.guests.append_entry()
        self.form.language.choices = [("fr", "Français"), ("en", "English")]
        for given in (self.form.name, self.form.email, self.form.language):
            given.flags.required = True
        for row in self.form.guests:
            _offer(row.form, offer)

    @property
    def has_meeting(self) -> bool:
        """Whether somebody can vote: the event has a general meeting."""
        return any(part.kind == "agm" for part in self.event.parts)

    @property
    def named(self) -> list[Any]:
        """The rows in which somebody stands."""
        return [row.form for row in self.form.guests if row.form.name.data or row.form.email.data]

    def validate(self) -> bool:
        """Whether everyone can be registered; if not, the errors stand with their fields."""
        self.form.validate()
        _need(self.form.name, gettext("Your name is missing."))
        _need_address(self.form.email, gettext("Your e-mail is missing."))
        _known(self.form.language, gettext("Choose a language."))
        for guest in self.named:
            _check(guest)
        if not self.named:
            _refuse(self.form.guests[0].form.name, gettext("Name at least one person."))
        return not self.errors

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of everything that is wrong, in the order of the form."""
        own = (self.form.name, self.form.email, self.form.organisation, self.form.language)
        rows = [(given.id, str(given.label.text), str(given.errors[0])) for given in own if given.errors]
        for number, row in enumerate(self.form.guests, 1):
            who = gettext("Person %(number)s", number=number)
            rows += [
                (given.id, f"{who}, {given.label.text}", str(given.errors[0])) for given in row.form if given.errors
            ]
        return rows

    def refuse(self, position: int, name: str, message: str) -> None:
        """Put a refusal of the service beside the field of the named guest at `position`."""
        _refuse(self.named[position][name], message)

    def contact(self) -> Contact:
        """Who registers them."""
        form = self.form
        return Contact(form.name.data, form.email.data, form.organisation.data or "", form.language.data)

    def entries(self) -> list[Entry]:
        """Everyone who is named; without an address of their own where none was given."""
        organisation, language = self.form.organisation.data or "", self.form.language.data
        return [_entry(guest, organisation, language) for guest in self.named]


class OneMore:
    """The form of one more colleague as the contact filled it in."""

    def __init__(self, offer: Offer, group: Group) -> None:
        self.group = group
        self.form = OneMoreForm(data={"form_key": secrets.token_urlsafe(16)})
        _offer(self.form, offer)
        #: whether somebody can vote: the event has a general meeting
        self.has_meeting = any(part.kind == "agm" for part in offer.event.parts)

    def validate(self) -> bool:
        """Whether they can be registered; if not, the errors stand with their fields."""
        self.form.validate()
        _check(self.form)
        return not self.form.errors

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of everything that is wrong, in the order of the form."""
        return [(given.id, str(given.label.text), str(given.errors[0])) for given in self.form if given.errors]

    def refuse(self, name: str, message: str) -> None:
        """Put a refusal of the service beside its field."""
        _refuse(self.form[name], message)

    def entry(self) -> Entry:
        """What the service takes; the organisation and the language are those of the group."""
        return _entry(self.form, "", self.group.language)


def _offer(guest: Any, offer: Offer) -> None:
    guest.category.choices = [(row.key, spoken(row.name)) for row in offer.offered]
    guest.mode.choices = [(mode, str(MODES[mode])) for mode in modes_of(offer.event)]
    guest.parts.choices = [(str(part.id), spoken(part.title)) for part in offer.event.parts]
    for given in (guest.name, guest.category, guest.mode):
        given.flags.required = True


def _check(guest: Any) -> None:
    _need(guest.name, gettext("The name is missing."))
    if guest.email.data:
        _need_address(guest.email, "")
    _known(guest.category, gettext("Choose a category."))
    _known(guest.mode, gettext("Choose how they take part."))
    _known(guest.parts)


def _entry(guest: Any, organisation: str, language: str) -> Entry:
    return Entry(
        name=guest.name.data,
        email=guest.email.data or "",
        language=language,
        category=guest.category.data,
        organisation=organisation,
        mode=guest.mode.data,
        parts=tuple(int(part) for part in guest.parts.data or ()),
        delegate=guest.delegate.data,
    )


def _refuse(given: Any, message: str) -> None:
    given.errors = [*given.errors, message]


def _need(given: Any, missing: str) -> None:
    if not (given.data or "").strip():
        _refuse(given, missing)


def _need_address(given: Any, missing: str) -> None:
    if not given.data:
        _refuse(given, missing)
    elif not is_whole_address(given.data):
        _refuse(given, gettext("This e-mail address is not complete: check what you wrote."))


def _known(given: Any, missing: str = "") -> None:
    offered = [str(choice[0]) for choice in given.choices]
    held = given.data if isinstance(given.data, list) else [given.data] if given.data else []
    if missing and not held:
        _refuse(given, missing)
    elif not set(held) <= set(offered):
        _refuse(given, gettext("Choose one of the options offered."))
