"""Reads around accounts and organisations."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..foundation.database import db
from ..foundation.links import sign
from ..foundation.text import fold
from .models import Organisation, Person, Region
from .rules import region_of


def find_person(person_id: int) -> Person | None:
    """The account with its grants."""
    return db.session.scalar(select(Person).where(Person.id == person_id).options(selectinload(Person.grants)))


def find_person_by_email(email: str) -> Person | None:
    """The account of an address, whatever its case."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def sign_in_token(link_id: int) -> str:
    """The part of the address that a one-time link is known by."""
    return sign("sign-in", link_id)


def list_regions() -> list[Region]:
    """All regions in their order."""
    return list(db.session.scalars(select(Region).order_by(Region.position)))


def region_map() -> dict[str, list[str]]:
    """{region: its provinces}"""
    return dict(db.session.execute(select(Region.key, Region.provinces)).tuples().all())


def find_region_of(province: str | None) -> str | None:
    """The region that a province belongs to; no query without one."""
    return region_of(province, region_map()) if province else None


def list_organisation_names() -> list[str]:
    """Every name of every member organisation, for the suggestions of a form."""
    names = {text for name in db.session.scalars(select(Organisation.name)) for text in name.texts().values() if text}
    return sorted(names, key=fold)


def find_organisation_by_name(name: str) -> Organisation | None:
    """The member organisation that writes itself this way in either language, ignoring accents and case."""
    wanted = fold(name)
    if not wanted:
        return None
    found = db.session.scalars(select(Organisation).where(Organisation.search.contains(wanted, autoescape=True)))
    return next((row for row in found if wanted in {fold(text) for text in row.name.texts().values() if text}), None)
