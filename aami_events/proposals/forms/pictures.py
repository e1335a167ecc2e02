"""What people write of a picture."""

from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import Length

from ...foundation.i18n import lazy_gettext
from ...web.checks import TOO_LONG
from ...web.fields import BilingualField, line
from ...web.forms import HouseForm
from .. import service
from ..models import Picture
from ..phrases import FAULTS


class PictureForm(HouseForm):
    """A picture, what it shows, who made it."""

    faults = FAULTS
    needed = ("credit",)
    file = FileField(lazy_gettext("Picture"))
    alternative = BilingualField(lazy_gettext("What it shows"), longest=400, several=True)
    credit = StringField(lazy_gettext("Who made it"), [Length(max=200, message=TOO_LONG)], filters=[line])

    @classmethod
    def of(cls, held: Picture | None) -> "PictureForm":
        """With what is there."""
        form = cls(data={"alternative": held.alternative, "credit": held.credit} if held else None)
        form.alternative.expected = True
        form.file.flags.required = held is None
        return form

    def entry(self) -> service.PictureEntry:
        """For the service."""
        given = self.file.data
        return service.PictureEntry(
            data=given.read() if given else None,
            alternative=self.alternative.written,
            credit=self.credit.data or "",
        )
