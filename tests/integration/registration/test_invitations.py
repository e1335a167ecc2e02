"""Inviting by name, and the answers: accepted, declined, passed on, withdrawn, reminded, forgotten."""

import datetime as dt

import pytest
from sqlalchemy import select

from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from aami_events.registration import errors, service
from aami_events.registration.models import Invitation, Registration
from aami_events.registration.queries import invitations as inviting
from aami_events.registration.rules.invitations import InvitationCounts
from aami_events.registration.service import Guest
from tests.factories import NOW, accept, invite, invited_event, make_organisation, register
from tests.factories.reading import (
    invitation_letters,
    last_letter,
    letters,
    states,
    taken,
    the,
    the_invitation,
)

OTHER = Guest("Zoé Roy", "zoe@festival.example", "en")
DAY = dt.timedelta(days=1)


def history_of(number: int) -> list[str]:
    query = select(AuditEntry.action).where(AuditEntry.subject_kind == "invitation", AuditEntry.subject_id == number)
    return [action.removeprefix("invitation.") for action in db.session.scalars(query.order_by(AuditEntry.id))]


def test_invited_written_to_in_their_language_and_recognised():
    make_organisation("nuit", name=Bilingual.of(fr="La Nuit des pixels"))
    event = invited_event()
    number = invite(
        event, name="  Éloïse\x00 Gariépy ", email=" Eloise@Nuit.Example ", organisation="la nuit des PIXELS"
    )
    row = the_invitation(number)
    assert (row.name, row.email, row.state, row.letters) == ("Éloïse Gariépy", "eloise@nuit.example", "invited", 1)
    assert row.organisation_id is not None and row.organisation_name == "la nuit des PIXELS"
    assert (row.opened_at, row.answered_at) == (None, None)
    assert invitation_letters(number) == ["invitation"] and last_letter().recipient == "eloise@nuit.example"
    assert history_of(number) == ["made"]


def test_the_same_person_is_invited_once_and_nobody_else_of_the_list():
    event = invited_event()
    invite(event, name="Zoé Roy", email="zoe@festival.example")
    twice = [Guest("Léo", "leo@festival.example", "fr"), Guest("ZOE ROY", "ZOE@festival.example", "fr")]
    with pytest.raises(errors.InvitedTwice):
        service.invite(event, twice)
    assert len(list(db.session.scalars(select(Invitation)))) == 1
    service.invite(event, [Guest("Léo", "zoe@festival.example", "fr")])  # an address may be shared
    assert inviting.counts(event).sent == 2


def test_who_was_withdrawn_may_be_invited_again():
    event = invited_event()
    number = invite(event, name="Zoé Roy", email="zoe@festival.example")
    service.withdraw_invitation(event, number)
    service.invite(event, [Guest("Zoé Roy", "zoe@festival.example", "fr")])
    assert inviting.counts(event) == InvitationCounts(0, 1, 0, 0, 0, 0, 1)


def test_nobody_is_invited_to_what_nobody_can_see():
    event = invited_event(state="draft")
    with pytest.raises(errors.NotPublished):
        invite(event)
    assert letters() == []


# --- Accepting ------------------------------------------------------------------------------------------------------
def test_accepted_takes_a_place_of_the_event():
    event = invited_event(capacity=1)
    first, second = invite(event), invite(event)
    assert accept(first).state == "confirmed"
    assert accept(second).state == "waiting", "who is invited to a full event waits"
    assert taken(event) == 1
    row = the_invitation(first)
    assert (row.state, row.answered_at, row.opened_at) == ("accepted", NOW, NOW)
    assert the(row.registration_id).name == row.name
    assert letters(row.registration_id) == ["confirmed"]
    assert history_of(first) == ["made", "accepted"]


def test_one_registration_an_invitation():
    event = invited_event()
    number = invite(event)
    outcome = accept(number, form_key="a form")
    assert accept(number, form_key="a form") == outcome, "the same form sent twice"
    with pytest.raises(errors.InvitationUnanswerable) as refused:
        accept(number, form_key="another", name="Somebody Else")
    assert refused.value.standing == "accepted"
    assert (taken(event), len(list(db.session.scalars(select(Registration))))) == (1, 1)


def test_others_are_still_kept_out():
    event = invited_event()
    with pytest.raises(errors.RegistrationClosed):
        register(event)


@pytest.mark.parametrize(
    ("facts", "standing"),
    [({"opens": DAY}, "early"), ({"closes": -dt.timedelta(hours=1)}, "closed"), ({"opens": None}, "early")],
)
def test_accepting_needs_an_open_registration(facts, standing):
    number = invite(invited_event(**facts))
    with pytest.raises(errors.InvitationUnanswerable) as refused:
        accept(number)
    assert refused.value.standing == standing


def test_too_late_is_too_late(clock):
    number = invite(invited_event(), answer_by=NOW + DAY)
    clock.forward(days=1)
    for answer in (lambda: accept(number), lambda: service.decline(number, 1)):
        with pytest.raises(errors.InvitationUnanswerable) as refused:
            answer()
        assert refused.value.standing == "expired"
    assert the_invitation(number).state == "invited"


def test_who_is_registered_already_accepts_with_that():
    event = invited_event()
    number = invite(event, name="Zoé Roy", email="zoe@festival.example")
    held = register(event, by_organiser=True, name="Zoé Roy", email="zoe@festival.example")
    assert accept(number).repeated
    assert (the_invitation(number).state, the_invitation(number).registration_id) == ("accepted", held)


def test_but_not_with_a_strangers_registration():
    event = invited_event()
    number = invite(event, name="Zoé Roy", email="zoe@festival.example")
    held = register(event, by_organiser=True, name="Ali Ben", email="ali@elsewhere.example")
    assert accept(number, name="Ali Ben", email="ali@elsewhere.example").repeated
    row = the_invitation(number)
    assert (row.state, row.registration_id) == ("invited", None)
    assert letters(held)[-1] == "repeated", "whoever it is about is written to"


def test_nor_with_one_that_answers_another_invitation():
    event = invited_event()
    person = {"name": "Zoé Roy", "email": "zoe@festival.example"}
    first = invite(event, **person)
    accept(first)
    second = invite(event, name="La Nuit", email="zoe@festival.example")
    assert accept(second, **person).repeated
    assert the_invitation(second).state == "invited"


def test_the_link_of_the_registration_goes_to_its_own_address():
    event = invited_event()
    number = invite(event)
    service.send_registration(number)
    assert letters() == ["invitation"], "nothing to send yet"
    held = accept(number).registration_id
    service.transfer(held, name="Ali", email="ali@elsewhere.example", language="fr")
    service.send_registration(number)
    assert (last_letter().kind, last_letter().recipient) == ("registration.confirmed", "ali@elsewhere.example")


# --- Cancelled, and back --------------------------------------------------------------------------------------------
def test_cancelling_the_registration_declines_the_invitation_and_one_may_think_again(clock):
    event = invited_event()
    number = invite(event)
    held = accept(number).registration_id
    clock.forward(hours=1)
    service.cancel(held)
    assert the_invitation(number).state == "declined" and history_of(number)[-1] == "declined"
    again = accept(number).registration_id
    assert again != held and states(held, again) == ["cancelled", "confirmed"]
    assert (the_invitation(number).state, the_invitation(number).registration_id) == ("accepted", again)
    service.move(held, "confirmed", reason="une erreur")  # answers no invitation any more
    assert the_invitation(number).registration_id == again


def test_an_organisers_hand_is_followed_too():
    event = invited_event()
    number = invite(event)
    held = accept(number).registration_id
    service.move(held, "cancelled", reason="double emploi")
    assert the_invitation(number).state == "declined"
    service.move(held, "waiting", reason="une erreur")
    assert the_invitation(number).state == "accepted"
    service.move(held, "confirmed", reason="une place")
    assert the_invitation(number).state == "accepted" and history_of(number).count("accepted") == 2


def test_an_offer_that_runs_out_declines(clock):
    event = invited_event(capacity=1)
    first, second = invite(event), invite(event)
    held = accept(first).registration_id
    waits = accept(second).registration_id
    service.cancel(held)
    assert states(waits) == ["offered"] and the_invitation(second).state == "accepted"
    clock.forward(hours=49)
    service.expire_offers(event)
    assert the_invitation(second).state == "declined"


def test_what_was_passed_on_stays_so_whatever_becomes_of_the_old_registration():
    event = invited_event()
    number = invite(event)
    held = accept(number).registration_id
    service.cancel(held)
    service.substitute(number, OTHER, version=1)
    service.move(held, "confirmed", reason="une erreur")
    assert the_invitation(number).state == "substituted"


# --- Declining, passing on ------------------------------------------------------------------------------------------
def test_declined_with_a_word_that_nobody_else_reads():
    event = invited_event()
    number = invite(event)
    service.decline(number, 1, word=" Notre festival\x00 ouvre ce jour-là. ")
    row = the_invitation(number)
    assert (row.state, row.note) == ("declined", "Notre festival ouvre ce jour-là.")
    said = db.session.scalars(select(AuditEntry)).all()
    assert all("festival" not in f"{entry.diff}{entry.reason}" for entry in said)
    with pytest.raises(errors.InvitationUnanswerable):
        service.decline(number, 1)
    accept(number)
    assert (the_invitation(number).state, the_invitation(number).note) == ("accepted", "")


def test_passed_on_to_somebody_who_gets_their_own():
    event = invited_event()
    number = invite(event, organisation="Festival du Petit Large", answer_by=NOW + DAY)
    other = service.substitute(number, OTHER, version=1)
    first, second = the_invitation(number), the_invitation(other)
    assert (first.state, first.link_version, first.substitute.id) == ("substituted", 2, other)
    assert (second.name, second.email, second.language) == ("Zoé Roy", "zoe@festival.example", "en")
    assert (second.organisation_name, second.answer_by, second.replaces.id) == (
        "Festival du Petit Large",
        NOW + DAY,
        number,
    )
    assert invitation_letters(number) == ["invitation_passed_on"], "what had not gone yet was taken back"
    assert invitation_letters(other) == ["invitation"]
    with pytest.raises(errors.InvitationUnanswerable) as refused:
        service.decline(number, 1)
    assert refused.value.standing == "substituted"
    assert accept(other).state == "confirmed"
    assert inviting.counts(event) == InvitationCounts(1, 2, 2, 1, 0, 1, 0)


def test_a_substitute_names_nobody_but_an_organiser_does():
    number = invite(invited_event())
    other = service.substitute(number, OTHER, version=1)
    third = Guest("Ali Ben", "ali@festival.example", "fr")
    with pytest.raises(errors.InvitationUnanswerable) as refused:
        service.substitute(other, third, version=1)
    assert refused.value.standing == "open"
    last = service.substitute(other, third)
    assert (the_invitation(other).state, the_invitation(last).replaces_id) == ("substituted", other)
    with pytest.raises(errors.InvitationUnanswerable):
        service.substitute(other, Guest("Léo", "leo@festival.example", "fr"))


@pytest.mark.parametrize("version", [1, None])
def test_nobody_takes_their_own_place(version):
    number = invite(invited_event(), name="Zoé Roy", email="zoe@festival.example")
    with pytest.raises(errors.SamePerson):
        service.substitute(number, Guest("zoe  roy", "ZOE@festival.example", "fr"), version=version)
    assert the_invitation(number).state == "invited"


def test_a_holder_does_not_learn_who_else_is_invited():
    event = invited_event()
    invite(event, name=OTHER.name, email=OTHER.email)
    number = invite(event)
    assert the_invitation(service.substitute(number, OTHER, version=1)).state == "invited"


def test_withdrawn_ends_the_link_and_keeps_back_the_letter():
    event = invited_event()
    number = invite(event)
    service.withdraw_invitation(event, number)
    assert (the_invitation(number).state, the_invitation(number).link_version) == ("withdrawn", 2)
    assert letters() == []
    with pytest.raises(errors.InvitationUnanswerable) as refused:
        service.decline(number, 1)
    assert refused.value.standing == "withdrawn"
    with pytest.raises(errors.InvitationUnanswerable):
        service.withdraw_invitation(event, number)


def test_another_events_invitation_is_not_there():
    number, elsewhere = invite(invited_event()), invited_event("ailleurs-2020")
    for use_case in (service.withdraw_invitation, service.write_again):
        with pytest.raises(LookupError):
            use_case(elsewhere, number)
    assert the_invitation(number).state == "invited"


def test_opened_once_and_by_nothing_else(clock):
    number = invite(invited_event())
    service.note_opened(number)
    clock.forward(hours=1)
    service.note_opened(number)
    assert (the_invitation(number).opened_at, the_invitation(number).state) == (NOW, "invited")
    other = invite(invited_event("ailleurs-2020"))
    service.withdraw_invitation(the_invitation(other).event_id, other)
    service.note_opened(other)
    assert the_invitation(other).opened_at is None


# --- Writing again --------------------------------------------------------------------------------------------------
def test_reminded_once_in_a_day_and_only_who_can_answer(clock):
    event = invited_event()
    silent, gone = invite(event), invite(event)
    service.decline(gone, 1)
    late = invite(event, answer_by=NOW + DAY)
    assert service.remind_all(event) == (0, 2), "they have just been invited"
    clock.forward(hours=25)
    assert service.remind_all(event) == (1, 0)
    assert service.remind_all(event) == (0, 1)
    assert [the_invitation(number).letters for number in (silent, gone, late)] == [2, 1, 1]
    assert invitation_letters(silent) == ["invitation", "invitation_reminder"]
    assert "reminded" in history_of(silent)


def test_sent_again(clock):
    event = invited_event()
    number = invite(event)
    with pytest.raises(errors.TooSoon):
        service.write_again(event, number)
    clock.forward(hours=20)
    service.write_again(event, number)
    assert (invitation_letters(number), the_invitation(number).letters) == (["invitation"] * 2, 2)
    accept(number)
    with pytest.raises(errors.InvitationUnanswerable):
        service.write_again(event, number)
