"""A contact registers colleagues; each says their own part; one voting delegate sits for each organisation."""

import pytest
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.registration import errors, queries, service
from aami_events.registration.models import Group, Registration, RegistrationPart
from tests.factories import make_category, make_entry, make_event, make_organisation, make_part, register
from tests.factories.reading import deeds, letters, part_taken, parts_of, states, taken, the

CONTACT = service.Contact("Coordination", "Info@Centre.example", "Centre d'art", "fr")


def guest(**says):
    return make_entry(**{"email": "", "organisation": "", **says})


def make_group(event: int, *guests, **facts) -> list[Registration]:
    number = service.register_group(event, CONTACT, guests, **facts)
    return list(db.session.scalars(select(Registration).where(Registration.group_id == number).order_by("id")))


def texts(kind: str) -> list[tuple[str, str]]:
    """(address, text) of each letter of that kind, as it would go."""
    rows = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == f"registration.{kind}"))
    return [(row.recipient, compose(row).text) for row in rows]


def test_colleagues_with_and_without_an_address():
    event = make_event(capacity=2)
    first, second, third = make_group(event, guest(email="zoe@centre.example"), guest(), guest())
    assert states(first.id, second.id, third.id) == ["confirmed", "confirmed", "waiting"]
    assert [row.email for row in (first, second, third)] == ["zoe@centre.example", *["info@centre.example"] * 2]
    assert [row.has_own_address for row in (first, second, third)] == [True, False, False]
    assert {row.organisation_name for row in (first, second, third)} == {"Centre d'art"}
    assert all(row.unfinished for row in (first, second, third))
    assert letters() == ["guest", "group"]
    ((to, text),) = texts("guest")
    assert to == "zoe@centre.example" and "Coordination" in text and queries.token(first) in text
    ((to, text),) = texts("group")
    assert to == "info@centre.example" and "/fr/groups/" in text
    assert queries.token(second) not in text


def test_all_or_nobody():
    event = make_event()
    make_category(event, key="member", members_only=True)
    with pytest.raises(errors.GuestRefused) as refused:
        service.register_group(event, CONTACT, [guest(category="general"), guest(category="member")])
    assert (refused.value.position, type(refused.value.__cause__)) == (1, errors.MembersOnly)
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 0
    assert db.session.scalar(select(func.count()).select_from(Group)) == 0
    assert letters() == []


def test_a_group_without_guests_is_none():
    with pytest.raises(errors.NobodyNamed):
        service.register_group(make_event(), CONTACT, [])


def test_the_same_form_twice_is_one_group():
    event = make_event()
    entries = [guest(), guest()]
    ids = {service.register_group(event, CONTACT, entries, form_key="a form") for _ in range(2)}
    assert len(ids) == 1 and taken(event) == 2 and letters() == ["group"]


def test_somebody_who_is_registered_already_is_written_to_and_not_touched():
    event = make_event()
    person = {"name": "Zoé", "email": "zoe@centre.example"}
    earlier = register(event, **person)
    assert make_group(event, guest(**person)) == []
    assert the(earlier).group_id is None and letters() == ["confirmed", "repeated", "group"]


def test_one_more_colleague():
    event = make_event()
    (first,) = make_group(event, guest())
    service.add_guest(first.group_id, guest())
    assert taken(event) == 2 and letters() == ["group", "group"]
    with pytest.raises(errors.GuestRefused):
        service.add_guest(first.group_id, guest(category="unheard of"))


def test_a_guest_says_their_own_part():
    event = make_event()
    (row,) = make_group(event, guest(name="Zoé"))
    old = queries.token(row)
    said = make_entry(
        name="Somebody else", email="zoe@elle.example", pronouns="elle", access_needs="LSQ",
        consents={"photo": True}, category="none", organisation="Ailleurs",
    )  # fmt: skip
    service.complete(row.id, said)
    row = the(row.id)
    assert (row.name, row.organisation_name) == ("Zoé", "Centre d'art"), "what the contact said stays"
    assert (row.email, row.pronouns, row.unfinished) == ("zoe@elle.example", "elle", False)
    assert queries.access_of(row.id) == "LSQ" and queries.consents_of(row.id) == {"photo": True}
    assert queries.open_link(old).replaced, "the contact's copy of the link ends"
    assert queries.open_link(queries.token(row)).registration is row
    assert letters() == ["group", "confirmed"] and texts("confirmed")[0][0] == "zoe@elle.example"
    assert deeds(row.id) == ["created", "completed"]


def test_without_an_address_no_letter_brings_the_guests_link_to_the_contact():
    event = make_event(capacity=1)
    holder = register(event)
    (row,) = make_group(event, guest())
    service.complete(row.id, make_entry(email=""))
    assert the(row.id).email == "info@centre.example"
    service.cancel(holder)
    ((to, text),) = texts("offered")
    assert to == "info@centre.example" and "/groups/" in text and "/registrations/" not in text


def test_a_cancelled_guest_has_no_part_to_say():
    (row,) = make_group(make_event(), guest())
    service.cancel(row.id)
    with pytest.raises(errors.AlreadyCancelled):
        service.complete(row.id, make_entry())
    with pytest.raises(errors.AlreadyCancelled):
        service.drop_part(row.id, 1)


def test_one_activity_is_dropped_alone():
    event = make_event()
    morning, evening = make_part(event, capacity=1), make_part(event, position=2)
    person, waits = register(event, parts=(morning, evening)), register(event, parts=(morning,))
    service.drop_part(person, morning)
    assert parts_of(person) == {evening: "confirmed"} and parts_of(waits) == {morning: "confirmed"}
    assert part_taken(morning) == 1 and letters(waits)[-1] == "part_confirmed"
    service.drop_part(person, morning)
    assert deeds(person) == ["created", "part_dropped"], "what is gone is not dropped again"


def test_a_part_that_waits_is_dropped_without_giving_a_place_back():
    event = make_event()
    part = make_part(event, capacity=1)
    _holder, waits = register(event, parts=(part,)), register(event, parts=(part,))
    service.drop_part(waits, part)
    assert parts_of(waits) == {} and part_taken(part) == 1


def test_the_only_activity_is_cancelled_and_not_dropped():
    event = make_event()
    part = make_part(event, alone=True)
    make_category(event, key="agm", agm_only=True)
    person = register(event, category="agm", parts=(part,))
    with pytest.raises(errors.LastPart):
        service.drop_part(person, part)


# --- Delegates ------------------------------------------------------------------------------------------------------
@pytest.fixture
def meeting():
    """(event, its general meeting), with one member organisation."""
    make_organisation()
    event = make_event()
    return event, make_part(event, kind="agm", alone=True)


def delegates() -> list[int]:
    query = select(RegistrationPart.registration_id).where(RegistrationPart.votes_for.is_not(None))
    return list(db.session.scalars(query))


def member(part: int, **says):
    return {"organisation": "Centre d’art", "parts": (part,), "delegate": True, **says}


def test_one_delegate_of_each_organisation(meeting):
    event, part = meeting
    first, second = register(event, **member(part)), register(event, **member(part))
    assert delegates() == [first]
    service.cancel(first)
    assert delegates() == []
    service.change(second, make_entry(name="Deux", email="deux@centre.example", **member(part)))
    assert delegates() == [second]


@pytest.mark.parametrize(
    "says", [{"organisation": "Nulle part"}, {"organisation": ""}, {"delegate": False}, {"parts": ()}]
)
def test_who_observes(meeting, says):
    event, part = meeting
    register(event, **member(part, **says))
    assert delegates() == []


def test_a_seat_is_given_up_and_taken(meeting):
    event, part = meeting
    first, second = register(event, **member(part)), register(event, **member(part))
    service.change(first, make_entry(name="Un", email="un@centre.example", **member(part, delegate=False)))
    service.change(second, make_entry(name="Deux", email="deux@centre.example", **member(part)))
    assert delegates() == [second]
    service.move(second, "waiting", reason="…")
    assert delegates() == []


def test_two_delegates_in_one_group(meeting):
    event, part = meeting
    rows = make_group(event, *[guest(organisation="Centre d’art", parts=(part,), delegate=True) for _ in range(2)])
    assert delegates() == [rows[0].id]
