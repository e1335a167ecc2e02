"""Changing what one chose, and handing it on."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy import func, select, update

from aami_events.foundation.audit import HIDDEN
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.questions.queries import asked_by
from aami_events.registration import queries, service
from aami_events.registration.errors import AlreadyCancelled, ChangesOver, PlaceTaken, UnknownCategory, UnknownPart
from aami_events.registration.models import AccessRequest, Answer, Consent, SearchWord
from aami_events.registration.service.change import snapshot
from tests.factories import NOW, make_entry, make_event, make_part, make_question, register
from tests.factories.reading import deeds, last_diff, last_letter, letters, part_taken, parts_of, states, taken, the

TWO = ({"key": "a", "capacity": 1, "price_cents": 100}, {"key": "b", "capacity": 1, "price_cents": 200})
WITH_AGM = ({"key": "whole", "capacity": 2}, {"key": "agm", "capacity": 2, "agm_only": True})
ENTRY = make_entry(name="Ariane Tremblay", email="ariane@centre.example")


def but(**says):
    return dataclasses.replace(ENTRY, **says)


def test_another_category_takes_its_place_and_frees_the_old_one():
    event = make_event(categories=TWO)
    first = service.register(event, but(category="a")).registration_id
    second = register(event, category="a")
    service.change(first, but(category="b"))
    found = the(first)
    assert (found.category.key, found.amount_due_cents, found.state) == ("b", 200, "confirmed")
    assert states(second) == ["offered"]
    assert (taken(event), letters(first), deeds(first)) == (2, ["confirmed", "changed"], ["created", "changed"])
    assert last_diff(first) == {"category": ["a", "b"], "amount": ["1.00", "2.00"]}


def test_a_full_category_is_refused_and_nothing_has_changed():
    event = make_event(categories=TWO)
    part = make_part(event)
    number = service.register(event, but(category="a")).registration_id
    register(event, category="b")
    before = snapshot(the(number))
    with pytest.raises(PlaceTaken):
        service.change(number, but(category="b", pronouns="elle", parts=(part,), access_needs="LSQ"))
    assert snapshot(the(number)) == before
    assert (letters(number), deeds(number), part_taken(part)) == (["confirmed"], ["created"], 0)


@pytest.mark.parametrize(
    ("says", "refusal"), [({"category": "press"}, UnknownCategory), ({"parts": (99,)}, UnknownPart)]
)
def test_what_does_not_exist_is_refused(says, refusal):
    event = make_event()
    number = service.register(event, ENTRY).registration_id
    with pytest.raises(refusal):
        service.change(number, but(name="Autre", **says))
    assert (the(number).name, letters(number)) == ("Ariane Tremblay", ["confirmed"])


def test_from_the_conference_to_the_general_meeting_frees_the_conference():
    event = make_event(capacity=1, categories=WITH_AGM)
    meeting, session = make_part(event, alone=True), make_part(event, position=2)
    first = service.register(event, but(category="whole", parts=(meeting, session))).registration_id
    second = register(event, category="whole")
    service.change(first, but(category="agm"))
    assert (parts_of(first), states(second)) == ({meeting: "confirmed"}, ["offered"])
    assert (taken(event), part_taken(session)) == (1, 0)


def test_from_the_general_meeting_to_a_full_conference_is_refused():
    event = make_event(capacity=1, categories=WITH_AGM)
    make_part(event, alone=True)
    register(event, category="whole")
    number = service.register(event, but(category="agm")).registration_id
    with pytest.raises(PlaceTaken):
        service.change(number, but(category="whole"))
    assert the(number).category.key == "agm"


def test_whoever_waits_may_choose_another_category_and_is_served_if_it_is_free():
    event = make_event(categories=TWO)
    register(event, category="a")
    number = service.register(event, but(category="a")).registration_id
    service.change(number, but(category="b"))
    assert (states(number), the(number).category.key) == (["offered"], "b")


def test_parts_dropped_and_added():
    event = make_event()
    small, large = make_part(event, capacity=1), make_part(event, position=2)
    first = service.register(event, but(parts=(small,))).registration_id
    second = register(event, parts=(small,))
    service.change(first, but(parts=(large,)))
    assert (parts_of(first), parts_of(second)) == ({large: "confirmed"}, {small: "confirmed"})
    assert (part_taken(small), part_taken(large), letters(second)[-1]) == (1, 1, "part_confirmed")
    service.change(first, but(parts=(small, large)))
    assert parts_of(first) == {small: "waiting", large: "confirmed"}
    service.change(first, but(parts=(large,)))
    assert (parts_of(first), part_taken(small)) == ({large: "confirmed"}, 1)


def test_parts_of_someone_who_waits():
    event = make_event(capacity=0)
    one, other = make_part(event), make_part(event, position=2)
    number = service.register(event, but(parts=(one,))).registration_id
    service.change(number, but(parts=(other,)))
    assert (parts_of(number), part_taken(one), part_taken(other)) == ({other: "waiting"}, 0, 0)


def test_what_was_said_is_said_anew(clock):
    event = make_event()
    make_question(event, "meal")
    version = asked_by("event", event)[0].version_id
    first = but(answers={version: "végétarien"}, consents={"photo": True, "listing": True}, access_needs="LSQ")
    number = service.register(event, first).registration_id
    clock.forward(hours=1)
    service.change(
        number, but(answers={version: "sans noix"}, consents={"photo": True, "promotion": True}, language="en")
    )
    assert [answer.value for answer in db.session.scalars(select(Answer))] == ["sans noix"]
    assert queries.access_of(number) == ""
    assert queries.consents_of(number) == {"photo": True, "listing": False, "promotion": True}
    dates = dict(db.session.execute(select(Consent.purpose, Consent.at)).all())
    later = NOW + dt.timedelta(hours=1)
    assert dates == {"photo": NOW, "listing": later, "promotion": later}, "a consent that did not change keeps its date"


def test_a_diff_says_that_something_sensitive_changed_and_not_what():
    event = make_event()
    make_question(event, "health")
    version = asked_by("event", event)[0].version_id
    number = service.register(event, but(access_needs="fauteuil", answers={version: "diabète"})).registration_id
    changed = but(
        name="Ariane T.", access_needs="LSQ", answers={version: "asthme"}, consents={"photo": True}, pronouns="elle",
        email="autre@centre.example", province="QC",
    )  # fmt: skip
    service.change(number, changed)
    diff = last_diff(number)
    assert diff == {
        "name": [HIDDEN, HIDDEN],
        "email": [HIDDEN, HIDDEN],
        "pronouns": ["", HIDDEN],
        "access_needs": [HIDDEN, HIDDEN],
        "answers": [HIDDEN, HIDDEN],
        "consents": [HIDDEN, HIDDEN],
        "province": [None, "QC"],
    }
    for word in ("fauteuil", "LSQ", "diabète", "asthme", "Ariane", "centre.example", "elle"):
        assert word not in str(diff)


def test_a_new_address_and_the_old_one_are_written_to():
    event = make_event()
    number = service.register(event, ENTRY).registration_id
    service.change(number, but(email="nouvelle@centre.example"))
    assert letters(number) == ["confirmed", "changed", "address_changed"]
    assert last_letter().recipient == "ariane@centre.example"


def test_when_one_may_change(clock):
    event = make_event(closes=dt.timedelta(days=2), change_until=NOW + dt.timedelta(days=1))
    number = service.register(event, ENTRY).registration_id
    clock.forward(days=1)
    with pytest.raises(ChangesOver):
        service.change(number, but(pronouns="elle"))
    assert the(number).pronouns == ""
    service.change(number, but(pronouns="elle"), by_organiser=True)
    assert the(number).pronouns == "elle"


def test_what_is_cancelled_is_not_changed():
    number = service.register(make_event(), ENTRY).registration_id
    service.cancel(number)
    with pytest.raises(AlreadyCancelled):
        service.change(number, but(pronouns="elle"))
    with pytest.raises(AlreadyCancelled):
        service.change(number, but(pronouns="elle"), by_organiser=True)


# --- Handing on -----------------------------------------------------------------------------------------------------
def said_everything(event: int) -> int:
    make_question(event, "health")
    version = asked_by("event", event)[0].version_id
    entry = but(
        badge_name="Ari", pronouns="elle", organisation="Centre", province="QC", first_time=True, language="fr",
        answers={version: "diabète"}, consents={"photo": True}, access_needs="LSQ",
    )  # fmt: skip
    return service.register(event, entry).registration_id


def test_handed_on_to_a_colleague():
    event = make_event()
    number = said_everything(event)
    old = queries.token(the(number))
    service.transfer(number, name="Léo Roy", email="Leo@Centre.example", language="en")
    found = the(number)
    assert (found.name, found.email, found.language, found.state) == (
        "Léo Roy",
        "leo@centre.example",
        "en",
        "confirmed",
    )
    assert (found.badge_name, found.pronouns, found.first_time) == ("", "", None), "nothing of the first person stays"
    assert (found.organisation_name, found.province) == ("Centre", "QC"), "the organisation's place stays with it"
    assert "ariane" not in set(db.session.scalars(select(SearchWord.word)))
    for table in (Answer, AccessRequest, Consent):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    opened = queries.open_link(old)
    assert (opened.registration, opened.replaced) == (None, True)
    assert queries.open_link(queries.token(found)).registration is found
    assert letters(number) == ["transferred", "handed_on"]
    letter = last_letter()
    assert (letter.recipient, letter.language) == ("ariane@centre.example", "fr")
    assert (taken(event), deeds(number)[-1]) == (1, "transferred")
    assert "Léo" not in str(last_diff(number))
    assert "diabète" not in str(last_diff(number))


def test_no_letter_takes_the_colleagues_link_to_the_first_person():
    """Not one that had not gone yet, and not one that went before and is sent again."""
    event = make_event()
    number = service.register(event, ENTRY).registration_id
    went = last_letter().id
    with transaction() as session:
        session.execute(update(OutboxLetter).where(OutboxLetter.id == went).values(state="sent", text="…"))
    service.change(number, but(pronouns="elle"))
    service.transfer(number, name="Léo Roy", email="leo@centre.example", language="en")
    assert letters(number) == ["confirmed", "transferred", "handed_on"]
    link = queries.token(the(number))
    for row in db.session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == "ariane@centre.example")):
        try:
            assert link not in compose(row).text
        except LookupError:
            assert row.id == went
    with pytest.raises(LookupError):
        compose(db.session.get_one(OutboxLetter, went))


def test_handing_on_has_the_deadline_of_changes(clock):
    event = make_event(closes=dt.timedelta(days=1))
    number = service.register(event, ENTRY).registration_id
    clock.forward(days=1)
    with pytest.raises(ChangesOver):
        service.transfer(number, name="Léo Roy", email="leo@centre.example", language="en")
    assert (the(number).name, the(number).link_version) == ("Ariane Tremblay", 1)


def test_what_is_cancelled_is_not_handed_on():
    number = service.register(make_event(), ENTRY).registration_id
    service.cancel(number)
    with pytest.raises(AlreadyCancelled):
        service.transfer(number, name="Léo Roy", email="leo@centre.example", language="en")


def test_links_that_lead_nowhere():
    number = service.register(make_event(), ENTRY).registration_id
    from aami_events.foundation.links import sign

    for token in (
        "",
        "x",
        "x" * 5000,
        sign("survey", number, 1),
        sign("registration", number),
        queries.token(the(number))[:-1],
    ):
        opened = queries.open_link(token)
        assert (opened.registration, opened.replaced) == (None, False)
    opened = queries.open_link(sign("registration", 999, 1))
    assert (opened.registration, opened.replaced) == (None, False)
