"""What pages and letters need to show an invitation."""

from ...events.models import Event
from ...events.queries import registration_state
from ...foundation import clock
from ...foundation.audit import AuditEntry
from ...foundation.database import db
from ...foundation.hours import moment
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ...foundation.links import public_url
from ...foundation.points import Fact, Record
from ...foundation.settings import setting
from ...web import history
from ..models import Invitation
from ..phrases.invitations import INVITATION_ACTIONS, INVITATION_STATES
from ..queries.invitations import token
from ..queries.offer import get_offer
from ..rules import days_since
from ..rules.invitations import BY_ORGANISER, NOT_YET, TAKING, deeds, may_write, stands
from . import spoken


def address(invitation: Invitation) -> str:
    """Full address of the invitation."""
    return public_url("registration.public.invitation", lang=current_language(), token=token(invitation))


def until(invitation: Invitation) -> str:
    """Until when to answer, on the event's clock with the city named; empty without an end."""
    event = get_offer(invitation.event_id).event
    ends = [at for at in (invitation.answer_by, event.closes_at) if at]
    return moment(min(ends), event.zone) if ends else ""


def standing(invitation: Invitation) -> str:
    """Where it stands for its holder, of rules.invitations.stands."""
    event = get_offer(invitation.event_id).event
    return stands(invitation.state, invitation.answer_by, registration_state(event), clock.now())


def answerable(event: Event) -> bool:
    """Whether an invitation to the event can still be answered."""
    return registration_state(event) in TAKING | NOT_YET


def may(invitation: Invitation) -> frozenset[str]:
    """What its holder may do now."""
    return deeds(standing(invitation), substitute=invitation.replaces_id is not None)


def organiser_may(invitation: Invitation) -> frozenset[str]:
    """What an organiser may do with it now; not write to somebody who was written to a short while ago."""
    allowed = BY_ORGANISER[invitation.state]
    rested = may_write(invitation.written_at, setting("INVITATION_REST_HOURS"), clock.now())
    return allowed if rested else allowed - {"write"}


def waits(invitation: Invitation) -> int | None:
    """Whole days without an answer; None for who has answered."""
    return days_since(invitation.created_at, clock.now()) if invitation.state == "invited" else None


def named(invitation: Invitation) -> bool:
    """Whether a person is named, not an organisation as a whole."""
    return invitation.sort_key != invitation.organisation_key


def held(invitation: Invitation) -> dict[str, object]:
    """What the invitation knows of its holder, as the registration form takes it."""
    return {
        "name": invitation.name if named(invitation) else "",
        "email": invitation.email,
        "organisation": invitation.organisation_name,
        "language": current_language(),
    }


def history_rows(entries: list[AuditEntry], zone: str) -> list[tuple[str, str, str, str]]:
    """(ISO time, shown time, what happened, who), newest first."""
    return history.rows(entries, zone, lambda entry: str(INVITATION_ACTIONS.get(entry.action, entry.action)))


def record(invitation_id: int) -> Record:
    """Everything about one invitation, for its person."""
    row = db.session.get_one(Invitation, invitation_id)
    event = get_offer(row.event_id).event
    facts = (
        Fact("name", gettext("Name"), row.name, row.name),
        Fact("email", gettext("E-mail"), row.email, row.email),
        Fact("organisation", gettext("Organisation"), row.organisation_name, row.organisation_name),
        Fact("language", gettext("Language of the e-mails"), row.language, LANGUAGE_NAMES[row.language]),
        Fact("state", gettext("State"), row.state, str(INVITATION_STATES[row.state])),
        Fact("note", gettext("Your word"), row.note, row.note),
        Fact("invited_at", gettext("Invited on"), row.created_at.isoformat(), moment(row.created_at, event.zone)),
    )
    return Record("invitation", spoken(event.title), facts)
