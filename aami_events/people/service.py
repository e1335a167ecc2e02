"""Accounts: made, signed in, granted."""

import datetime as dt
import functools
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from ..foundation import audit, clock
from ..foundation.bilingual import Bilingual
from ..foundation.database import db, transactional
from ..foundation.links import unsign
from ..foundation.outbox import queue
from ..foundation.text import clean, fold
from . import queries
from .errors import AddressTaken, LastAdministrator, LinkNotGood, SignInRefused
from .models import Grant, Organisation, Person, Region, SignInLink
from .rules import permissions_of

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@functools.cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@transactional
def create_person(name: str, email: str, *, language: str = "fr", password: str | None = None) -> int:
    """A new account; its id. AddressTaken when the address has one."""
    email = email.strip().lower()
    if queries.find_person_by_email(email):
        raise AddressTaken(email)
    person = Person(
        name=clean(name),
        email=email,
        language=language,
        password_hash=_hasher().hash(password) if password else None,
        created_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()
    audit.record("person.created", ("person", person.id))
    return person.id


@transactional
def grant(person_id: int, role: str, *, scope: tuple[str, int] = ("house", 0)) -> None:
    """Give a role; giving it twice changes nothing. UnknownRole for a word that is none."""
    permissions_of(role)
    held = db.session.query(Grant).filter_by(person_id=person_id, role=role, scope=scope[0], scope_id=scope[1]).first()
    if held is None:
        db.session.add(Grant(person_id=person_id, role=role, scope=scope[0], scope_id=scope[1]))
        audit.record("person.granted", ("person", person_id), diff={"role": [None, role]})


@transactional
def revoke(person_id: int, role: str, *, scope: tuple[str, int] = ("house", 0)) -> None:
    """Take a role back; one that they do not hold changes nothing."""
    held = db.session.query(Grant).filter_by(person_id=person_id, role=role, scope=scope[0], scope_id=scope[1]).first()
    if held is not None:
        db.session.delete(held)
        audit.record("person.revoked", ("person", person_id), diff={"role": [role, None]})


@transactional
def close_accounts(ids: Collection[int]) -> int:
    """Empty these accounts and take their roles; how many. LastAdministrator.

    The row stays, without a name: its number stands in the history, and must not come to mean somebody else.
    """
    people = db.session.query(Person).filter(Person.id.in_(ids)).all()
    administrators = queries.administrators()
    if administrators and administrators <= {person.id for person in people}:
        raise LastAdministrator
    for person in people:
        person.name, person.email, person.password_hash = "—", f"#{person.id}", None
        person.session_version += 1
        person.grants.clear()
        audit.record("person.closed", ("person", person.id))
    db.session.execute(delete(SignInLink).where(SignInLink.person_id.in_(ids)))
    return len(people)


@transactional
def forget_links(before: dt.datetime, *, dry: bool) -> int:
    """Delete the one-time links that ended before this, or only count them."""
    old = SignInLink.expires_at < before
    count = db.session.scalar(select(func.count()).select_from(SignInLink).where(old)) or 0
    if not dry:
        db.session.execute(delete(SignInLink).where(old))
    return count


def check_password(email: str, password: str) -> Person:
    """The account that fits; SignInRefused otherwise, after the same work whether the account exists or not."""
    from argon2.exceptions import VerifyMismatchError

    person = queries.find_person_by_email(email)
    known = person.password_hash if person and person.password_hash else _decoy()
    try:
        _hasher().verify(known, password)
    except VerifyMismatchError as error:
        raise SignInRefused from error
    if person is None or not person.password_hash:
        raise SignInRefused
    return person


@functools.cache
def _decoy() -> str:
    return _hasher().hash("nobody has this password: \x00")


@transactional
def end_sessions(person_id: int) -> None:
    """Sign out everywhere."""
    db.session.execute(update(Person).where(Person.id == person_id).values(session_version=Person.session_version + 1))


@transactional
def send_sign_in_link(email: str, minutes: int) -> None:
    """Write to the address if it has an account; nobody learns whether it has."""
    person = queries.find_person_by_email(email)
    if person is None:
        return
    link = SignInLink(person_id=person.id, expires_at=clock.now() + dt.timedelta(minutes=minutes))
    db.session.add(link)
    db.session.flush()
    queue(
        "people.sign_in_link",
        person.email,
        person.language,
        {"link": link.id, "minutes": minutes},
        subject=("person", person.id),
    )


@transactional
def use_sign_in_link(token: str) -> int:
    """The account behind a one-time link, which is used up by this. LinkNotGood if it is not good (any more)."""
    facts = unsign("sign-in", token)
    if facts is None:
        raise LinkNotGood
    result: Any = db.session.execute(
        update(SignInLink)
        .where(SignInLink.id == facts[0], SignInLink.used_at.is_(None), SignInLink.expires_at > clock.now())
        .values(used_at=clock.now())
    )
    if result.rowcount != 1:
        raise LinkNotGood
    link = db.session.get_one(SignInLink, facts[0])
    return link.person_id


@transactional
def ensure_region(key: str, name: Bilingual, provinces: list[str], position: int) -> None:
    """Create the region if it is missing."""
    if not db.session.query(Region).filter_by(key=key).first():
        db.session.add(Region(key=key, name=name, provinces=provinces, position=position))


@transactional
def ensure_organisation(key: str, name: Bilingual, **facts: Any) -> None:
    """Create the member organisation if it is missing."""
    if not db.session.query(Organisation).filter_by(key=key).first():
        search = " | ".join(fold(text) for text in name.texts().values() if text)
        db.session.add(Organisation(key=key, name=name, search=search, **facts))
