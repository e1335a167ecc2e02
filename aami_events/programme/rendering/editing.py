"""What editors are told: what they did, and what two of them wrote."""

from typing import Any

from ...foundation.i18n import lazy_gettext
from ..models import Session
from ..phrases import FIELDS
from ..service import SessionEntry
from ..service.common import plain

DONE = {
    "pin": lazy_gettext("The session stays where it is, whatever a draft proposes."),
    "unpin": lazy_gettext("A draft may move the session again."),
    "cancel": lazy_gettext("The session is cancelled: the next release says so."),
    "restore": lazy_gettext("The session takes place after all: give it a place."),
    "remove": lazy_gettext("The session is removed."),
}


def differences(row: Session, entry: SessionEntry) -> list[tuple[str, Any, Any]]:
    """(what, as it is now, as it was written) of every field in which the two differ."""
    now, mine = plain(row), _written(entry)
    return [(str(FIELDS[name]), now[name], mine[name]) for name in FIELDS if now[name] != mine[name]]


def _written(entry: SessionEntry) -> dict[str, Any]:
    texts = {"title": entry.title, "abstract": entry.abstract, "warnings": entry.warnings}
    sides = {f"{name}-{code}": getattr(text, code) for name, text in texts.items() for code in ("fr", "en")}
    return {"kind": entry.kind, "minutes": entry.minutes, "interest": entry.interest, **sides}
