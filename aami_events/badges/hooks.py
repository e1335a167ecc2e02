"""Badges in the cockpit, in copies of events, and in the personal-data register."""

from collections.abc import Collection

from flask import url_for
from sqlalchemy import select

from ..events.queries import list_by_ids
from ..foundation.database import db
from ..foundation.i18n import gettext, lazy_gettext, ngettext
from ..foundation.points import (
    Fact,
    Panel,
    PersonalData,
    PersonalGroup,
    Record,
    event_clonable,
    event_cloned,
    event_panels,
    personal_data,
    registration_changed,
    registration_panels,
)
from ..registration.queries import token
from ..web.access import can
from . import queries, service
from .models import BadgeRole
from .phrases import ROLE_NAMES

event_cloned.hear(service.copy_design)


@event_clonable.hear
def clonable(event_id: int) -> list[str]:
    """The design of badges, where there is one."""
    return [gettext("The design of its badges")] if queries.design_of(event_id) else []


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How many badges there are and how many are still to be printed, for those who print them."""
    mine = [event for event in list_by_ids(event_ids) if can(event, "badges") and event.mode != "online"]
    figures = queries.figures([event.id for event in mine])
    found = {}
    for event in mine:
        count, printed = figures.get(event.id, (0, 0))
        links = [(url_for("badges.organiser.badges", slug=event.slug), gettext("Badges"))]
        said: list[tuple[object, str]] = [
            (count, ngettext("badge", "badges", count)),
            (count - printed, gettext("never printed")),
        ]
        found[event.id] = Panel(gettext("Badges"), [], said if count else [], links)
    return found


@registration_panels.hear
def own(registration_ids: list[int]) -> dict[int, Panel]:
    """Where badges show the people: the way to one's own photo, on one's own page."""
    rows = queries.with_photos(registration_ids)
    held = queries.photo_keys([row.id for row in rows]) if rows else {}
    return {
        row.id: Panel(
            gettext("Badge"),
            links=[
                (
                    url_for("badges.public.photo", token=token(row)),
                    gettext("Change the photo on my badge") if row.id in held else gettext("Add a photo to my badge"),
                )
            ],
        )
        for row in rows
    }


@registration_changed.hear
def follow(registration_id: int, action: str) -> None:
    """A colleague who takes a place over has a badge of their own; who does not come needs no picture on one."""
    if action == "registration.transferred":
        service.forget([registration_id])
    elif action == "registration.cancelled":
        service.drop_photos([registration_id])


GROUPS = (
    PersonalGroup(
        "badges.roles",
        lazy_gettext("What your badge calls you, and whether it was printed"),
        lazy_gettext("To print your badge with the right role, and again when it changes"),
        frozenset({"badge_roles.role", "badge_printed.fingerprint"}),
    ),
    PersonalGroup(
        "badges.photos",
        lazy_gettext("The photo that you gave for your badge"),
        lazy_gettext("To print it on your badge"),
        frozenset({"badge_photos.file_id"}),
        service.forget_photos,
    ),
)


@personal_data.hear
def register() -> PersonalData:
    """What badges call people; what else stands on them is their registration."""
    return PersonalData("badges", "badge_role", GROUPS, find, records, erase)


def find(email: str) -> dict[int, str]:
    """{registration: name} of those of an address whose badge was printed or says something of its own."""
    return queries.known(email)


def records(ids: Collection[int]) -> list[Record]:
    """The roles of these, and that there are photos."""
    query = select(BadgeRole).where(BadgeRole.registration_id.in_(ids))
    photos = [
        Record(
            "badge_photo",
            gettext("Photo on the badge"),
            (Fact("photo", gettext("Photo"), key, gettext("See it, change it or delete it on your own page.")),),
        )
        for key in queries.photo_keys(ids).values()
    ]
    return photos + [
        Record(
            "badge_role",
            gettext("Role on the badge"),
            (Fact("role", gettext("Role"), row.role, str(ROLE_NAMES[row.role])),),
        )
        for row in db.session.scalars(query.order_by(BadgeRole.registration_id))
    ]


def erase(ids: Collection[int]) -> int:
    """Nothing of what their badge said is left."""
    return service.forget(ids)
