"""The fields about a support person: in the registration form, in a guest's own part, and on one's own page."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, StringField, TelField, TextAreaField
from wtforms.validators import Length, StopValidation

from ...foundation.i18n import lazy_gettext
from ...web.checks import TOO_LONG, whole_address
from ...web.fields import line
from ..models import Registration
from ..queries import access_of
from ..service import Support
from .checks import number_for_texts

SHORT = [Length(max=200, message=TOO_LONG)]


class SupportFields:
    """Who comes along; everything about them may be said later."""

    support = BooleanField(lazy_gettext("A support person comes with me"))
    support_name = StringField(lazy_gettext("Full name of the support person"), SHORT, filters=[line])
    support_email = EmailField(
        lazy_gettext("E-mail of the support person"), [Length(max=320, message=TOO_LONG)], filters=[line]
    )
    support_sms = TelField(
        lazy_gettext("Number of the support person for text messages"), [number_for_texts], filters=[line]
    )
    support_needs = TextAreaField(
        lazy_gettext("What does the support person need in order to take part?"),
        [Length(max=5000, message=TOO_LONG)],
    )

    @property
    def brings_support(self) -> bool:
        """Whether one comes: the box is ticked, or something was written about them."""
        written = (self.support_name, self.support_email, self.support_sms, self.support_needs)
        return bool(self.support.data) or any((given.data or "").strip() for given in written)

    def refuse_support(self) -> None:
        """An address that is given is a whole one."""
        if self.support_email.data and not self.support_email.errors:
            try:
                whole_address(self, self.support_email)
            except StopValidation as wrong:
                self.support_email.errors = [str(wrong)]

    def supporting(self) -> Support:
        """What the service takes."""
        return Support(
            self.support_name.data or "",
            self.support_email.data or "",
            self.support_sms.data or "",
            (self.support_needs.data or "").strip(),
        )


class SupportForm(SupportFields, FlaskForm):
    """The same, when the registration is there already."""

    def fill(self, row: Registration | None) -> None:
        """Begin with what was said of the one who comes."""
        if row is not None:
            self.support_name.data, self.support_email.data = row.name, row.email
            self.support_sms.data, self.support_needs.data = row.sms, access_of(row.id)

    def whole(self) -> bool:
        """Whether it can be handed to the service."""
        self.validate()
        self.refuse_support()
        return not self.errors
