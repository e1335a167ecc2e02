"""What every use case of a committee begins and ends with."""

from typing import Any

from ...foundation import audit
from ...foundation.database import db
from ..errors import NotThere, Overtaken
from ..models import Committee


def lock(committee_id: int) -> Committee:
    """The committee, for one at a time. NotThere."""
    row = db.session.get(Committee, committee_id, with_for_update={"key_share": True}, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def check_base(row: Any, base: int) -> None:
    """Overtaken if somebody changed it after it was read at revision `base`."""
    if row.revision != base:
        raise Overtaken(row.revision)


def note(deed: str, kind: str, row: Any, committee_id: int, diff: dict[str, Any] | None = None) -> None:
    """A line in the history."""
    audit.record(deed, (kind, row.id), scope=("committee", committee_id), diff=diff)
