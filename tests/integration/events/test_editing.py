"""Events as people write them: begun, changed, kept apart from what somebody else has just changed."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.events import queries, service
from aami_events.events.errors import (
    EntryWrong,
    EventChanged,
    FewerThanHeld,
    NotReady,
    SlugFixed,
    VenueUnknown,
)
from aami_events.events.models import Event, Venue
from aami_events.events.queries.editing import history_of, plain_event, plain_venue
from aami_events.events.rules.when import WhenEntry
from aami_events.events.service import VenueEntry
from aami_events.foundation.audit import history
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db
from aami_events.foundation.dates import FuzzyDate
from aami_events.people.queries import find_person
from aami_events.registration.queries import categories_of
from tests.factories import make_event, make_person, make_venue, register, write_texts
from tests.factories.editing import EVENT, NINE, PART, entry_of, the_event, written
from tests.factories.reading import letters, states

pytestmark = pytest.mark.usefixtures("inside")


def begin(entry=EVENT, role="coordinator", **facts) -> int:
    return service.begin_event(dataclasses.replace(entry, **facts), creator_id=make_person(role))


def change(event_id: int, base: int | None = None, read=None, **changes) -> int:
    number = the_event(event_id).revision if base is None else base
    return service.change_event(event_id, entry_of(event_id, **changes), base=number, read=read)


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


# --- Begun ----------------------------------------------------------------------------------------------------------
def test_begun_as_a_draft_with_everything_that_was_written():
    event = queries.get_event(begin())
    assert (event.slug, event.state, event.revision) == ("ete-numerique", "draft", 1)
    assert event.title == Bilingual.of(fr="Été numérique", en="Digital summer")
    assert (event.starts, event.when) == (NINE, FuzzyDate(dt.date(2020, 9, 17), dt.date(2020, 9, 19), "day"))
    assert event.opens_at == dt.datetime(2020, 8, 1, 16, tzinfo=dt.UTC), "nine o'clock in Vancouver"
    assert event.venue and (event.venue.city, event.venue.province) == ("Vancouver", "BC")
    assert event.places.capacity == 10
    assert [row.key for row in categories_of(event.id)] == ["general"]


def test_whoever_begins_it_may_go_on_unless_they_may_anyway():
    coordinator, administrator = make_person("coordinator"), make_person("administrator")
    one = service.begin_event(EVENT, creator_id=coordinator)
    service.begin_event(EVENT, creator_id=administrator)
    grants = {who: find_person(who).grants for who in (coordinator, administrator)}
    held = {who: sorted((row.role, row.scope_id) for row in rows) for who, rows in grants.items()}
    assert held == {coordinator: [("coordinator", 0), ("organiser", one)], administrator: [("administrator", 0)]}
    assert queries.find_event("ete-numerique-2"), "the address of the first is taken"


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"title": Written()}, ("title", "title")),
        ({"kind": "party"}, ("kind", "choose")),
        ({"zone": "Mars/Olympus"}, ("zone", "choose")),
        ({"slug": "../etc"}, ("slug", "slug")),
        ({"slug": "taken-2020"}, ("slug", "slug_taken")),
        ({"slug": "agm-taken"}, ("slug", "slug_taken")),
        ({"starts": None, "ends": None}, ("starts", "starts_missing")),
        ({"when": WhenEntry("period")}, ("year", "year")),
        ({"venue": 10**9}, ("venue", "choose")),
        ({"venue": -1}, ("venue", "choose")),
        ({"venue": VenueEntry(written("Maison"))}, ("venue_city", "city")),
        ({"venue": VenueEntry(city="Moncton")}, ("venue_name", "name")),
        ({"venue": VenueEntry(written("Maison"), city="Moncton", province="XX")}, ("venue_province", "choose")),
        ({"milestone": 10**9}, ("milestone", "choose")),
        ({"capacity": 10**9}, ("capacity", "capacity")),
    ],
)
def test_what_cannot_be_begun(facts, fault):
    make_event("taken-2020", parts=[{"slug": "agm-taken"}])
    with pytest.raises(EntryWrong) as refusal:
        begin(**facts)
    assert refusal.value.faults == [fault]
    assert how_many(Event) == 1 and how_many(Venue) == 0


# --- Changed --------------------------------------------------------------------------------------------------------
def test_changed_with_one_more_revision_and_a_line_that_says_what():
    event = begin()
    assert change(event, title=Written("Automne", "Digital summer"), ends=NINE + dt.timedelta(days=3)) == 2
    now = the_event(event)
    assert now.title == Bilingual.of(fr="Automne", en="Digital summer", stale=["en"])
    line = history("event", event)[0]
    assert (line.action, line.diff) == (
        "event.changed",
        {
            "title-fr": ["Été numérique", "Automne"],
            "title-older": ["", "en"],
            "ends": ["2020-09-19T09:00", "2020-09-20T09:00"],
            "when": [
                {"first": "2020-09-17", "last": "2020-09-19", "precision": "day"},
                {"first": "2020-09-17", "last": "2020-09-20", "precision": "day"},
            ],
        },
    )


def test_what_was_compared_is_not_older():
    event = begin()
    change(event, title=Written("Automne", "Digital summer", agree=True))
    assert the_event(event).title == Bilingual.of(fr="Automne", en="Digital summer")


def test_nothing_changed_writes_nothing():
    event = begin()
    before = len(history("event", event))
    assert change(event) == 1
    assert len(history("event", event)) == before


def test_what_a_form_cannot_say_stays_exact():
    event = make_event(
        when=FuzzyDate(dt.date(2020, 9, 1), dt.date(2020, 9, 30), "month"),
        starts=dt.datetime(2020, 9, 17, 9, 0, 30),
        opens=dt.timedelta(seconds=-17),
    )
    before = plain_event(the_event(event)) | {"opens_at": the_event(event).opens_at, "starts": the_event(event).starts}
    change(event, summary=written("Autre"))
    after = plain_event(the_event(event)) | {"opens_at": the_event(event).opens_at, "starts": the_event(event).starts}
    assert {name for name in before if before[name] != after[name]} == {"summary-fr", "summary-en"}


def test_a_date_that_nobody_touched_stays_as_it_was_announced():
    odd = FuzzyDate(dt.date(2020, 12, 21), None, "season")
    event = make_event(when=odd, starts=None, ends=None, state="draft")
    asked = WhenEntry("period", None, None, "winter", 2020)
    change(event, when=asked, summary=written("Autre"))
    assert the_event(event).when == odd
    change(event, when=WhenEntry("period", None, None, "summer", 2021))
    assert the_event(event).when == FuzzyDate(dt.date(2021, 6, 1), dt.date(2021, 8, 31), "season")


def test_hours_are_given_up_with_the_exact_date():
    event = begin()
    change(event, when=WhenEntry("period", None, None, "m9", 2020), starts=NINE)
    now = the_event(event)
    assert (now.starts, now.ends, now.when.precision) == (None, None, "month")


def test_an_address_changes_until_the_event_is_public():
    event = begin()
    change(event, slug="ete-2020")
    assert the_event(event).slug == "ete-2020"
    make_event("taken-2020")
    with pytest.raises(EntryWrong):
        change(event, slug="taken-2020")
    write_texts(event)
    service.publish(event)
    with pytest.raises(SlugFixed):
        change(event, slug="autre-2020")
    assert the_event(event).slug == "ete-2020"


def test_another_editor_is_told_and_writes_nothing():
    event = begin()
    read = plain_event(the_event(event))
    change(event, summary=written("La première"))
    for seen in (read, None):
        with pytest.raises(EventChanged) as refusal:
            change(event, base=1, read=seen, title=written("La seconde"))
        assert refusal.value.revision == 2
    assert the_event(event).title.fr == "Été numérique"
    assert change(event, base=2, title=written("La seconde")) == 3


def test_a_change_that_touches_nothing_of_what_was_read_is_no_conflict():
    event = begin()
    read = plain_event(the_event(event))
    service.begin_part(event, PART)
    assert the_event(event).revision == 2
    assert change(event, base=1, read=read, title=written("Autre")) == 3


def test_places_do_not_become_fewer_than_are_held():
    event = make_event(capacity=3)
    for _ in range(3):
        register(event)
    with pytest.raises(FewerThanHeld) as refusal:
        change(event, capacity=2)
    assert refusal.value.taken == 3
    assert change(event, capacity=None) > 1
    assert the_event(event).places.capacity is None


def test_more_places_are_offered_to_those_who_wait_at_once():
    event = make_event(capacity=1)
    ids = [register(event) for _ in range(4)]
    assert states(*ids) == ["confirmed", "waiting", "waiting", "waiting"]
    change(event, capacity=3)
    assert states(*ids) == ["confirmed", "offered", "offered", "waiting"]
    assert letters(ids[1])[-1] == "offered"


def test_nobody_is_offered_a_place_at_what_is_postponed():
    event = make_event(capacity=1, venue=make_venue())
    write_texts(event)
    ids = [register(event) for _ in range(2)]
    service.move(event, "postpone", reason="La salle est fermée")
    change(event, capacity=2)
    assert states(*ids) == ["confirmed", "waiting"]
    service.move(event, "resume")
    assert states(*ids) == ["confirmed", "offered"], "announced again, it offers what is free"


def test_what_is_public_stays_whole():
    event = make_event(venue=make_venue(), state="draft")
    write_texts(event)
    service.publish(event)
    for changes in ({"title": Written("Seulement")}, {"venue": None}, {"closes": dt.datetime(2021, 1, 1)}):
        with pytest.raises(NotReady) as refusal:
            change(event, **changes)
        assert len(refusal.value.findings) == 1
    assert the_event(event).title.en and the_event(event).venue_id


def test_what_was_lacking_before_does_not_keep_a_public_event_from_being_mended():
    event = make_event()
    assert change(event, summary=written("Mieux")) == 2


# --- Venues ---------------------------------------------------------------------------------------------------------
def venue_of(event_id: int) -> Venue:
    venue = the_event(event_id).venue
    assert venue
    return venue


NEW = VenueEntry(written("Maison"), "2, rue Basse", "Vancouver", "BC", written("Rampe"))


def test_a_venue_is_changed_for_every_event_that_is_held_there():
    one = begin()
    other = begin(venue=the_event(one).venue_id)
    assert service.change_venue(one, NEW, base=1) == [one, other]
    assert (venue_of(other).address, the_event(other).revision) == ("2, rue Basse", 2)
    assert service.change_venue(one, NEW, base=2) == [], "nothing changed"
    assert history_of(other)[0].action == "venue.changed", "it stands in the other history too"


def test_a_venue_that_somebody_else_changed_is_not_written_over():
    one = begin()
    read = plain_venue(venue_of(one))
    service.change_venue(one, NEW, base=1, read=read)
    with pytest.raises(EventChanged):
        service.change_venue(one, dataclasses.replace(NEW, address="Ailleurs"), base=1, read=read)
    assert venue_of(one).address == "2, rue Basse"


def test_what_cannot_be_done_with_a_venue():
    with pytest.raises(VenueUnknown):
        service.change_venue(begin(mode="online", venue=None), NEW, base=1)
    event = begin()
    with pytest.raises(EntryWrong):
        service.change_venue(event, VenueEntry(), base=1)
    write_texts(event)
    service.publish(event)
    with pytest.raises(NotReady):
        service.change_venue(event, dataclasses.replace(NEW, name=Written("Maison")), base=the_event(event).revision)
    assert venue_of(event).address == "1, rue Haute"
