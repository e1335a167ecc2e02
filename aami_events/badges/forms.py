"""What organisers choose of badges."""

from typing import ClassVar

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from ..foundation.i18n import lazy_gettext, lazy_pgettext
from ..foundation.text import clean
from ..web.forms import HouseForm, RevisedForm, number_of
from . import service
from .phrases import (
    ACROSS_NAMES,
    DESIGNS,
    FIELD_NAMES,
    IMAGE_FAULTS,
    SETTING_FAULTS,
    SORT_NAMES,
    STOCK_NAMES,
    WHO_NAMES,
)
from .rules.settings import COLOURS, Settings

#: most cells of a sheet that can be used up, most people of one selection
MOST_SKIPPED, MOST_CHOSEN = 50, 5000


class DesignForm(RevisedForm):
    """How badges look and on what they are printed."""

    faults = SETTING_FAULTS
    needed: ClassVar = ("base",)
    offered: ClassVar = {"base": DESIGNS, "fields": FIELD_NAMES, "stock": STOCK_NAMES}
    base = RadioField(lazy_gettext("Design"), validate_choice=False)
    fields = SelectMultipleField(lazy_gettext("What stands on the badge beside the name"), validate_choice=False)
    ground = StringField(lazy_gettext("Ground"))
    ink = StringField(lazy_pgettext("badge", "Letters"))
    accent = StringField(lazy_gettext("Accents"))
    stock = SelectField(lazy_gettext("Paper"), validate_choice=False)
    backs = BooleanField(lazy_gettext("Print the back, with each person's own programme and whom to turn to"))
    crop_marks = BooleanField(lazy_gettext("Crop marks"))
    right = StringField(lazy_gettext("To the right (mm)"))
    down = StringField(lazy_gettext("Down (mm)"))
    own = BooleanField(lazy_gettext("Use a design of one's own in place of it"))
    front = TextAreaField(lazy_gettext("Front (HTML)"))
    back = TextAreaField(lazy_gettext("Back (HTML)"))
    style = TextAreaField(lazy_gettext("Style (CSS)"))

    @property
    def base_revision(self) -> int:
        """The revision that was read (`base` is the design)."""
        return number_of(self.revision.data) or 0

    def refuse_settings(self, faults: list[tuple[str, str]]) -> None:
        """Put the service's refusals beside the fields."""
        self.refuse([(name.removesuffix("_tenths"), what) for name, what in faults])

    @property
    def settings(self) -> Settings:
        """As it was filled in; what is not a number of millimetres is too far."""
        chosen = {name: (self[name].data or "").strip() for name in COLOURS}
        own = {name: (self[name].data or "").replace("\r\n", "\n") for name in ("front", "back", "style")}
        return Settings(
            base=self.base.data or "",
            colours={name: colour for name, colour in chosen.items() if colour.lower() != COLOURS[name]},
            fields=tuple(name for name in FIELD_NAMES if name in (self.fields.data or ())),
            stock=self.stock.data or "",
            backs=bool(self.backs.data),
            crop_marks=bool(self.crop_marks.data),
            right_tenths=tenths(self.right.data),
            down_tenths=tenths(self.down.data),
            **(own if self.own.data else {}),
        )


def tenths(text: str | None) -> int:
    """Tenths of a millimetre of a number in either notation; far too many of what is none."""
    given = clean(text or "").replace(",", ".").replace("−", "-").removesuffix("mm").strip() or "0"
    try:
        return round(min(max(float(given), -1000), 1000) * 10)
    except ValueError:
        return 10_000


def design_values(settings: Settings, front: str, back: str, style: str, revision: int) -> dict[str, object]:
    """What the form begins with, with the templates that are in force."""
    return {
        "revision": str(revision),
        "base": settings.base,
        "fields": list(settings.fields),
        **COLOURS,
        **settings.colours,
        "stock": settings.stock,
        "backs": settings.backs,
        "crop_marks": settings.crop_marks,
        "right": f"{settings.right_tenths / 10:g}",
        "down": f"{settings.down_tenths / 10:g}",
        "own": settings.front is not None,
        "front": front,
        "back": back,
        "style": style,
    }


class ImageForm(HouseForm):
    """A picture for a design."""

    faults = IMAGE_FAULTS
    needed: ClassVar = ("file",)
    file = FileField(lazy_gettext("Picture"))


class PhotoForm(HouseForm):
    """Somebody's picture for their badge."""

    faults = IMAGE_FAULTS
    needed: ClassVar = ("file",)
    offered: ClassVar = {"across": ACROSS_NAMES}
    file = FileField(lazy_gettext("Photo"))
    across = SelectField(lazy_gettext("Where the face is, in a wide photo"), default="middle", validate_choice=False)

    def given(self) -> bytes:
        """The file; empty if none was chosen."""
        return self.file.data.read() if self.file.data else b""


class PrintForm(HouseForm):
    """Which badges, in which order."""

    needed: ClassVar = ("who",)
    offered: ClassVar = {"who": WHO_NAMES, "sort": SORT_NAMES}
    who = RadioField(lazy_gettext("Which badges"), validate_choice=False)
    sort = SelectField(lazy_gettext("In the order of"), validate_choice=False)
    skip = StringField(lazy_gettext("Places of the first sheet that are used up"))
    ids = SelectMultipleField(lazy_gettext("People"), validate_choice=False)

    def asked(self, *, look: bool = False) -> service.Asked:
        """For the service; what is not offered is as usual."""
        ids = tuple(filter(None, map(number_of, (self.ids.data or ())[:MOST_CHOSEN])))
        who = self.who.data if self.who.data in WHO_NAMES else "selected" if ids else "all"
        sort = self.sort.data if self.sort.data in SORT_NAMES else "name"
        return service.Asked(who, ids, sort, min(number_of(self.skip.data) or 0, MOST_SKIPPED), look)
