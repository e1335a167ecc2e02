"""What every use case of the programme begins and ends with."""

from typing import Any

from ...foundation import audit
from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from .. import queries
from ..errors import SessionChanged, SessionUnknown
from ..models import Session


def get_session(event_id: int, session_id: int, base: int | None = None) -> Session:
    """The session as it is now. SessionUnknown; SessionChanged if it is not at revision `base` any more."""
    db.session.expire_all()
    row = queries.find_session(event_id, session_id)
    if row is None:
        raise SessionUnknown
    if base is not None and row.revision != base:
        raise SessionChanged(row.revision)
    return row


def plain(row: Session) -> dict[str, Any]:
    """What a person can write of a session, in plain values."""
    return {
        "kind": row.kind,
        **_sides("title", row.title),
        **_sides("abstract", row.abstract),
        **_sides("warnings", row.warnings),
        "format": row.format_id,
        "track": row.track_id,
        "minutes": row.minutes,
        "languages": list(row.languages),
        "interpretation": list(row.interpretation),
        "interest": row.interest,
        "speakers": [one.speaker_id for one in row.speakers],
    }


def _sides(name: str, text: Bilingual) -> dict[str, str]:
    return {f"{name}-{code}": text.texts().get(code, "") for code in ("fr", "en")}


def note(deed: str, row: Session, diff: dict[str, Any] | None = None) -> None:
    """One more revision, and a line in the history."""
    row.revision += 1
    db.session.flush()
    audit.record(f"programme.{deed}", ("session", row.id), scope=("event", row.event_id), diff=diff)
