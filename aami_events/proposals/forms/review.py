"""What a committee writes: reviews and remarks, and how it reads."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from ...events.models import Event
from ...foundation.i18n import LANGUAGE_NAMES, current_language, lazy_gettext
from ...foundation.text import whole_number
from ...web.checks import TOO_LONG
from ...web.fields import TEXT, BilingualField, MomentField, NumberField, line, lines
from ...web.forms import HouseForm, RevisedForm
from .. import service
from ..models import Criterion, Phase, Review
from ..phrases import FAULTS, OTHERS, POINTS

Words = Mapping[str, Mapping[str, object]]


class ReviewForm(RevisedForm):
    """A review; `review_form` adds a field a criterion."""

    faults = FAULTS
    needed = ("language",)
    offered: ClassVar[Words] = {"language": LANGUAGE_NAMES}
    text = TextAreaField(lazy_gettext("What I think of it"), [Length(max=4000, message=TOO_LONG)], filters=[lines])
    language = SelectField(lazy_gettext("I write in"), default=current_language, validate_choice=False)
    numbers: ClassVar[Sequence[int]] = ()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for field in self.asked:
            field.flags.required = True
            field.choices = [(str(points), str(word)) for points, word in POINTS.items()]

    @property
    def asked(self) -> list[Any]:
        """The fields of the criteria."""
        return [self[f"points_{number}"] for number in self.numbers]

    def entry(self) -> service.ReviewEntry:
        """For the service."""
        given = {number: whole_number(self[f"points_{number}"].data) for number in self.numbers}
        points = {number: many for number, many in given.items() if many is not None}
        return service.ReviewEntry(points, self.text.data or "", self.language.data or "")


def review_form(criteria: Sequence[Criterion], row: Review | None, **given: Any) -> ReviewForm:
    """The form for these criteria, with what the review says; `formdata=None` for one that was not sent."""
    language = current_language()
    fields = {f"points_{one.id}": RadioField(one.name.get(language), validate_choice=False) for one in criteria}
    shape = type("ReviewForm", (ReviewForm,), {**fields, "numbers": tuple(one.id for one in criteria)})
    if row is None:
        return shape(data={"revision": "0"}, **given)
    held = {f"points_{number}": str(points) for number, points in row.points.items()}
    facts = {"text": row.text, "language": row.language, "revision": row.revision}
    return shape(data={**facts, **held}, **given)


class RemarkForm(HouseForm):
    """Something to say."""

    faults = FAULTS
    needed = ("remark", "remark_language")
    offered: ClassVar[Words] = {"remark_language": LANGUAGE_NAMES}
    remark = TextAreaField(lazy_gettext("Remark"), [Length(max=4000, message=TOO_LONG)], filters=[lines])
    remark_language = SelectField(lazy_gettext("I write in"), default=current_language, validate_choice=False)


class TagsForm(HouseForm):
    """Words, with commas between them."""

    faults = FAULTS
    tags = StringField(lazy_gettext("Tags"), [Length(max=600, message=TOO_LONG)], filters=[line])

    @property
    def words(self) -> list[str]:
        """One by one."""
        return [word.strip() for word in (self.tags.data or "").split(",") if word.strip()]


class ReadingForm(RevisedForm):
    """With or without names and means, and by how many."""

    faults = FAULTS
    needed = ("readers",)
    blind = BooleanField(lazy_gettext("Read without names"))
    sealed = BooleanField(lazy_gettext("Keep the means sealed"))
    readers = NumberField(lazy_gettext("Readers of each proposal"))


class PhaseForm(HouseForm):
    """A time of the committee's work."""

    faults = FAULTS
    needed = ("others",)
    offered: ClassVar[Words] = {"others": OTHERS}
    name = BilingualField(lazy_gettext("Name"), missing=FAULTS["name_missing"])
    starts = MomentField(lazy_gettext("Begins"), required=True)
    ends = MomentField(lazy_gettext("Ends"), required=True)
    scoring = BooleanField(lazy_gettext("Reviews are written"), default=True)
    discussion = BooleanField(lazy_gettext("Remarks are written"), default=True)
    others = RadioField(lazy_gettext("Members see each other's reviews"), default="after", validate_choice=False)

    def entry(self) -> service.PhaseEntry:
        """For the service."""
        return service.PhaseEntry(
            self.name.written,
            self.starts.moment,
            self.ends.moment,
            bool(self.scoring.data),
            bool(self.discussion.data),
            self.others.data or "",
        )


def phase_values(row: Phase | None, event: Event) -> dict[str, Any] | None:
    """What that form begins with."""
    if row is None:
        return None
    there = ZoneInfo(event.zone)
    walls = {name: getattr(row, f"{name}_at").astimezone(there).replace(tzinfo=None) for name in ("starts", "ends")}
    names = ("name", "scoring", "discussion", "others")
    return {name: getattr(row, name) for name in names} | walls


class CriterionForm(HouseForm):
    """What a proposal is looked at for."""

    faults = FAULTS
    needed = ("weight",)
    name = BilingualField(lazy_gettext("Name"), missing=FAULTS["name_missing"])
    guidance = BilingualField(lazy_gettext("What to look for"), several=True, longest=TEXT)
    weight = NumberField(lazy_gettext("Weight"), default=1)

    def entry(self) -> service.CriterionEntry:
        """For the service."""
        return service.CriterionEntry(self.name.written, self.guidance.written, self.weight.data)
