"""What somebody's badge calls them, where the house does not know it."""

from collections.abc import Collection

from sqlalchemy import delete, select

from ...foundation import audit
from ...foundation.database import db, transactional
from ...registration.models import Registration
from ..errors import NotThere
from ..models import BadgeRole, Printed
from ..rules.content import ROLES
from .photos import drop_photos


@transactional
def name_role(event_id: int, registration_id: int, role: str) -> None:
    """One of ROLES; empty: what the house knows of them. NotThere."""
    here = select(Registration.id).where(Registration.id == registration_id, Registration.event_id == event_id)
    if db.session.scalar(here) is None or role not in ("", *ROLES):
        raise NotThere
    row = db.session.get(BadgeRole, registration_id, with_for_update={"key_share": True}, populate_existing=True)
    before = row.role if row else ""
    if before == role:
        return
    if row and role:
        row.role = role
    elif row:
        db.session.delete(row)
    else:
        db.session.add(BadgeRole(registration_id=registration_id, role=role))
    subject, diff = ("registration", registration_id), {"badge_role": [before, role]}
    audit.record("badges.role_named", subject, scope=("event", event_id), diff=diff)


@transactional
def forget(registration_ids: Collection[int]) -> int:
    """What their badges called them, said and showed is nowhere any more; of how many people."""
    found = drop_photos(registration_ids)
    for table in (BadgeRole, Printed):
        here = table.registration_id.in_(registration_ids)
        found.update(db.session.scalars(select(table.registration_id).where(here)))
        db.session.execute(delete(table).where(here))
    return len(found)
