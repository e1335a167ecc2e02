"""What the access coordinator writes."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, StopValidation

from ...foundation.i18n import gettext, lazy_gettext
from ...web.checks import TOO_LONG
from ...web.fields import line
from ..phrases import ACCESS_KINDS


def cents_of(text: str | None) -> int | None:
    """An amount as people write it, with a point or a comma; None when it is none."""
    try:
        amount = Decimal(re.sub(r"[$\s]", "", text or "").replace(",", ".") or "0")
    except InvalidOperation:
        return None
    return int(amount * 100) if amount.is_finite() and 0 <= amount <= 1_000_000 else None


def an_amount(_form: Any, given: Any) -> None:
    """A sentence that says what is wrong."""
    if cents_of(given.data) is None:
        raise StopValidation(gettext("Write an amount in dollars, such as 250 or 250.50."))


class ArrangeForm(FlaskForm):
    """One thing that is arranged."""

    kind = SelectField(
        lazy_gettext("Service"), [DataRequired(lazy_gettext("Choose a service."))], validate_choice=False
    )
    provider = StringField(lazy_gettext("Who"), [Length(max=200, message=TOO_LONG)], filters=[line])
    note = TextAreaField(lazy_gettext("What, where and when"), [Length(max=2000, message=TOO_LONG)])
    cost = StringField(lazy_gettext("Cost"), [an_amount])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind, str(word)) for kind, word in ACCESS_KINDS.items()]

    def validate_kind(self, given: Any) -> None:
        """Only a service that there is."""
        if given.data not in ACCESS_KINDS:
            raise StopValidation(gettext("Choose a service."))

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "kind": self.kind.data,
            "provider": self.provider.data or "",
            "note": self.note.data or "",
            "cost_cents": cents_of(self.cost.data) or 0,
        }


class AnswerForm(FlaskForm):
    """What the coordinator writes back."""

    text = TextAreaField(lazy_gettext("Answer"), [DataRequired(), Length(max=2000, message=TOO_LONG)])
