"""Somebody who is everywhere that one can be: no column, letter, history or file keeps them, and every count stays.

A new column with personal data has to be planted here too: the first test says which one was forgotten.
"""

from collections import Counter

import pytest
from sqlalchemy import select, update

from aami_events.attendance import service as attendance
from aami_events.badges import service as badges
from aami_events.committees import queries as seats
from aami_events.committees import service as committees
from aami_events.evaluation import service as surveys
from aami_events.evaluation.queries import answers as survey_answers
from aami_events.events.queries import texts
from aami_events.events.rules.texts import Contact
from aami_events.events.service import CloneEntry, clone_event
from aami_events.foundation.bilingual import Written as Said
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter
from aami_events.mailings import service as mailings
from aami_events.people import service as people
from aami_events.privacy import queries, service
from aami_events.programme import service as programme
from aami_events.proposals import service as proposing
from aami_events.proposals.models import Speaker
from aami_events.proposals.queries import find_speaker
from aami_events.proposals.service import ReviewEntry as Review
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from aami_events.registration.queries import access
from aami_events.registration.queries.drafts import Written
from aami_events.registration.rules.drafts import Offered
from aami_events.wording import service as wording
from tests.factories import both, make_entry, make_event, make_person, make_question, write_text
from tests.factories.committees import make_committee
from tests.factories.editing import written
from tests.factories.pictures import a_picture
from tests.factories.programme import make_session
from tests.factories.proposals import open_call, pitch, proposer
from tests.factories.reading import the
from tests.factories.surveys import asked, closed, give, links, make_survey
from tests.factories.traces import cells, everywhere, tables_there
from tests.integration.privacy.conftest import EMAIL, SAID, WORDS, send_everything

pytestmark = pytest.mark.usefixtures("inside")
NOTHING = Offered(frozenset(), frozenset(), {})
MORE = (
    "xqfournit", "xqentente", "xqremarque", "xqreponse", "xqnote", "xqrefus", "xqreference", "xqerreur", "xqsms",
    "xqexcuse", "xqbiographie", "xqaccord", "xqavis", "xqparole", "xqmotif", "xqdemarche", "xqailleurs",
    "xqportrait", "xqcredit", "xqsondage", "xqtraduit",
)  # fmt: skip
#: personal, but no words of anybody's: what they chose, dates, numbers, and names that are random or the house's
WORDLESS = {
    "people.language", "people.password_hash", "sign_in_links.expires_at", "sign_in_links.used_at",
    "organisations.email", "registration_parts.votes_for", "registrations.code", "registrations.first_time",
    "registrations.language", "registrations.province", "registrations.region", "registrations.reach_by",
    "registrations.supports_id", "registrations.spoken", "drafts.language", "drafts.sealed", "access_services.kind",
    "consents.given", "consents.purpose", "registration_groups.language", "wording_texts.owner_id", "files.key",
    "invitations.language", "session_speakers.speaker_id", "speakers.language", "speakers.away",
    "speakers.understands", "speakers.region", "speakers.recording", "speakers.gender",
    "committee_members.language", "committee_members.region", "committee_members.reads", "committee_members.person_id",
    "badge_roles.role", "badge_printed.fingerprint", "badge_photos.file_id",
    "desk_scans.registration_id", "presences.registration_id",
    "presences.here", "presences.first_in_at", "presences.changed_at", "presences.minutes",
    "excuses.registration_id", "certificates.registration_id", "certificates.code",
    "survey_invitations.registration_id", "survey_invitations.language", "survey_invitations.letters",
    "survey_invitations.declined", "survey_invitations.answered", "survey_named_answers.language",
    "survey_named_answers.answered_at", "survey_comments.invitation_id",
    "joining_passes.registration_id", "joining_passes.used_at", "joining_passes.revoked_at",
    # no address leads to who serves at a desk: all of them go when the event is long over
    "desk_shifts.name", "desk_shifts.began_at", "desk_shifts.ended_at",
}  # fmt: skip
#: personal, but they say only that something happened and to which row
SAY_NOTHING = {"outbox.facts", "outbox.subject", "audit_entries.diff"}


def the_seat(committee: int) -> int:
    """Of the only one who sits there."""
    return seats.members_of(committee)[0].id


@pytest.fixture
def whole(planted):
    """The person of the other tests, and all the rest that one can be."""
    event, name = planted.event, SAID["name"]
    entry = make_entry(name=name, email=EMAIL, language="fr", sms="xqsms", reach_by="sms")
    other = make_event("autre-2020")
    made = registration.register(other, entry, by_organiser=True, source="command", source_ref="xqreference")
    registration.set_support(made.registration_id, registration.Support("Sam", "sam@centre.example"))
    request = access.of_registration(planted.registration)
    assert request is not None
    number = registration.arrange(event, request.id, kind="lsq", provider="Xqfournit", note="Xqentente", cost_cents=100)
    registration.answer(event, request.id, "Xqreponse")
    registration.confirm(planted.registration, number, was_there=False, remark="Xqremarque")
    contact = registration.Contact(name, EMAIL, "Xqcentre", "fr")
    registration.register_group(
        event, contact, [make_entry(name="Invitée", organisation="Autre centre")], form_key="xqprenom-groupe"
    )
    registration.set_support(planted.registration, registration.Support(name, EMAIL))
    mailings.refuse(EMAIL)
    registration.keep_draft(other, "person", EMAIL, "fr", Written({"name": [name]}, NOTHING), form_key="xqprenom-forme")
    (invitation,) = registration.invite(other, [registration.Guest(name, EMAIL, "fr", "Xqcentre")])
    colleague = registration.Guest("Ali Ben", "ali@festival.example", "fr", "Autre centre")
    third, shared = make_event("troisieme-2020"), registration.Guest(name, EMAIL, "fr", "Centre de tout le monde")
    (passed_on,) = registration.invite(third, [shared])
    registration.decline(invitation, 1, word="Xqexcuse")
    registration.substitute(passed_on, colleague, version=1)
    turn_to = (Contact(name, EMAIL, "514 555-0199"), Contact("Théo", "theo@centre.example"))
    write_text(event, "care_protocol", contacts=turn_to)
    people.grant(planted.account, "translator", scope=("event", event))
    key = f"event:{event}:title"
    wording.assign(event, [key], owner=planted.account)
    wording.propose(event, key, "Autre titre")
    wording.send_back(event, key, "Xqnote à qui traduit")
    make_session(event, speakers=(programme.Voice(name, EMAIL),))
    open_call(event)
    says = {"pronouns": "xqpronom", "organisation": "Xqcentre", "access_needs": "Xqbesoin", "understands": ("lsq",)}
    proposing.change_profile(find_speaker(event, EMAIL).id, proposer(name, region="quebec", **says))
    make_question(event, "ailleurs", form="call")
    proposing.propose(event, proposer(name, email=EMAIL), pitch(event, answers={"ailleurs": ["Xqailleurs"]}))
    portrait = proposing.PictureEntry(a_picture(), written("Xqportrait"), "Xqcredit")
    proposing.portray(find_speaker(event, EMAIL).id, portrait)
    sitting = committees.Invited(name, EMAIL, seat=committees.Seated("chair", "Xqcentre", "quebec"))
    reading = make_committee(event)
    committees.answer(committees.invite(reading, sitting), accept=True)
    read, conflicted = (proposing.propose(event, proposer(who), pitch(event), send=True) for who in ("Max", "Bea"))
    arranging = make_person("organiser", event_id=event)
    for number in (read, conflicted):  # they share a place with everybody here
        proposing.set_conflict(reading, arranging, number, the_seat(reading), "dismissed", "")
    proposing.give_review(reading, planted.account, read, Review(text="Xqavis"), state="given", base=0)
    proposing.say(reading, planted.account, read, "Xqparole", "fr")
    proposing.recuse(reading, planted.account, conflicted, "Xqmotif")
    committees.add_contact(reading, committees.ContactEntry("Centre", name, EMAIL, outcome="Xqdemarche"))
    with transaction() as session:
        said = {"pronouns": "xqaccord", "organisation_name": "Xqcentre", "biography": both("Xqbiographie")}
        session.execute(update(Speaker).where(Speaker.email == EMAIL).values(**said))
    badges.name_role(event, planted.registration, "board")
    badges.bring_photo(planted.registration, a_picture(), "middle")
    ticket = the(planted.registration)
    attendance.scan(ticket.event, attendance.Asked("planted-nonce", ticket.code), attendance.By())
    survey = make_survey(asked("mot", "text"), named=True, event_id=event)
    surveys.write_down(survey, [surveys.Person(name, EMAIL)])
    surveys.invite(survey)
    send_everything()
    give(links(survey)[0], mot="Xqsondage")
    closed(survey)
    (said_of,) = survey_answers.comments_of(survey)
    surveys.code(survey, said_of.id, surveys.Coding(translation="Xqtraduit"))
    service.refuse(service.ask(planted.registration), "Xqrefus")
    send_everything()
    with transaction() as session:
        session.execute(update(OutboxLetter).where(OutboxLetter.recipient == EMAIL).values(error="550 xqerreur"))
    return planted


def test_every_personal_column_holds_a_word_of_theirs_before(whole):
    """Or the test below would prove nothing of it."""
    personal = {column for group in queries.groups() for column in group.columns}
    assert personal >= WORDLESS | SAY_NOTHING, "nothing stands in the lists that is not there"
    held = {place for place, text in cells() if any(word in text for word in (*WORDS, *MORE))}
    assert personal - WORDLESS - SAY_NOTHING - held == set()
    assert held - personal == set(), "a word stands where no purpose is given for it"
    assert held & SAY_NOTHING == set()


def test_the_search_looks_at_every_table_there_is(whole):
    assert tables_there() >= set(db.metadata.tables)
    looked_at = {place.partition(".")[0] for place, _text in cells()}
    assert {"registrations", "outbox", "audit_entries", "jobs", "wording_texts", "alembic_version"} <= looked_at


def test_a_copy_of_their_event_knows_nothing_of_them(whole):
    account = make_person()
    before = theirs()
    clone_event(whole.event, CloneEntry(Said("Encore", "Again")), creator_id=account)
    assert theirs() == before


def theirs() -> Counter[str]:
    """How often a word of theirs stands in each column."""
    return Counter(place for place, text in cells() for word in (*WORDS, *MORE) if word in text)


def test_nothing_is_left_of_them_anywhere_and_every_count_stays(whole):
    before, code = registrations.counts_by_state(whole.event), the(whole.registration).code
    planned, tables = access.planned(whole.event), len(tables_there())
    erased = service.erase_person(EMAIL, close_account=True)
    features = (
        "people events groups drafts programme proposals wording privacy committees reviews outreach badges attendance "
        "evaluation mailings"
    )
    once = dict.fromkeys(features.split(), 1)
    assert erased == once | {"registration": 3, "invitations": 2}
    assert everywhere(*WORDS, *MORE, code) == []
    assert registrations.counts_by_state(whole.event) == before and sum(before.values()) == 3
    assert registrations.places_out_of_step() == [] and planned == [("lsq", 1, 100)]
    assert len(tables_there()) == tables and queries.find(EMAIL) == {}
    care = texts.current_text(whole.event, "care_protocol")
    assert care is not None and [who["name"] for who in care.contacts] == ["Théo"]
    kept = db.session.scalars(select(OutboxLetter.recipient)).all()
    assert kept and EMAIL not in kept, "the letters of others stay"


def test_the_letter_that_told_a_contact_of_them_does_not_name_them_any_more(planted):
    contact = registration.Contact("Olga Contact", "olga@centre.example", "Autre centre", "fr")
    guests = [make_entry(name=SAID["name"], email=EMAIL), make_entry(name="Invitée")]
    registration.register_group(make_event("autre-2020"), contact, guests)
    send_everything()
    assert "outbox.text: xqprenom" in everywhere("xqprenom")
    service.erase_person(EMAIL, close_account=True)
    assert everywhere(*WORDS) == []
    to_olga = db.session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == "olga@centre.example")).all()
    assert [(row.state, row.text) for row in to_olga] == [("sent", "")], "that it went stays"
