"""Accounts in the personal-data register."""

from typing import Any

from sqlalchemy import delete, select

from ..foundation.database import db, transactional
from ..foundation.points import PersonalData, personal_data
from . import mail  # noqa: F401  registers its composer
from .models import Person


@personal_data.hear
def register() -> PersonalData:
    """Everything that an account says about a person."""
    columns = {"people.name", "people.email", "people.password_hash", "people.language", "organisations.email"}
    return PersonalData("people", frozenset(columns), find, export, erase)


def find(email: str) -> list[int]:
    """Ids of the accounts of an address."""
    return list(db.session.scalars(select(Person.id).where(Person.email == email.strip().lower())))


def export(email: str) -> dict[str, Any]:
    """The account as its person may have it."""
    rows = db.session.scalars(select(Person).where(Person.email == email.strip().lower()))
    return {"accounts": [{"name": row.name, "email": row.email, "language": row.language} for row in rows]}


@transactional
def erase(email: str) -> int:
    """Delete the account; how many there were."""
    ids = find(email)
    if ids:
        db.session.execute(delete(Person).where(Person.id.in_(ids)))
    return len(ids)
