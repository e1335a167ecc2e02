"""What a form, an import or an organiser says of one registration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from ...events.models import Event
from ...events.queries.texts import kinds_of_versions
from ...foundation import clock
from ...foundation.database import db, insert_rows
from ...foundation.text import clean, fold, sort_key
from ...people.queries import find_organisation_id, find_region_of
from ...questions.models import QuestionVersion
from ..models import AccessRequest, Answer, Consent, Registration, SearchWord
from ..queries.offer import get_offer
from ..rules import PURPOSES, SPOKEN, TERMS, consent_kind

#: fields whose values an audit diff must not show
SENSITIVE = frozenset({"access_needs", "answers", "email", "sms", "name", "badge_name", "pronouns"})


@dataclass(frozen=True)
class Support:
    """The support person who comes with somebody. Without a name: to be named later; without an address, a link is
    handed on."""

    name: str = ""
    email: str = ""
    sms: str = ""
    #: access needs of their own, while somebody else writes for them
    needs: str = ""


@dataclass(frozen=True)
class Entry:
    """A registration as it is asked for; texts are cleaned, the address is in lower case."""

    name: str
    email: str
    language: str
    category: str | None = None
    #: what they choose to pay, where they may choose; None: nothing was said
    amount_cents: int | None = None
    badge_name: str = ""
    pronouns: str = ""
    #: of rules.SPOKEN
    spoken: tuple[str, ...] = ()
    #: number for text messages, and one of rules.WAYS
    sms: str = ""
    reach_by: str = "email"
    organisation: str = ""
    province: str | None = None
    region: str | None = None
    mode: str = "in_person"
    first_time: bool | None = None
    parts: tuple[int, ...] = ()
    #: {question version: value}
    answers: Mapping[int, Any] = field(default_factory=dict)
    #: {purpose: yes or no}
    consents: Mapping[str, bool] = field(default_factory=dict)
    access_needs: str = ""
    #: comes to the general meeting as their organisation's voting delegate
    delegate: bool = False
    #: language of the page that asked; None: that of the e-mails
    asked_in: str | None = None
    #: {kind: version} of the event's texts that stood on that page
    texts: Mapping[str, int] = field(default_factory=dict)
    #: language in which the person concludes, having read the French first; None: they were shown no terms
    contract: str | None = None
    #: the support person who comes along
    support: Support | None = None


def write_person(registration: Registration, entry: Entry) -> None:
    """Who it is: names, address, organisation, region, and what they are sorted and found by."""
    registration.name = clean(entry.name)
    registration.badge_name = clean(entry.badge_name)
    registration.pronouns = clean(entry.pronouns)
    registration.spoken = [language for language in SPOKEN if language in entry.spoken]
    registration.email = entry.email.strip().lower()
    registration.sms, registration.reach_by = clean(entry.sms), entry.reach_by
    registration.organisation_name = clean(entry.organisation)
    registration.organisation_id = find_organisation_id(entry.organisation)
    registration.province = entry.province or None
    registration.region = entry.region or find_region_of(entry.province)
    registration.language = entry.language
    registration.mode = entry.mode
    registration.first_time = entry.first_time
    registration.sort_key = sort_key(registration.name)[:200]


def write_search_words(registration: Registration, *, fresh: bool) -> None:
    """What the list finds this person by; the registration has been flushed."""
    if not fresh:
        db.session.execute(delete(SearchWord).where(SearchWord.registration_id == registration.id))
    texts = (registration.name, registration.badge_name, registration.organisation_name, registration.email)
    words = {word[:60] for text in (*texts, registration.code) for word in fold(text).split()}
    same = {"registration_id": registration.id, "event_id": registration.event_id}
    insert_rows(SearchWord, [{**same, "word": word} for word in sorted(words)])


def write_words(registration: Registration, entry: Entry, *, fresh: bool) -> None:
    """What they said: answers, consents, access needs. A consent that did not change keeps its date.

    An answer to a question that is asked no longer stays.
    """
    if not fresh:
        _forget_answers(registration)
    for version_id, value in entry.answers.items():
        db.session.add(Answer(registration_id=registration.id, version_id=version_id, value=value))
    _access(registration, clean(entry.access_needs, keep_lines=True), fresh=fresh)
    rows = [] if fresh else db.session.query(Consent).filter_by(registration_id=registration.id).all()
    held = {row.purpose: row for row in rows}
    shown = versions_shown(registration.event_id, entry.texts)
    for purpose in PURPOSES:
        given, language = entry.consents.get(purpose, False), entry.asked_in or entry.language
        write_consent(registration, purpose, given, held.get(purpose), language, shown.get(consent_kind(purpose)))


def _forget_answers(registration: Registration) -> None:
    asked = [question.id for question in get_offer(registration.event_id).asked]
    versions = select(QuestionVersion.id).where(QuestionVersion.question_id.in_(asked))
    mine = Answer.registration_id == registration.id
    db.session.execute(delete(Answer).where(mine, Answer.version_id.in_(versions)))


def _access(registration: Registration, needs: str, *, fresh: bool) -> None:
    """A need that is said otherwise waits in the queue again; what was arranged for it stays."""
    held = None if fresh else _asked(registration.id)
    if held is None:
        if needs:
            db.session.add(AccessRequest(registration_id=registration.id, text=needs, asked_at=clock.now()))
    elif not needs:
        db.session.delete(held)
    elif held.text != needs:
        held.text, held.asked_at, held.answered_at = needs, clock.now(), None


def _asked(registration_id: int) -> AccessRequest | None:
    return db.session.scalar(select(AccessRequest).where(AccessRequest.registration_id == registration_id))


def write_consent(
    registration: Registration, purpose: str, given: bool, held: Consent | None, language: str, version_id: int | None
) -> bool:
    """Write what was said to one purpose, if it is something else than before; whether it was."""
    if given == (held is not None and held.given):
        return False
    row = held or Consent(registration_id=registration.id, purpose=purpose)
    row.given, row.language, row.text_version_id, row.at = given, language, version_id, clock.now()
    db.session.add(row)
    return True


def versions_shown(event_id: int, claimed: Mapping[str, int]) -> dict[str, int]:
    """What a form says it showed, without what is no version of that text of this event."""
    kinds = {version.id: kind for kind, version in get_offer(event_id).texts.items()}
    older = set(claimed.values()) - kinds.keys()
    if older:
        kinds |= kinds_of_versions(event_id, older)
    return {kind: number for kind, number in claimed.items() if kinds.get(number) == kind}


def write_contract(registration: Registration, entry: Entry, price_cents: int) -> None:
    """Note the language in which a paid registration is concluded, after the French; the same again keeps its date."""
    if not price_cents:
        registration.contract_shown = registration.contract_language = None
        registration.contract_at = registration.contract_terms_id = None
        return
    if entry.contract is None:
        return
    terms = versions_shown(registration.event_id, entry.texts).get(TERMS)
    if (registration.contract_language, registration.contract_terms_id) != (entry.contract, terms):
        registration.contract_shown, registration.contract_language = "fr", entry.contract
        registration.contract_terms_id, registration.contract_at = terms, clock.now()


def modes_of(event: Event) -> tuple[str, ...]:
    """How one can take part."""
    return ("in_person", "online") if event.mode == "hybrid" else (event.mode,)
