"""Sign-in forms."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import DataRequired, Length

from ..foundation.i18n import lazy_gettext

TOO_LONG = lazy_gettext("This is too long.")


class PasswordForm(FlaskForm):
    """Address and password."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [DataRequired(lazy_gettext("Your e-mail is missing.")), Length(max=320, message=TOO_LONG)],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [DataRequired(lazy_gettext("Your password is missing.")), Length(max=500, message=TOO_LONG)],
    )
    back = HiddenField()


class LinkForm(FlaskForm):
    """Address only."""

    class Meta(FlaskForm.Meta):
        """Its fields do not share ids with the password form beside it."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [DataRequired(lazy_gettext("Your e-mail is missing.")), Length(max=320, message=TOO_LONG)],
        id="link-email",
    )
