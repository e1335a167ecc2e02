"""What people are told besides what has changed."""

from ...foundation.i18n import lazy_gettext
from ...web.fields import BilingualField
from ...web.forms import RevisedForm
from ..phrases import editing as words


class TellForm(RevisedForm):
    """A message in both languages, or none."""

    faults = words.FAULTS
    message = BilingualField(lazy_gettext("Your message"), several=True, longest=4_000)
