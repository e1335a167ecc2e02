"""What is new in the copy of an event."""

from wtforms import StringField

from ...foundation.bilingual import Bilingual
from ...foundation.i18n import lazy_gettext
from ...web.fields import BilingualField, DateField, line
from ...web.forms import HouseForm
from ..models import Event
from ..phrases import editing as words
from ..service import CloneEntry
from .editing import SHORT


class CloneForm(HouseForm):
    """Its title, address and first day; the rest follows."""

    faults = words.FAULTS
    title = BilingualField(words.FIELDS["title"], missing=words.FAULTS["title"])
    first_day = DateField(lazy_gettext("First day"))
    slug = StringField(words.FIELDS["slug"], SHORT, filters=[line])

    def entry(self) -> CloneEntry:
        """For the service."""
        return CloneEntry(self.title.written, self.slug.data or "", self.first_day.data)


def clone_values(event: Event) -> dict[str, Bilingual]:
    """What that form begins with."""
    return {"title": Bilingual(event.title.texts())}
