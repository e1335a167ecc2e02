"""What people write of committees, members and tasks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from wtforms import EmailField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length

from ...foundation.i18n import LANGUAGE_NAMES, current_language, lazy_gettext
from ...web.checks import TOO_LONG, Needed, whole_address
from ...web.fields import PAGE, TEXT, BilingualField, DateField, line, lines
from ...web.forms import HouseForm, RevisedForm, number_of
from .. import service
from ..models import Committee, Member, Task
from ..phrases import FAULTS, KINDS, READS, ROLES

SHORT = (Length(max=200, message=TOO_LONG),)


class CommitteeForm(RevisedForm):
    """A committee and its mandate."""

    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {"kind": KINDS}
    faults = FAULTS
    name = BilingualField(lazy_gettext("Name"), missing=FAULTS["name_missing"])
    kind = RadioField(lazy_gettext("Kind"), default="other", validate_choice=False)
    mandate = BilingualField(lazy_gettext("Mandate"), several=True, longest=PAGE)
    event = SelectField(lazy_gettext("Event"), validate_choice=False)
    milestone = SelectField(lazy_gettext("Milestone of the plan"), validate_choice=False)
    starts = DateField(lazy_gettext("First day"))
    ends = DateField(lazy_gettext("Last day"))

    def offer(self, events: Iterable[tuple[int, Any]], milestones: Iterable[tuple[Any, str]]) -> "CommitteeForm":
        """What may be chosen."""
        self.event.choices = [(str(number), event.title.get(current_language())) for number, event in events]
        self.milestone.choices = [(str(number), words) for number, words in milestones]
        return self

    def entry(self) -> service.CommitteeEntry:
        """For the service."""
        return service.CommitteeEntry(
            name=self.name.written,
            mandate=self.mandate.written,
            kind=self.kind.data or "",
            event_id=number_of(self.event.data),
            milestone_id=number_of(self.milestone.data),
            starts=self.starts.data,
            ends=self.ends.data,
        )


def committee_values(row: Committee) -> dict[str, Any]:
    """What that form begins with."""
    names = ("name", "kind", "mandate", "starts", "ends", "revision")
    chosen = {"event": str(row.event_id or ""), "milestone": str(row.milestone_id or "")}
    return {name: getattr(row, name) for name in names} | chosen


class SeatForm(HouseForm):
    """A seat: role, where the person comes from, what they read, from when to when."""

    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {"role": ROLES, "reads": READS}
    faults = FAULTS
    role = RadioField(lazy_gettext("Role"), default="member", validate_choice=False)
    organisation = StringField(lazy_gettext("Organisation"), SHORT, filters=[line])
    region = SelectField(lazy_gettext("Region"), validate_choice=False)
    reads = SelectMultipleField(lazy_gettext("Reads proposals in"), default=["fr", "en"], validate_choice=False)
    starts = DateField(lazy_gettext("Term begins on"))
    ends = DateField(lazy_gettext("Term ends on"))

    def offer(self, regions: Iterable[Any]) -> "SeatForm":
        """What may be chosen."""
        self.role.flags.required = True
        self.region.choices = [(row.key, row.name.get(current_language())) for row in regions]
        return self

    def seat(self) -> service.Seated:
        """For the service; what was not offered is nothing."""
        regions = {key for key, _label in self.region.choices or ()}
        return service.Seated(
            role=self.role.data or "",
            organisation=self.organisation.data or "",
            region=self.region.data if self.region.data in regions else None,
            reads=tuple(code for code in READS if code in (self.reads.data or ())),
            starts=self.starts.data,
            ends=self.ends.data,
        )


class InviteForm(SeatForm):
    """Somebody to be asked."""

    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {**SeatForm.offered, "language": LANGUAGE_NAMES}
    name = StringField(
        lazy_gettext("Full name"), [Needed(lazy_gettext("The person's name is missing.")), *SHORT], filters=[line]
    )
    email = EmailField(
        lazy_gettext("E-mail"),
        [
            Needed(lazy_gettext("The e-mail address is missing.")),
            Length(max=320, message=TOO_LONG),
            whole_address,
        ],
        filters=[line],
    )
    language = RadioField(lazy_gettext("Language of the e-mails"), [Needed(FAULTS["kind"])], default="fr")

    def invited(self) -> service.Invited:
        """For the service."""
        return service.Invited(self.name.data or "", self.email.data or "", self.language.data or "fr", self.seat())


def seat_values(row: Member) -> dict[str, Any]:
    """What the form of a seat begins with."""
    names = ("role", "region", "reads", "starts", "ends")
    return {name: getattr(row, name) for name in names} | {"organisation": row.organisation_name}


class TaskForm(RevisedForm):
    """Something to do."""

    faults = FAULTS

    title = StringField(lazy_gettext("What is to be done"), [Needed(FAULTS["title_missing"]), *SHORT], filters=[line])
    note = TextAreaField(lazy_gettext("Note"), [Length(max=TEXT, message=TOO_LONG)], filters=[lines])
    owner = SelectField(lazy_gettext("Who does it"), validate_choice=False)
    due_on = DateField(lazy_gettext("Until"))

    def offer(self, members: Sequence[Member]) -> "TaskForm":
        """Who may have it."""
        self.owner.choices = [(str(row.id), row.name) for row in members]
        return self

    def entry(self) -> service.TaskEntry:
        """For the service."""
        return service.TaskEntry(
            self.title.data or "",
            current_language(),
            self.note.data or "",
            number_of(self.owner.data),
            self.due_on.data,
        )


def task_values(row: Task) -> dict[str, Any]:
    """What that form begins with."""
    names = ("title", "note", "due_on", "revision")
    return {name: getattr(row, name) for name in names} | {"owner": str(row.owner_id or "")}
