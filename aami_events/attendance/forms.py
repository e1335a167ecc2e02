"""What is filled in at the desk, and what devices send."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length, Optional

from ..events.models import Event
from ..foundation.i18n import LANGUAGE_NAMES, current_language, lazy_gettext
from ..foundation.text import whole_number
from ..questions.queries.fields import spoken
from ..registration.queries.offer import get_offer
from ..web.checks import TOO_LONG, whole_address
from ..web.fields import line
from ..web.forms import HouseForm
from .rules import ACTS
from .rules.codes import ticket_code
from .service import Asked, WalkIn

#: most acts that a device sends at a time
MOST_ACTS = 100


class ShiftForm(HouseForm):
    """A volunteer comes to serve."""

    code = StringField(
        lazy_gettext("Code of the day"), [DataRequired(lazy_gettext("The code is missing."))], filters=[line]
    )
    name = StringField(
        lazy_gettext("Your name"),
        [DataRequired(lazy_gettext("Your name is missing.")), Length(max=200, message=TOO_LONG)],
        filters=[line],
    )


class WalkInForm(HouseForm):
    """Somebody who comes without a registration."""

    needed = ("category", "language")
    nonce = StringField()
    name = StringField(
        lazy_gettext("Full name"),
        [DataRequired(lazy_gettext("The name is missing.")), Length(max=200, message=TOO_LONG)],
        filters=[line],
    )
    email = EmailField(
        lazy_gettext("E-mail"), [Optional(), Length(max=320, message=TOO_LONG), whole_address], filters=[line]
    )
    organisation = StringField(lazy_gettext("Organisation"), [Length(max=200, message=TOO_LONG)], filters=[line])
    category = SelectField(lazy_gettext("Category"), validate_choice=False)
    language = RadioField(
        lazy_gettext("Language"),
        [AnyOf(list(LANGUAGE_NAMES), message=lazy_gettext("Choose one of the options offered."))],
        choices=[SelectChoice(key, name) for key, name in LANGUAGE_NAMES.items()],
        validate_choice=False,
    )

    def __init__(self, event: Event, **more: Any) -> None:
        offered = get_offer(event.id).offered
        first = offered[0].key if offered else ""
        super().__init__(data={"language": current_language(), "category": first}, **more)
        self.category.choices = [(row.key, spoken(row.name)) for row in offered]

    def came(self, part_id: int | None) -> WalkIn:
        """Who it is."""
        return WalkIn(
            nonce=nonce_of(self.nonce.data) or "",
            name=self.name.data or "",
            category=self.category.data or "",
            email=(self.email.data or "").lower(),
            organisation=self.organisation.data or "",
            language=self.language.data or current_language(),
            part_id=part_id,
        )


class NameForm(HouseForm):
    """How somebody wants to be called, said at the desk."""

    name = StringField(
        lazy_gettext("Full name"),
        [DataRequired(lazy_gettext("The name is missing.")), Length(max=200, message=TOO_LONG)],
        filters=[line],
    )
    badge_name = StringField(lazy_gettext("Name on the badge"), [Length(max=200, message=TOO_LONG)], filters=[line])
    pronouns = StringField(lazy_gettext("Pronouns"), [Length(max=60, message=TOO_LONG)], filters=[line])


class ReportForm(HouseForm):
    """The report of a call."""

    file = FileField(lazy_gettext("Report of the call"), [FileRequired(lazy_gettext("Choose a file."))])


def nonce_of(given: object) -> str | None:
    """What a device calls an act; None for what cannot be one."""
    text = str(given or "")
    return text if 8 <= len(text) <= 40 and text.isascii() and text.replace("-", "").isalnum() else None


def act_of(given: object, *, may_overrule: bool) -> Asked | None:
    """An act that a device sent; None for what is none."""
    if not isinstance(given, Mapping):
        return None
    nonce, code = nonce_of(given.get("nonce")), ticket_code(str(given.get("code") or ""))
    if nonce is None or not code or given.get("act") not in ACTS:
        return None
    offline = bool(given.get("offline"))
    return Asked(
        nonce=nonce,
        code=code,
        act=str(given["act"]),
        part_id=part_of(given.get("place")),
        at=moment_of(given.get("at")) if offline else None,
        source="offline" if offline else "desk",
        overrule=may_overrule and bool(given.get("overrule")),
    )


def came_of(given: object, event: Event) -> WalkIn | None:
    """Somebody whom a device registered without a network; None for what is none."""
    if not isinstance(given, Mapping):
        return None
    nonce, name = nonce_of(given.get("nonce")), line(str(given.get("name") or ""))
    if nonce is None or not name or len(name) > 200:
        return None
    offered = get_offer(event.id).offered
    category = str(given.get("category") or "")
    email = str(given.get("email") or "").strip().lower()
    return WalkIn(
        nonce=nonce,
        name=name,
        category=category if any(row.key == category for row in offered) else offered[0].key if offered else "",
        email=email if "@" in email and len(email) <= 320 else "",
        organisation=(line(str(given.get("organisation") or "")) or "")[:200],
        language=str(given.get("language")) if given.get("language") in LANGUAGE_NAMES else current_language(),
        part_id=part_of(given.get("place")),
        at=moment_of(given.get("at")),
        source="offline" if given.get("offline") else "desk",
    )


def part_of(given: object) -> int | None:
    """The number of a part; None for the whole event. What is no number is no part that there is: 0 never exists."""
    if given in (None, "", "0", 0):
        return None
    number = whole_number(str(given))
    return number if number is not None else -1


def moment_of(given: object) -> dt.datetime | None:
    """Seconds since 1970, as devices count; None for what cannot be."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given < 2**33:
        return None
    return dt.datetime.fromtimestamp(given, dt.UTC)
