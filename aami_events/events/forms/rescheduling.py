"""To which days an event moves."""

from typing import ClassVar

from wtforms import BooleanField

from ...foundation.i18n import lazy_gettext
from ...web.fields import DateField
from ...web.forms import RevisedForm
from ..phrases import editing as words


class RescheduleForm(RevisedForm):
    """Its new first day, and whether registration moves along."""

    faults = words.FAULTS
    needed: ClassVar[tuple[str, ...]] = ("first_day",)
    first_day = DateField(lazy_gettext("New first day"))
    noticed = BooleanField(
        lazy_gettext("I have checked it: the by-laws, or a notice that has gone, allow the general meeting on that day")
    )
    window = BooleanField(
        lazy_gettext("Registration moves along: its opening, its end, and until when people can change")
    )
