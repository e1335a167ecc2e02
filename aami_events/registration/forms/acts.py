"""Short forms: a place is handed on, a list is brought, a state is changed."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length

from ...foundation.i18n import lazy_gettext
from ...web.checks import TOO_LONG, whole_address
from ...web.fields import line


class TransferForm(FlaskForm):
    """Who takes the place."""

    name = StringField(
        lazy_gettext("Full name of your colleague"),
        [DataRequired(lazy_gettext("The name is missing.")), Length(max=200, message=TOO_LONG)],
        filters=[line],
    )
    email = EmailField(
        lazy_gettext("E-mail of your colleague"),
        [DataRequired(lazy_gettext("The e-mail is missing.")), Length(max=320, message=TOO_LONG), whole_address],
        filters=[line],
    )
    language = RadioField(
        lazy_gettext("Language of their e-mails"),
        [
            DataRequired(lazy_gettext("Choose a language.")),
            AnyOf(["fr", "en"], message=lazy_gettext("Choose one of the options offered.")),
        ],
        choices=[SelectChoice("fr", "Français"), SelectChoice("en", "English")],
        default="fr",
        validate_choice=False,
    )


class UploadForm(FlaskForm):
    """A list to import."""

    file = FileField(lazy_gettext("File (CSV or XLSX)"), [FileRequired(lazy_gettext("Choose a file."))])


class MoveForm(FlaskForm):
    """A change of state by an organiser's hand."""

    state = HiddenField()
    reason = StringField(
        lazy_gettext("Reason"),
        [DataRequired(lazy_gettext("Write a reason: it stays in the history.")), Length(max=400, message=TOO_LONG)],
        filters=[line],
    )
