"""People who are named in texts as those to turn to: found, handed over, taken out.

A number stands for one person in one version: ten times the version, and their place in it.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ...foundation.database import db, transactional
from ..models import Event, EventText, EventTextVersion

PLACES = 10


def _named(email: str) -> Iterator[tuple[int, str]]:
    query = select(EventTextVersion).join(EventText, EventText.id == EventTextVersion.text_id)
    for version in db.session.scalars(query.where(EventText.kind == "care_protocol").order_by(EventTextVersion.id)):
        for place, who in enumerate(version.contacts):
            if email and who["email"].lower() == email:
                yield version.id * PLACES + place, who["name"]


def find_contact(email: str) -> dict[int, str]:
    """{number: name} wherever this address is named."""
    return dict(_named(email.strip().lower()))


def contact_of(number: int) -> tuple[str, int, dict[str, str]]:
    """(slug of the event, number of the version, what it says of the person)."""
    version = db.session.get_one(EventTextVersion, number // PLACES)
    slug = db.session.scalar(select(Event.slug).join(EventText).where(EventText.id == version.text_id)) or ""
    return slug, version.number, version.contacts[number % PLACES]


@transactional
def erase_contact(numbers: Collection[int]) -> int:
    """Take people out of versions, the one thing that is ever changed in one; how many times."""
    for version_id in {number // PLACES for number in numbers}:
        version = db.session.get_one(EventTextVersion, version_id)
        gone = {number % PLACES for number in numbers if number // PLACES == version_id}
        version.contacts = [who for place, who in enumerate(version.contacts) if place not in gone]
    return len(numbers)
