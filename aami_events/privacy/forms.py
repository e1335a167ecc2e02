"""The officer's answer to a request."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from ..foundation.i18n import lazy_gettext
from ..foundation.text import clean

TOO_LONG = lazy_gettext("This is too long.")


def tidy(text: str | None) -> str:
    """As it is kept."""
    return clean(text or "")


class FulfilForm(FlaskForm):
    """Erase."""

    close_account = BooleanField(lazy_gettext("Close the account too, with its roles"))


class RefuseForm(FlaskForm):
    """Refuse, and say why."""

    reason = StringField(
        lazy_gettext("Why it cannot be done"),
        [
            DataRequired(lazy_gettext("Write why: the person reads it in the e-mail.")),
            Length(max=400, message=TOO_LONG),
        ],
        filters=[tidy],
    )
