"""Consents on the person's own page: given and withdrawn at once, one by one, at any time."""

from ...foundation import audit, points
from ...foundation.audit import HIDDEN
from ...foundation.database import db, transactional
from ..errors import AlreadyCancelled, UnknownPurpose
from ..models import Consent
from ..rules import PURPOSES, SENSITIVE_PURPOSES, consent_kind
from .entry import versions_shown, write_consent
from .waiting_list import locked


@transactional
def set_consent(registration_id: int, purpose: str, given: bool, *, language: str, shown: int | None = None) -> bool:
    """Give or withdraw one consent, also after the deadline for changes; whether that changed anything.

    `shown` is the version of the text that stood beside the button. No letter is written. UnknownPurpose;
    AlreadyCancelled for a consent given to what is cancelled: withdrawing is possible for ever.
    """
    if purpose not in PURPOSES:
        raise UnknownPurpose(purpose)
    registration = locked(registration_id)
    if given and registration.state == "cancelled":
        raise AlreadyCancelled
    kind = consent_kind(purpose)
    version = versions_shown(registration.event_id, {} if shown is None else {kind: shown}).get(kind)
    held = db.session.query(Consent).filter_by(registration_id=registration_id, purpose=purpose).first()
    if not write_consent(registration, purpose, given, held, language, version):
        return False
    action = "registration.consent_given" if given else "registration.consent_withdrawn"
    hidden = [HIDDEN, HIDDEN] if purpose in SENSITIVE_PURPOSES else [not given, given]
    scope = ("event", registration.event_id)
    audit.record(action, ("registration", registration_id), scope=scope, diff={f"consent_{purpose}": hidden})
    points.registration_changed(registration_id, action)
    return True
