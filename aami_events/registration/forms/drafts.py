"""What is kept of a form for later, and how it is filled in again."""

import re
from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms.validators import StopValidation

from ...foundation.i18n import gettext
from ...foundation.text import clean
from ...web.checks import whole_address
from ..queries.drafts import Written, offered_now
from ..queries.offer import Offer
from . import RegistrationForm
from .groups import MOST, GroupForm, GuestForm

_GUEST = re.compile(r"guests-([0-9]{1,2})-(\w+)")
#: belongs to the visit, not to what was written
NOT_KEPT = {"csrf_token", "guests"}
PERSON = {name for name in dir(RegistrationForm) if hasattr(getattr(RegistrationForm, name), "field_class")}
GROUP = {name for name in dir(GroupForm) if hasattr(getattr(GroupForm, name), "field_class")}
GUEST = {name for name in dir(GuestForm) if hasattr(getattr(GuestForm, name), "field_class")}


def written(kind: str, offer: Offer, form_key: str) -> Written:
    """What the request wrote into the form's own fields, and what the form offered."""
    known = (PERSON | {f"q-{question.key}" for question in offer.asked} | {"texts"}) if kind == "person" else GROUP
    fields = {
        name: [clean(value, keep_lines=True) for value in values]
        for name, values in request.form.lists()
        if name not in NOT_KEPT and (name in known or (kind == "group" and _of_a_guest(name)))
    }
    return Written({**fields, "form_key": [form_key]}, offered_now(offer))


def _of_a_guest(name: str) -> bool:
    found = _GUEST.fullmatch(name)
    return found is not None and int(found[1]) < MOST and found[2] in GUEST


def given_again(fields: Mapping[str, list[str]]) -> MultiDict[str, str]:
    """What was kept, as a form takes it."""
    return MultiDict([(name, value) for name, values in fields.items() for value in values])


def address_is_whole(form: Any) -> bool:
    """Whether there is an address that the link can be sent to; if not, the sentence stands beside its field. Nothing
    else is asked of a form that is not finished."""
    if not (form.email.data or "").strip():
        form.email.errors = [gettext("Your e-mail is missing: the link to go on is sent there.")]
    elif len(form.email.data) > 320:
        form.email.errors = [gettext("This is too long.")]
    else:
        try:
            whole_address(form, form.email)
        except StopValidation as wrong:
            form.email.errors = [str(wrong)]
    return not form.email.errors
