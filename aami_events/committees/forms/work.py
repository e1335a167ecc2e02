"""What committees write of whom they reach out to, of what they announce, and of their documents."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from ...foundation.i18n import LANGUAGE_NAMES, current_language, lazy_gettext
from ...web.checks import TOO_LONG, Needed, whole_address
from ...web.fields import TEXT, BilingualField, DateField, line, lines
from ...web.forms import HouseForm, RevisedForm, number_of
from .. import service
from ..models import Announcement, Contact, Member
from ..phrases import ANNOUNCEMENT_STATES, CHANNELS, CONTACT_STATES, FAULTS, WAYS
from . import SHORT

Words = Mapping[str, Mapping[str, object]]


class ContactForm(RevisedForm):
    """Somebody to reach, and what came of it."""

    faults = FAULTS
    needed = ("state", "language")
    offered: ClassVar[Words] = {"state": CONTACT_STATES, "way": WAYS, "language": LANGUAGE_NAMES}
    organisation = StringField(
        lazy_gettext("Organisation"), [Needed(FAULTS["organisation_missing"]), *SHORT], filters=[line]
    )
    name = StringField(lazy_gettext("Whom to talk to"), SHORT, filters=[line])
    email = EmailField(
        lazy_gettext("E-mail"), [Optional(), Length(max=320, message=TOO_LONG), whole_address], filters=[line]
    )
    region = SelectField(lazy_gettext("Region"), validate_choice=False)
    language = SelectField(lazy_gettext("Language"), default=current_language, validate_choice=False)
    owner = SelectField(lazy_gettext("Who is in touch"), validate_choice=False)
    state = RadioField(lazy_gettext("Where it stands"), default="todo", validate_choice=False)
    way = SelectField(lazy_gettext("How they were reached"), validate_choice=False)
    contacted_on = DateField(lazy_gettext("When last"))
    outcome = TextAreaField(lazy_gettext("What came of it"), [Length(max=TEXT, message=TOO_LONG)], filters=[lines])
    again_on = DateField(lazy_gettext("Come back to them on"))

    def offer(self, regions: Iterable[Any], members: Sequence[Member]) -> "ContactForm":
        """What may be chosen."""
        self.region.choices = [(row.key, row.name.get(current_language())) for row in regions]
        self.owner.choices = [(str(row.id), row.name) for row in members]
        return self

    def entry(self) -> service.ContactEntry:
        """For the service; what was not offered is nothing."""
        regions = {key for key, _label in self.region.choices or ()}
        texts = {
            name: self[name].data or "" for name in ("organisation", "name", "email", "way", "outcome", "language")
        }
        return service.ContactEntry(
            **texts,
            region=self.region.data if self.region.data in regions else None,
            state=self.state.data or "",
            contacted_on=self.contacted_on.data,
            again_on=self.again_on.data,
            owner_id=number_of(self.owner.data),
        )


def contact_values(row: Contact) -> dict[str, Any]:
    """What that form begins with."""
    names = ("name", "email", "region", "language", "state", "way", "contacted_on", "again_on", "outcome", "revision")
    held = {name: getattr(row, name) for name in names}
    return held | {"organisation": row.organisation_name, "owner": str(row.owner_id or "")}


class AnnouncementForm(RevisedForm):
    """Something to say in public."""

    faults = FAULTS
    needed = ("due_on", "channel", "state")
    offered: ClassVar[Words] = {"state": ANNOUNCEMENT_STATES, "channel": CHANNELS}
    title = BilingualField(lazy_gettext("Title"), missing=FAULTS["announcement_missing"])
    text = BilingualField(lazy_gettext("Text"), several=True, longest=TEXT)
    due_on = DateField(lazy_gettext("Day"))
    channel = SelectField(lazy_gettext("Where"), default="newsletter", validate_choice=False)
    state = RadioField(lazy_gettext("Where it stands"), default="planned", validate_choice=False)
    owner = SelectField(lazy_gettext("Who sees to it"), validate_choice=False)

    def offer(self, members: Sequence[Member]) -> "AnnouncementForm":
        """Who may see to it."""
        self.owner.choices = [(str(row.id), row.name) for row in members]
        return self

    def entry(self) -> service.AnnouncementEntry:
        """For the service."""
        return service.AnnouncementEntry(
            self.title.written,
            self.text.written,
            self.due_on.data,
            self.channel.data or "",
            self.state.data or "",
            number_of(self.owner.data),
        )


def announcement_values(row: Announcement) -> dict[str, Any]:
    """What that form begins with."""
    names = ("title", "text", "due_on", "channel", "state", "revision")
    return {name: getattr(row, name) for name in names} | {"owner": str(row.owner_id or "")}


class DocumentForm(HouseForm):
    """A file to keep."""

    faults = FAULTS
    needed = ("language",)
    offered: ClassVar[Words] = {"language": LANGUAGE_NAMES}
    title = StringField(lazy_gettext("Title"), [Needed(FAULTS["document_missing"]), *SHORT], filters=[line])
    language = SelectField(lazy_gettext("Language"), default=current_language, validate_choice=False)
    file = FileField(lazy_gettext("File"), [FileRequired(lazy_gettext("Choose a file."))])
