"""Pictures of people for their badges: given, given anew, taken back, gone when they have no purpose any more."""

from collections import Counter
from collections.abc import Collection
from io import BytesIO

from sqlalchemy import select

from ...foundation import audit, files, pictures
from ...foundation.database import db, transactional
from ...foundation.points import Due
from ...registration.models import Registration
from ..errors import ImageRefused, NotThere
from ..models import BadgePhoto
from ..rules.settings import ACROSS, PHOTO_SIZE
from .designing import settings_of


def shows_photos(event_id: int) -> bool:
    """Whether badges of this event show the people."""
    return "photo" in settings_of(event_id).fields


@transactional
def bring_photo(registration_id: int, data: bytes, across: str) -> None:
    """Keep what a badge shows of a picture, empty for none, in place of the one before. ImageRefused, NotThere."""
    if not data:
        raise ImageRefused("missing")
    try:
        whole = pictures.read(data)
    except pictures.PictureRefused as refusal:
        raise ImageRefused(refusal.why) from refusal
    photo = pictures.cut(whole, PHOTO_SIZE, ACROSS.get(across, ACROSS["middle"]))
    registration = _locked(registration_id)
    drop_photos([registration.id])
    kept = files.keep(BytesIO(photo.data), "badge.jpg", owner_id=None)
    db.session.add(BadgePhoto(registration_id=registration.id, file_id=kept.id))
    _note(registration, "badges.photo_given")


@transactional
def take_photo_back(registration_id: int) -> None:
    """The badge shows nobody any more; again changes nothing. NotThere."""
    registration = _locked(registration_id)
    if drop_photos([registration.id]):
        _note(registration, "badges.photo_taken_back")


def _locked(registration_id: int) -> Registration:
    row = db.session.get(Registration, registration_id, with_for_update={"key_share": True}, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def _note(registration: Registration, action: str) -> None:
    audit.record(action, ("registration", registration.id), scope=("event", registration.event_id))


def drop_photos(registration_ids: Collection[int]) -> set[int]:
    """Their pictures go; whose there were. In the caller's transaction."""
    rows = list(db.session.scalars(select(BadgePhoto).where(BadgePhoto.registration_id.in_(registration_ids))))
    for row in rows:
        file = row.file
        db.session.delete(row)
        db.session.flush()
        files.drop(file)
    return {row.registration_id for row in rows}


@transactional
def forget_photos(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """The pictures of events that are over."""
    over = Registration.event_id.in_(due.events(days))
    here = select(Registration.event_id, BadgePhoto.registration_id).join(BadgePhoto).where(over)
    found = list(db.session.execute(here).tuples())
    if not dry:
        drop_photos([registration_id for _event_id, registration_id in found])
    return Counter(event_id for event_id, _registration_id in found)
