"""What organisers write of a call, its types and its themes."""

from collections.abc import Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, EmailField, RadioField, StringField
from wtforms.validators import Length

from ...events.models import Event
from ...foundation.i18n import LANGUAGE_NAMES, lazy_gettext
from ...web.checks import TOO_LONG, Needed, whole_address
from ...web.fields import PAGE, TEXT, BilingualField, MomentField, NumberField, line
from ...web.forms import HouseForm, RevisedForm
from .. import service
from ..models import Call
from ..phrases import FAULTS
from . import SHORT


class CallForm(RevisedForm):
    """The call."""

    faults = FAULTS
    text = BilingualField(lazy_gettext("What the call says"), several=True, longest=PAGE)
    opens = MomentField(lazy_gettext("Proposals are taken from"))
    closes = MomentField(lazy_gettext("Deadline"))

    def entry(self) -> service.CallEntry:
        """For the service."""
        return service.CallEntry(self.text.written, self.opens.moment, self.closes.moment)


def call_values(call: Call | None, event: Event) -> dict[str, Any]:
    """What that form begins with."""
    if call is None:
        return {"revision": 0}
    there = ZoneInfo(event.zone)
    walls = {
        name: at.astimezone(there).replace(tzinfo=None) if at else None
        for name, at in (("opens", call.opens_at), ("closes", call.closes_at))
    }
    return {"text": call.text, "revision": call.revision, **walls}


class FormatForm(HouseForm):
    """A type of session."""

    faults = FAULTS
    name = BilingualField(lazy_gettext("Name"), missing=FAULTS["name_missing"])
    minutes = NumberField(lazy_gettext("Usual length in minutes"))
    least = NumberField(lazy_gettext("Shortest"))
    most = NumberField(lazy_gettext("Longest"))
    works = BooleanField(lazy_gettext("It lists works, as a screening does"))

    def entry(self) -> service.FormatEntry:
        """For the service."""
        return service.FormatEntry(
            self.name.written, self.minutes.data, self.least.data, self.most.data, bool(self.works.data)
        )


class TrackForm(HouseForm):
    """A theme."""

    faults = FAULTS
    name = BilingualField(lazy_gettext("Name"), missing=FAULTS["name_missing"])
    description = BilingualField(lazy_gettext("What it is about"), several=True, longest=TEXT)

    def entry(self) -> service.TrackEntry:
        """For the service."""
        return service.TrackEntry(self.name.written, self.description.written)


class LateForm(HouseForm):
    """Somebody who may propose late."""

    faults = FAULTS
    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {"language": LANGUAGE_NAMES}
    name = StringField(
        lazy_gettext("Full name"), [Needed(lazy_gettext("The person's name is missing.")), *SHORT], filters=[line]
    )
    email = EmailField(
        lazy_gettext("E-mail"),
        [Needed(lazy_gettext("The e-mail address is missing.")), Length(max=320, message=TOO_LONG), whole_address],
        filters=[line],
    )
    language = RadioField(lazy_gettext("Language of the e-mails"), [Needed(FAULTS["others"])], default="fr")
    until = MomentField(lazy_gettext("They may propose until"), required=True)


class UploadForm(FlaskForm):
    """A list of proposals."""

    file = FileField(lazy_gettext("File (CSV or XLSX)"), [FileRequired(lazy_gettext("Choose a file."))])
