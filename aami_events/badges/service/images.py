"""Pictures of a design: brought, replaced by one of the same name, taken away."""

from io import BytesIO

from sqlalchemy import select

from ...events.service import lock_row
from ...foundation import audit, clock, files, pictures
from ...foundation.database import db, transactional
from .. import queries
from ..errors import ImageRefused, NotThere
from ..models import BadgeDesign, BadgeImage
from ..rules.settings import MOST_IMAGES, Settings, image_name
from .designing import as_columns


@transactional
def add_image(event_id: int, file_name: str, data: bytes) -> str:
    """Keep a picture as the house keeps them; the name that the design calls it by. ImageRefused."""
    try:
        picture = pictures.read(data)
    except pictures.PictureRefused as refusal:
        raise ImageRefused(refusal.why) from refusal
    lock_row(event_id)
    design, name = _design(event_id), image_name(file_name)
    held = next((image for image in design.images if image.name == name), None)
    if held is None and len(design.images) >= MOST_IMAGES:
        raise ImageRefused("many")
    kept = files.keep(BytesIO(picture.data), name, owner_id=None)
    if held is None:
        db.session.add(BadgeImage(event_id=event_id, name=name, file_id=kept.id))
    else:
        held.file, before = kept, held.file
        db.session.flush()
        files.drop(before)
    audit.record("badges.image_added", ("event", event_id), scope=("event", event_id), diff={"image": [None, name]})
    return name


def _design(event_id: int) -> BadgeDesign:
    row = queries.design_of(event_id)
    if row is None:
        row = BadgeDesign(event_id=event_id, revision=0, changed_at=clock.now(), **as_columns(Settings()))
        db.session.add(row)
        db.session.flush()
    return row


@transactional
def remove_image(event_id: int, image_id: int) -> None:
    """The design has it no longer. NotThere."""
    row = db.session.scalar(select(BadgeImage).where(BadgeImage.id == image_id, BadgeImage.event_id == event_id))
    if row is None:
        raise NotThere
    name, file = row.name, row.file
    db.session.delete(row)
    db.session.flush()
    files.drop(file)
    audit.record("badges.image_removed", ("event", event_id), scope=("event", event_id), diff={"image": [name, None]})
