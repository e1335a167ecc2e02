"""Reads around accounts and organisations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from ..foundation.content import kept
from ..foundation.database import db
from ..foundation.links import sign
from ..foundation.text import clean, fold
from .models import Grant, Organisation, Person, Region
from .rules import PROVINCES as PROVINCES
from .rules import region_of, roles_with


def find_person(person_id: int) -> Person | None:
    """The account with its grants."""
    return db.session.scalar(select(Person).where(Person.id == person_id).options(selectinload(Person.grants)))


def find_person_by_email(email: str) -> Person | None:
    """The account of an address, whatever its case."""
    return db.session.scalar(select(Person).where(Person.email == clean(email).lower()))


def administrators() -> set[int]:
    """Ids of the accounts that may do everything in the house."""
    held = (Grant.role == "administrator", Grant.scope == "house")
    return set(db.session.scalars(select(Grant.person_id).where(*held)))


def roles_of(ids: Collection[int]) -> list[str]:
    """The roles that these accounts hold, each once."""
    return list(db.session.scalars(select(Grant.role).where(Grant.person_id.in_(ids)).distinct().order_by(Grant.role)))


def list_able(permission: str, scope: tuple[str, int]) -> list[Person]:
    """Who may do that there, by name; one query."""
    here = or_(Grant.scope == "house", and_(Grant.scope == scope[0], Grant.scope_id == scope[1]))
    held = select(Grant.person_id).where(Grant.role.in_(roles_with(permission)), here)
    found = db.session.scalars(select(Person).where(Person.id.in_(held)))
    return sorted(found, key=lambda person: fold(person.name))


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """{account: name}; one query."""
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(set(ids)))).tuples().all())


def sign_in_token(link_id: int) -> str:
    """The part of the address that a one-time link is known by."""
    return sign("sign-in", link_id)


def list_regions() -> list[Region]:
    """All regions in their order."""
    return list(db.session.scalars(select(Region).order_by(Region.position)))


def region_map() -> dict[str, list[str]]:
    """{region: its provinces}; kept until one changes."""
    return kept("regions", lambda session: dict(session.execute(select(Region.key, Region.provinces)).tuples().all()))


def find_region_of(province: str | None) -> str | None:
    """The region that a province belongs to; no query without one."""
    return region_of(province, region_map()) if province else None


@dataclass(frozen=True)
class Directory:
    """The member organisations as forms need them: names in order, and {folded name: id}."""

    names: list[str]
    ids: dict[str, int]


def directory() -> Directory:
    """Every name of every member organisation; kept until one changes."""
    return kept("organisations", _read_directory)


def _read_directory(session: Session) -> Directory:
    rows = session.execute(select(Organisation.id, Organisation.name)).tuples()
    texts = [(text, number) for number, name in rows for text in name.texts().values()]
    names = sorted({text for text, _number in texts}, key=fold)
    return Directory(names, {fold(text): number for text, number in texts})


def list_organisation_names() -> list[str]:
    """Every name of every member organisation, for the suggestions of a form."""
    return directory().names


def find_organisation_id(name: str) -> int | None:
    """The member organisation that writes itself this way in either language, ignoring accents and case."""
    return directory().ids.get(fold(name)) if name else None
