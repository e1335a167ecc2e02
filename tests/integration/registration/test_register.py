"""Registering."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.foundation import points
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db, transaction
from aami_events.people import service as people
from aami_events.registration import queries, service
from aami_events.registration.errors import MembersOnly, RegistrationClosed, UnknownCategory, UnknownPart
from aami_events.registration.models import Answer, Category, Consent, Registration
from tests.factories import NOW, both, make_entry, make_event, make_organisation, make_part, make_question, register
from tests.factories.reading import deeds, last_letter, letters, part_taken, parts_of, states, taken, the

CATEGORIES = (
    {"key": "member", "members_only": True, "price_cents": 5000},
    {"key": "others", "price_cents": 7500, "capacity": 1},
    {"key": "agm", "agm_only": True, "price_cents": 100, "capacity": 3},
)


def everyone() -> int:
    return db.session.scalar(select(func.count()).select_from(Registration)) or 0


def test_a_place_is_taken_and_a_letter_waits():
    event = make_event()
    number = register(event, name="  Ariane   Tremblay ", email=" Ariane@Centre.Example ", language="en")
    found = the(number)
    assert (found.state, found.name, found.email) == ("confirmed", "Ariane Tremblay", "ariane@centre.example")
    assert (found.created_at, found.waiting_since, found.link_version) == (NOW, None, 1)
    assert taken(event) == 1
    letter = last_letter()
    assert (letter.kind, letter.recipient, letter.language) == ("registration.confirmed", "ariane@centre.example", "en")
    assert deeds(number) == ["created"]


def test_without_a_letter():
    event = make_event()
    number = service.register(event, make_entry(), letter=False).registration_id
    assert states(number) == ["confirmed"]
    assert letters() == []


def test_the_last_place_and_the_one_after_it():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    assert states(first, second) == ["confirmed", "waiting"]
    assert the(second).waiting_since == NOW
    assert taken(event) == 1
    assert letters() == ["confirmed", "waiting"]


def test_nobody_gets_a_place_where_there_is_none():
    event = make_event(capacity=0)
    assert states(register(event)) == ["waiting"]
    assert taken(event) == 0


def test_without_a_limit_everyone_comes():
    event = make_event(capacity=None)
    assert states(*[register(event) for _ in range(3)]) == ["confirmed"] * 3
    assert taken(event) == 3


def test_a_full_category_waits_while_another_has_places():
    event = make_event(categories=CATEGORIES)
    make_organisation()
    first, second = register(event, category="others"), register(event, category="others")
    member = register(event, category="member", organisation="Centre d’art")
    assert states(first, second, member) == ["confirmed", "waiting", "confirmed"]
    assert taken(event) == 2


def test_a_full_part_does_not_keep_anyone_from_the_rest():
    event = make_event()
    small, large = make_part(event, capacity=1), make_part(event, position=2)
    register(event, parts=(small,))
    second = register(event, parts=(small, large))
    assert states(second) == ["confirmed"]
    assert parts_of(second) == {small: "waiting", large: "confirmed"}
    assert (part_taken(small), part_taken(large)) == (1, 1)


def test_who_waits_for_the_event_waits_for_its_parts():
    event = make_event(capacity=0)
    part = make_part(event)
    number = register(event, parts=(part,))
    assert parts_of(number) == {part: "waiting"}
    assert part_taken(part) == 0


def test_the_general_meeting_alone_takes_no_place_of_the_conference():
    event = make_event(capacity=0, categories=CATEGORIES)
    meeting, session = make_part(event, alone=True, slug="agm-2020"), make_part(event, position=2)
    number = register(event, category="agm")
    assert states(number) == ["confirmed"]
    assert parts_of(number) == {meeting: "confirmed"}
    assert (taken(event), part_taken(meeting), the(number).amount_due_cents) == (0, 1, 0)
    with pytest.raises(UnknownPart):
        register(event, category="agm", parts=(session,))


def test_what_is_due_is_the_price_of_the_category():
    event = make_event(categories=CATEGORIES)
    assert the(register(event, category="others")).amount_due_cents == 7500


def test_members_only():
    event = make_event(categories=CATEGORIES)
    make_organisation()
    for organisation in ("", "Centre d’art du coin", "Centre"):
        with pytest.raises(MembersOnly):
            register(event, category="member", organisation=organisation)
    for organisation in ("Centre d’art", "CENTRE D'ART", "Art Centre"):
        assert the(register(event, category="member", organisation=organisation)).organisation_id


def test_an_event_for_members():
    event = make_event(visibility="members")
    make_organisation()
    with pytest.raises(MembersOnly):
        register(event, organisation="Ailleurs")
    assert states(register(event, organisation="Art Centre")) == ["confirmed"]
    assert states(register(event, by_organiser=True)) == ["confirmed"], "an organiser is trusted about it"


def test_an_unknown_category_or_part():
    event, other = make_event(categories=CATEGORIES), make_event("autre-2020")
    for category in (None, "", "press", "general"):
        with pytest.raises(UnknownCategory):
            register(event, category=category)
    with pytest.raises(UnknownPart):
        register(event, category="others", parts=(make_part(other),))
    assert (everyone(), letters()) == (0, [])


def test_a_category_that_is_offered_no_longer():
    event = make_event(categories=CATEGORIES)
    with transaction():
        retired = db.session.scalars(select(Category).where(Category.key == "others")).one()
        retired.retired_at = NOW
    with pytest.raises(UnknownCategory):
        register(event, category="others")


def test_the_same_form_twice_registers_once():
    event = make_event()
    entry = make_entry()
    first = service.register(event, entry, form_key="a form")
    again = service.register(event, entry, form_key="a form")
    assert (again.registration_id, again.state, again.repeated) == (first.registration_id, "confirmed", False)
    assert (everyone(), taken(event), letters()) == (1, 1, ["confirmed"])


def test_the_same_person_again_changes_nothing_and_is_written_to():
    event = make_event()
    first = register(event, name="Éloïse Côté", email="info@centre.example", pronouns="elle")
    again = service.register(event, make_entry(name="eloise  cote", email="INFO@centre.example", pronouns="iel"))
    assert (again.registration_id, again.repeated) == (first, True)
    assert the(first).pronouns == "elle"
    assert (everyone(), taken(event), letters(first)) == (1, 1, ["confirmed", "repeated"])
    assert last_letter().recipient == "info@centre.example"


def test_two_people_may_share_an_address():
    event = make_event()
    numbers = [register(event, name=name, email="info@centre.example") for name in ("Éloïse Côté", "Léo Roy")]
    assert len(set(numbers)) == 2
    assert taken(event) == 2


def test_whoever_cancelled_may_register_again():
    event = make_event()
    entry = make_entry()
    first = service.register(event, entry).registration_id
    service.cancel(first)
    again = service.register(event, entry)
    assert (again.repeated, again.registration_id == first) == (False, False)
    assert taken(event) == 1


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"opens": dt.timedelta(hours=1)}, "later"),
        ({"closes": dt.timedelta(hours=-1)}, "over"),
        ({"opens": None}, "not_planned"),
        ({"visibility": "invited"}, "invited"),
        ({"state": "draft"}, "draft"),
        ({"state": "cancelled"}, "cancelled"),
    ],
)
def test_closed(facts, state):
    event = make_event(**facts)
    with pytest.raises(RegistrationClosed) as refusal:
        register(event)
    assert refusal.value.state == state
    assert (everyone(), taken(event), letters()) == (0, 0, [])


def test_a_form_that_is_sent_again_after_the_close_still_finds_its_registration(clock):
    event = make_event()
    entry = make_entry()
    first = service.register(event, entry, form_key="a form")
    clock.forward(days=21)
    assert service.register(event, entry, form_key="a form") == first
    with pytest.raises(RegistrationClosed):
        service.register(event, entry)


def test_someone_who_is_registered_in_a_full_event_is_not_put_on_its_waiting_list():
    event = make_event(capacity=1)
    entry = make_entry()
    service.register(event, entry)
    assert service.register(event, entry).repeated
    assert (everyone(), taken(event)) == (1, 1)


def test_an_organiser_registers_someone_at_any_time():
    event = make_event(closes=dt.timedelta(hours=-1))
    assert states(register(event, by_organiser=True)) == ["confirmed"]


def test_an_organiser_does_not_sell_more_than_there_is():
    event = make_event(capacity=1)
    assert states(register(event), register(event, by_organiser=True)) == ["confirmed", "waiting"]


def test_it_closes_at_the_minute(clock):
    event = make_event(closes=dt.timedelta(minutes=1))
    clock.forward(seconds=59)
    assert states(register(event)) == ["confirmed"]
    clock.forward(seconds=1)
    with pytest.raises(RegistrationClosed):
        register(event)


def test_what_was_said_is_kept():
    event = make_event()
    make_question(event, "meal")
    asked = queries_asked(event)
    number = register(
        event,
        answers={asked["meal"]: "végétarien"},
        consents={"photo": True, "listing": False},
        access_needs="Interprétation en LSQ",
        province="NB",
        first_time=True,
    )
    assert [answer.value for answer in db.session.scalars(select(Answer))] == ["végétarien"]
    assert [(row.purpose, row.given, row.at) for row in db.session.scalars(select(Consent))] == [("photo", True, NOW)]
    assert queries.access_of(number) == "Interprétation en LSQ"
    assert (the(number).province, the(number).first_time) == ("NB", True)


def queries_asked(event: int) -> dict[str, int]:
    from aami_events.questions.queries import asked_by

    return {row.key: row.version_id for row in asked_by("event", event)}


def test_the_region_follows_from_the_province_unless_said_otherwise():
    event = make_event()
    people.ensure_region("atlantic", both("Atlantique"), ["NB"], 1)
    numbers = [register(event, province="NB"), register(event, province="NB", region="quebec"), register(event)]
    assert [the(number).region for number in numbers] == ["atlantic", "quebec", None]


def test_names_of_every_script_are_kept_and_found():
    event = make_event()
    for name in ("ᐃᓄᒃᑎᑐᑦ", "Wačí Wiŋ", "محمد", "王小明", "Alíla7"):
        found = the(register(event, name=name))
        assert found.name == name
        assert found.sort_key


def test_the_same_reference_of_another_system_comes_in_once():
    event = make_event()
    service.register(event, make_entry(), source="import", source_ref="row-1")
    with pytest.raises(Exception, match=r"(?i)unique"):
        service.register(event, make_entry(), source="import", source_ref="row-1")
    assert taken(event) == 1


def test_a_feature_that_is_told_may_refuse_and_then_nothing_has_happened(monkeypatch):
    class NotToday(Exception):
        pass

    def refuse(_registration_id, _action):
        raise NotToday

    event = make_event()
    monkeypatch.setattr(points.registration_changed, "_heard", [refuse])
    with pytest.raises(NotToday):
        register(event)
    assert (everyone(), taken(event), letters()) == (0, 0, [])


def test_one_event_does_not_touch_another():
    one, other = make_event(capacity=1), make_event("autre-2020", capacity=1)
    entry = make_entry()
    assert states(*[service.register(event, entry).registration_id for event in (one, other)]) == ["confirmed"] * 2


def test_the_general_category_is_there_for_an_event_without_any():
    event = make_event()
    assert [(row.key, row.name) for row in queries.categories_of(event)] == [
        ("general", Bilingual.of(fr="Inscription générale", en="General registration"))
    ]


def test_how_one_can_take_part():
    from aami_events.events.queries import get_event

    for mode, modes in {"hybrid": ("in_person", "online"), "online": ("online",), "in_person": ("in_person",)}.items():
        assert service.modes_of(get_event(make_event(f"event-{mode.replace('_', '-')}", mode=mode))) == modes
