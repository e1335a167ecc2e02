"""A support person: free, linked, outside the count; where the one they support goes, they go."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from aami_events.events.queries import get_event
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.privacy.service import retain
from aami_events.registration import errors, exports, queries, service
from aami_events.registration.models import Registration, SearchWord
from aami_events.registration.queries import access, attendees
from aami_events.registration.queries.support import counts, find_support, supported
from aami_events.registration.service import Support
from aami_events.registration.service.following import bring
from aami_events.registration.service.forgetting import ERASED
from tests.factories import make_category, make_entry, make_event, make_part, register
from tests.factories.reading import deeds, last_letter, letters, part_taken, parts_of, states, taken, the
from tests.factories.traces import everywhere

SAM = Support("Sam Ouellet", "sam@exemple.example", needs="chaise avec appui")


def support_of(number: int) -> Registration:
    db.session.expire_all()
    row = find_support(number)
    assert row is not None
    return row


def with_support(event: int, support: Support = SAM, **says) -> tuple[int, int]:
    """(somebody, their support person)"""
    number = register(event, support=support, **says)
    return number, support_of(number).id


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(Registration)) or 0


def test_they_take_no_place_and_pay_nothing():
    event = make_event(capacity=1)
    part = make_part(event, capacity=1)
    number, support = with_support(event, parts=(part,))
    assert states(number, support) == ["confirmed", "confirmed"]
    assert (taken(event), part_taken(part)) == (1, 1)
    assert parts_of(support) == parts_of(number) == {part: "confirmed"}
    row = the(support)
    assert row.amount_due_cents == 0 and len(row.code) == 8 and row.code != the(number).code
    assert queries.counts_by_state(event) == {"confirmed": 1} and queries.totals([event]) == {event: {"confirmed": 1}}
    assert counts([event]) == {event: 1} and supported([number, support]) == {support: the(number)}


def test_both_are_written_to_each_in_their_own_words():
    number, support = with_support(make_event(), name="Ariane Tremblay")
    assert letters(number) == ["confirmed"] and letters(support) == ["support"]
    letter, text = last_letter(), compose(last_letter()).text
    assert letter.recipient == "sam@exemple.example" and "Ariane Tremblay" in text
    assert queries.token(the(support)) in text and the(support).code in text


def test_one_who_is_still_to_be_named():
    number, support = with_support(make_event(), Support(), name="Ariane Tremblay")
    row = the(support)
    assert (row.name, row.email, row.has_own_address, row.unfinished) == ("", "", False, True)
    assert row.sort_key == the(number).sort_key, "they stand beside whom they support"
    assert letters(support) == [], "there is nowhere to write to"
    service.set_support(number, Support("Sam Ouellet"))
    assert the(support).name == "Sam Ouellet" and the(support).sort_key != the(number).sort_key
    words = set(db.session.scalars(select(SearchWord.word).where(SearchWord.registration_id == support)))
    assert {"sam", "ouellet"} <= words


def test_their_needs_are_asked_and_followed_like_anybodys():
    event = make_event()
    _number, support = with_support(event)
    (need,) = access.queue(event)
    assert need.request.registration_id == support and need.request.text == SAM.needs


def test_a_name_that_changes_keeps_the_unnamed_beside_it():
    number, support = with_support(make_event(), Support(), name="Ariane")
    service.change(number, make_entry(name="Zoé"))
    assert the(support).sort_key == the(number).sort_key == "zoe"


def test_they_wait_and_are_confirmed_with_whom_they_support():
    event = make_event(capacity=1)
    holder = register(event)
    number, support = with_support(event)
    assert states(number, support) == ["waiting", "waiting"]
    assert queries.position(the(number)) == 1
    service.cancel(holder)
    assert states(number, support) == ["offered", "offered"] and taken(event) == 1
    assert letters(support) == ["support"], "there is nothing for them to accept"
    with pytest.raises(errors.OfferOver):
        service.accept(support)
    service.accept(number)
    assert states(number, support) == ["confirmed", "confirmed"] and letters(support) == ["support", "support"]
    assert deeds(support) == ["created", "followed", "followed"]


def test_they_are_in_nobodys_way_in_the_queue():
    event = make_event(capacity=1)
    holder = register(event)
    with_support(event)
    last = register(event)
    assert queries.position(the(last)) == 2
    service.cancel(holder)
    assert taken(event) == 1 and queries.position(the(last)) == 1


def test_an_offer_that_runs_out_ends_both(clock):
    event = make_event(capacity=1)
    holder = register(event)
    number, support = with_support(event)
    service.cancel(holder)
    clock.forward(hours=49)
    service.expire_offers(event)
    assert states(number, support) == ["cancelled", "cancelled"] and letters(support)[-1] == "cancelled"


def test_parts_are_followed():
    event = make_event()
    morning, evening = make_part(event, capacity=1), make_part(event, position=2)
    holder = register(event, parts=(morning,))
    number, support = with_support(event, parts=(morning, evening))
    assert parts_of(support) == {morning: "waiting", evening: "confirmed"}
    service.cancel(holder)
    assert parts_of(support) == {morning: "confirmed", evening: "confirmed"} and part_taken(morning) == 1
    service.drop_part(number, evening)
    assert parts_of(support) == {morning: "confirmed"}
    service.change(number, make_entry(name=the(number).name, email=the(number).email, parts=(evening,)))
    assert parts_of(support) == {evening: "confirmed"} and part_taken(morning) == 0
    assert letters(support) == ["support"] * 4


def test_a_change_that_does_not_concern_them_is_not_told():
    number, support = with_support(make_event())
    service.change(number, make_entry(name="Autrement", email=the(number).email))
    assert letters(support) == ["support"] and deeds(support) == ["created"]


def test_another_category_and_another_way_to_take_part_are_theirs():
    event = make_event(mode="hybrid")
    category = make_category(event, key="member")
    number, support = with_support(event, category="general")
    service.change(number, make_entry(category="member", mode="online"))
    assert (the(support).category_id, the(support).mode) == (category, "online")


def test_cancelled_with_whom_they_support_and_not_brought_back():
    event = make_event()
    number, support = with_support(event)
    service.cancel(number)
    assert states(number, support) == ["cancelled", "cancelled"] and letters(support)[-1] == "cancelled"
    assert "personne accompagnatrice" in compose(the_letter(support)).text
    service.move(number, "confirmed", reason="…")
    assert states(number, support) == ["confirmed", "cancelled"] and taken(event) == 1


def the_letter(number: int) -> OutboxLetter:
    query = select(OutboxLetter).where(OutboxLetter.subject_id == number).order_by(OutboxLetter.id.desc())
    return db.session.scalars(query).first()


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_support_person_who_cancels_leaves_the_other_in_place(by_hand):
    event = make_event()
    number, support = with_support(event)
    if by_hand:
        service.move(support, "cancelled", reason="…")
    else:
        service.cancel(support)
    assert states(number, support) == ["confirmed", "cancelled"] and taken(event) == 1
    assert letters(number)[-1] == "support_left" and letters(support)[-1] == "cancelled"
    assert compose(the_letter(number)).subject
    with pytest.raises(errors.AlreadyCancelled):
        service.cancel(support)


def test_an_organiser_cannot_give_them_a_place():
    event = make_event(capacity=1)
    _number, support = with_support(event)
    for state in ("waiting", "confirmed"):
        with pytest.raises(errors.StateRefused):
            service.move(support, state, reason="…")
    service.cancel(support)
    with pytest.raises(errors.StateRefused):
        service.move(support, "confirmed", reason="…")


def test_what_they_do_not_decide():
    event = make_event()
    part = make_part(event)
    _number, support = with_support(event, parts=(part,))
    for use_case in (
        lambda: service.drop_part(support, part),
        lambda: service.change(support, make_entry()),
        lambda: service.change(support, make_entry(), by_organiser=True),
        lambda: service.transfer(support, name="Autre", email="autre@exemple.example", language="fr"),
        lambda: service.set_support(support, Support()),
    ):
        with pytest.raises(errors.FollowsAnother):
            use_case()


def test_a_transfer_ends_the_link():
    number, support = with_support(make_event(), name="Ariane Tremblay")
    service.transfer(number, name="Zoé", email="zoe@exemple.example", language="fr")
    assert states(number, support) == ["confirmed", "cancelled"] and find_support(number) is None
    letter = the_letter(support)
    assert letter.recipient == "sam@exemple.example"
    assert "Zoé" not in compose(letter).text and "Ariane" not in compose(letter).text
    assert supported([support]) == {}


def test_said_twice_it_is_one_person():
    number = register(make_event())
    assert service.set_support(number, SAM) == service.set_support(number, SAM)
    assert rows() == 2 and letters() == ["confirmed", "support"]


def test_another_address_ends_the_first_link():
    number, support = with_support(make_event())
    old = queries.token(the(support))
    service.set_support(number, Support("Sam Ouellet", "samuel@exemple.example"))
    assert queries.open_link(old).replaced
    assert [row.recipient for row in letters_about(support)] == ["samuel@exemple.example"], "the first had not gone"


def letters_about(number: int) -> list[OutboxLetter]:
    query = select(OutboxLetter).where(OutboxLetter.subject_id == number, OutboxLetter.kind == "registration.support")
    return list(db.session.scalars(query))


def test_once_they_have_spoken_nobody_speaks_for_them():
    number, support = with_support(make_event(), Support("Sam"))
    old = queries.token(the(support))
    says = make_entry(name="Sam Ouellet", email="sam@exemple.example", pronouns="iel", consents={"photo": True})
    service.complete(support, says)
    row = the(support)
    assert (row.name, row.pronouns, row.email) == ("Sam Ouellet", "iel", "sam@exemple.example")
    assert queries.open_link(old).replaced and not row.unfinished and letters(support) == ["support"]
    with pytest.raises(errors.NotYours):
        service.set_support(number, Support("Quelqu'un d'autre"))
    assert service.end_support(number) and states(support) == ["cancelled"]
    assert not service.end_support(number)
    other = service.set_support(number, Support("Quelqu'un d'autre"))
    assert other != support and states(number, other) == ["confirmed", "confirmed"]


def test_a_nameless_own_part_keeps_the_name():
    _number, support = with_support(make_event(), Support("Sam"))
    service.complete(support, make_entry(name="", email=""))
    assert the(support).name == "Sam" and letters(support) == []


def test_a_guest_brings_one_in_their_own_part():
    event = make_event()
    contact = service.Contact("Coordination", "info@centre.example", "Centre d'art", "fr")
    group = service.register_group(event, contact, [make_entry(name="Zoé")])
    guest = db.session.scalar(select(Registration.id).where(Registration.group_id == group))
    service.complete(guest, make_entry(support=SAM))
    assert support_of(guest).name == "Sam Ouellet" and support_of(guest).group_id is None
    service.complete(guest, make_entry(support=Support("Une autre personne")))
    assert support_of(guest).name == "Sam Ouellet" and rows() == 2


def test_until_the_event_is_over(clock):
    event = make_event()
    number = register(event)
    clock.forward(days=25)  # the deadline for changes has passed
    service.set_support(number, Support())
    clock.forward(days=100)
    with pytest.raises(errors.ChangesOver):
        service.set_support(number, SAM)
    service.set_support(number, SAM, by_organiser=True)
    service.cancel(number, by_organiser=True)
    with pytest.raises(errors.AlreadyCancelled):
        service.set_support(number, SAM, by_organiser=True)


def test_one_may_also_attend_alone():
    """Somebody who supports a person at an event and registers for it themself is both."""
    event = make_event()
    with_support(event)
    both = register(event, name=SAM.name, email=SAM.email)
    assert the(both).supports_id is None and taken(event) == 2
    assert attendees.known(event)[1] >= {(SAM.email, the(both).sort_key)}


def test_the_database_refuses_a_second_one():
    """What stands behind the lock."""
    number, _support = with_support(make_event())
    with pytest.raises(IntegrityError), transaction():
        bring(the(number), Support("Une deuxième personne"), letter=False)
    db.session.rollback()
    assert rows() == 2


@pytest.mark.parametrize(
    ("address", "left"),
    [("", []), ("sam@exemple.example", ["registrations.name: xqsam", "registrations.sort_key: xqsam"])],
)
def test_who_is_erased_takes_along_whom_nothing_else_leads_to(inside, tmp_path, address, left):
    inside.config["INSTANCE_DIR"] = str(tmp_path)
    number, support = with_support(make_event(), Support("Xqsam", address, needs="xqbesoin"))
    assert service.erase([number]) == (1 if address else 2)
    assert [place for place in everywhere("xqsam") if not place.startswith("registration_words")] == left
    assert bool(everywhere("xqbesoin")) == bool(address)
    if address:
        service.erase([support])
        assert everywhere("xqsam", "sam@exemple.example") == ["outbox.recipient: sam@exemple.example"]


def test_their_names_go_when_the_event_is_long_over(clock):
    number, support = with_support(make_event(), Support())
    clock.forward(days=1200)
    retain(dry=False)
    assert (the(number).name, the(support).name) == (ERASED, ERASED)


def test_the_list_marks_filters_and_links_them():
    event = make_event()
    number, support = with_support(event, name="Ariane Tremblay")
    register(event)
    shown = {who: attendees.count(event, attendees.Filter(who=who)) for who in ("", "attendees", "support")}
    assert shown == {"": 3, "attendees": 2, "support": 1}
    header, table = exports.table(get_event(event), attendees.Filter(who="support"), ["name", "supports"], codes=True)
    assert (header, list(table)) == (["name", "supports"], [["Sam Ouellet", f"aami:{the(number).code}"]])
    _header, table = exports.table(get_event(event), attendees.Filter(), ["name", "supports"])
    assert ["Sam Ouellet", "Ariane Tremblay"] in list(table)
    service.cancel(support)
    _header, table = exports.table(get_event(event), attendees.Filter(who="support"), ["supports"])
    assert list(table) == [[""]], "who comes no more belongs to nobody"
