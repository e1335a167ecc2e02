"""Who is written to: one query, whatever their number."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, cast, exists, func, null, or_, select
from sqlalchemy.orm import aliased

from ...attendance.models import Presence
from ...evaluation.models import Invitee, Survey
from ...foundation.database import db
from ...foundation.text import fold
from ...registration.models import Category, Consent, Invitation, Registration, RegistrationPart
from ..models import Mailing, MailingCopy, MailingRefusal
from ..rules import Audience

#: the purpose of the consent that a promotion needs (CASL)
PROMOTION = "promotion"


class Recipient(NamedTuple):
    """Somebody to write to: their registration or their invitation, and how."""

    registration_id: int | None
    invitation_id: int | None
    name: str
    email: str
    language: str


def recipients(row: Mailing) -> list[Recipient]:
    """Everyone it is for and who has not had it, by name."""
    return [Recipient(*found) for found in db.session.execute(_query(row)).tuples()]


def counted(row: Mailing) -> dict[str, int]:
    """{language: how many of them are written to in it}."""
    people = _query(row).order_by(None).subquery()
    query = select(people.c.language, func.count()).group_by(people.c.language)
    return dict(db.session.execute(query).tuples().all())


def some(row: Mailing, most: int) -> list[Recipient]:
    """The first of them."""
    return [Recipient(*found) for found in db.session.execute(_query(row).limit(most)).tuples()]


def meant(row: Mailing, q: str, most: int) -> list[Recipient]:
    """The first of those it is for, whether they have had it or not, whose name has these words."""
    query = _query(row, anew=False)
    who = Invitation if row.asked.to == "invited" else Registration
    for word in fold(q).split()[:8]:
        query = query.where(who.sort_key.contains(word, autoescape=True))
    return [Recipient(*found) for found in db.session.execute(query.limit(most)).tuples()]


def _query(row: Mailing, *, anew: bool = True) -> Select[Any]:
    asked = row.asked
    query, had = _FOR[asked.to](row, asked)
    return query.where(~had) if anew else query


def _had(row: Mailing, column: Any, person: Any) -> Any:
    return exists().where(MailingCopy.mailing_id == row.id, column == person)


def _registered(row: Mailing, asked: Audience) -> tuple[Select[Any], Any]:
    conditions: list[Any] = [
        Registration.event_id == row.event_id, Registration.state.in_(asked.wanted), Registration.email != "",
        *_narrowed(row, asked),
    ]  # fmt: skip
    if row.promotional:
        conditions += [_agrees(Registration.id), ~_refused(Registration.email)]
    return _people(conditions), _had(row, MailingCopy.registration_id, Registration.id)


def _people(conditions: list[Any]) -> Select[Any]:
    who = (Registration.name, Registration.email, Registration.language)
    query = select(Registration.id, _none(), *who).where(*conditions)
    return query.order_by(Registration.sort_key, Registration.id)


def _none() -> Any:
    return cast(null(), Integer).label("nobody")


def _narrowed(row: Mailing, asked: Audience) -> list[Any]:
    found: list[Any] = []
    for name in ("region", "language", "mode"):
        if getattr(asked, name):
            found.append(getattr(Registration, name) == getattr(asked, name))
    if asked.category:
        of_key = select(Category.id).where(Category.event_id == row.event_id, Category.key == asked.category)
        found.append(Registration.category_id.in_(of_key))
    if asked.part:
        chosen = select(RegistrationPart.registration_id).where(RegistrationPart.part_id == int(asked.part))
        if asked.wanted == ("confirmed",):
            chosen = chosen.where(RegistrationPart.state == "confirmed")
        found.append(Registration.id.in_(chosen))
    if asked.member:
        linked = Registration.organisation_id.is_not(None)
        found.append(linked if asked.member == "yes" else ~linked)
    if asked.presence:
        found.append(_came(asked) if asked.presence == "here" else ~_came(asked))
    if asked.survey:
        found.append(_silent(row, asked.survey))
    return found


def _came(asked: Audience) -> Any:
    place = Presence.part_id == int(asked.part) if asked.part else Presence.part_id.is_(None)
    return exists().where(Presence.registration_id == Registration.id, place)


def _silent(row: Mailing, slug: str) -> Any:
    """They were asked, have not answered, and did not say that they want no reminder."""
    asked = and_(Invitee.registration_id == Registration.id, Invitee.answered.is_(False), Invitee.declined.is_(False))
    here = and_(Survey.slug == slug, Survey.event_id == row.event_id)
    return exists().where(asked, Invitee.survey_id == Survey.id, here)


def _invited(row: Mailing, asked: Audience) -> tuple[Select[Any], Any]:
    conditions: list[Any] = [
        Invitation.event_id == row.event_id, Invitation.state.in_(asked.wanted), Invitation.email != "",
    ]  # fmt: skip
    if asked.language:
        conditions.append(Invitation.language == asked.language)
    query = select(_none(), Invitation.id, Invitation.name, Invitation.email, Invitation.language)
    ordered = query.where(*conditions).order_by(Invitation.sort_key, Invitation.id)
    return ordered, _had(row, MailingCopy.invitation_id, Invitation.id)


def _agreed(row: Mailing, asked: Audience) -> tuple[Select[Any], Any]:
    """Who came to another event and agreed to hear of others: once an address, in the language they used last; not
    who is registered for this one already."""
    later, here, any_of = aliased(Registration), aliased(Registration), aliased(Registration)
    same = and_(later.email == Registration.email, later.event_id != row.event_id, later.id > Registration.id)
    registered = exists().where(
        here.event_id == row.event_id, here.email == Registration.email, here.state != "cancelled"
    )
    had = exists().where(
        MailingCopy.mailing_id == row.id,
        MailingCopy.registration_id == any_of.id,
        any_of.email == Registration.email,
    )
    conditions: list[Any] = [
        Registration.event_id != row.event_id, Registration.state == "confirmed", Registration.email != "",
        _agrees(Registration.id), ~_refused(Registration.email), ~registered,
        ~exists().where(same, later.state == "confirmed", _agrees(later.id)), *_where(asked),
    ]  # fmt: skip
    return _people(conditions), had


def _where(asked: Audience) -> list[Any]:
    names = [name for name in ("region", "language") if getattr(asked, name)]
    return [getattr(Registration, name) == getattr(asked, name) for name in names]


def _agrees(person: Any) -> Any:
    return exists().where(Consent.registration_id == person, Consent.purpose == PROMOTION, Consent.given)


def _refused(address: Any) -> Any:
    return exists().where(MailingRefusal.email == func.lower(address))


_FOR: dict[str, Callable[[Mailing, Audience], tuple[Select[Any], Any]]] = {
    "registered": _registered,
    "invited": _invited,
    "agreed": _agreed,
}


def may_still(row: Mailing, registration: Registration) -> bool:
    """Whether somebody who was to be written to still is, when the letter leaves."""
    if row.promotional:
        refused = db.session.scalar(select(or_(_refused(registration.email), ~_agrees(registration.id))))
        return not refused
    return registration.state in row.asked.wanted
