"""Accounts in the personal-data register."""

from collections.abc import Collection

from sqlalchemy import select

from ..foundation.database import db
from ..foundation.i18n import LANGUAGE_NAMES, gettext, lazy_gettext
from ..foundation.points import Due, Fact, PersonalData, PersonalGroup, Record, personal_data
from . import mail, queries, service  # noqa: F401  mail registers its composer
from .models import Person
from .phrases import ROLE_NAMES


def forget_links(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """One-time links that ended long ago; they belong to no event."""
    count = service.forget_links(due.moment(days), dry=dry)
    return {0: count} if count else {}


GROUPS = (
    PersonalGroup(
        "people.account",
        lazy_gettext("An organiser's account: name, e-mail, language and a scrambled form of the password"),
        lazy_gettext("To sign in, and to know who does what"),
        frozenset({"people.name", "people.email", "people.password_hash", "people.language"}),
    ),
    PersonalGroup(
        "people.links",
        lazy_gettext("The one-time links sent to sign in, and when they were used"),
        lazy_gettext("To let each of them work only once"),
        frozenset({"sign_in_links.expires_at", "sign_in_links.used_at"}),
        forget_links,
    ),
    PersonalGroup(
        "people.organisations",
        lazy_gettext("The public contact address of a member organisation"),
        lazy_gettext("To write to the organisation"),
        frozenset({"organisations.email"}),
    ),
)


@personal_data.hear
def register() -> PersonalData:
    """Everything that an account says about a person."""
    return PersonalData("people", "person", GROUPS, find, records, service.close_accounts)


def find(email: str) -> dict[int, str]:
    """{id: name} of the account of an address."""
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.email == email)).tuples().all())


def records(ids: Collection[int]) -> list[Record]:
    """The account as its person may have it."""
    return [_record(row) for row in db.session.query(Person).filter(Person.id.in_(ids))]


def _record(person: Person) -> Record:
    roles = queries.roles_of([person.id])
    facts = (
        Fact("name", gettext("Name"), person.name, person.name),
        Fact("email", gettext("E-mail"), person.email, person.email),
        Fact("language", gettext("Language"), person.language, LANGUAGE_NAMES.get(person.language, "")),
        Fact("roles", gettext("Roles"), roles, ", ".join(str(ROLE_NAMES[role]) for role in roles)),
    )
    return Record("account", gettext("Account"), facts)
