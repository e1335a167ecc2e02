"""Erasing a person from everything that is kept, in one transaction."""

from sqlalchemy import delete, update

from ...foundation import audit, clock, files, jobs
from ...foundation.audit import AuditEntry
from ...foundation.database import db, transactional
from ...foundation.outbox import OutboxLetter
from ...foundation.text import clean
from ...people.queries import roles_of
from .. import queries, rules
from ..errors import AccountInUse, NobodyFound, SharedAddress
from ..queries import Found


@transactional
def erase_person(email: str, name: str = "", *, everyone: bool = False, close_account: bool = False) -> dict[str, int]:
    """Take a person out of everything that is kept: {feature: rows}. Rows that counts are made of stay, without them.

    NobodyFound; SharedAddress when several people have the address and neither `name` says who nor `everyone` that
    all are meant; AccountInUse when an account has roles, unless `close_account`; LastAdministrator.
    """
    there = queries.find(email)
    found = rules.named(there, name)
    if not found:
        raise NobodyFound
    names = rules.people_in(found)
    if len(names) > 1 and not everyone:
        raise SharedAddress(names)
    alone = len(rules.people_in(there)) == len(names)
    return erase_found(found, clean(email).lower() if alone else "", close_account=close_account)


@transactional
def erase_found(found: Found, address: str, *, close_account: bool) -> dict[str, int]:
    """The same for what was found; letters to `address` go too, whatever they are about. AccountInUse,
    LastAdministrator."""
    roles = roles_of(found.get("people", {}))
    if roles and not close_account:
        raise AccountInUse(roles)
    known = queries.register()
    _erase_letters(found, address)
    erased = {feature: known[feature].erase(list(rows)) for feature, rows in found.items()}
    db.session.execute(update(AuditEntry).where(queries.about_history(found)).values(diff={}, reason=""))
    jobs.forget_requests(clock.now())
    files.forget_made(clock.now())
    counts = {feature: [None, count] for feature, count in erased.items()}
    audit.record("privacy.erased", ("privacy", 0), diff=counts)
    return erased


def _erase_letters(found: Found, address: str) -> None:
    gone = queries.about_letters(found)
    if address:
        gone |= OutboxLetter.recipient == address
    db.session.execute(delete(OutboxLetter).where(gone), execution_options={"synchronize_session": False})
