"""Events: created, completed, loaded."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.events import queries, service
from aami_events.events.errors import KindUnknown, SlugInvalid, SlugTaken
from aami_events.events.models import Event, Part, Place, Venue
from aami_events.foundation import points
from aami_events.foundation.audit import history
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from tests.factories import NOW, both, make_event, make_part

pytestmark = pytest.mark.usefixtures("inside")
TITLE = Bilingual.of(fr="Rencontre", en="Meeting")


def create(slug="reunion-2020", kind="meeting", **facts):
    return service.create_event(slug, kind=kind, title=TITLE, capacity=12, **facts)


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_created_neutral_and_completed_by_the_features_above():
    event = queries.get_event(create())
    assert (event.slug, event.state, event.mode, event.zone) == ("reunion-2020", "draft", "online", "America/Toronto")
    assert (event.places.capacity, event.places.taken, event.created_at) == (12, 0, NOW)
    assert (event.opens_at, event.starts, event.title) == (None, None, TITLE)
    assert [entry.action for entry in history("event", event.id)] == ["event.created"]


@pytest.mark.parametrize(
    ("slug", "kind", "refusal"),
    [("Réunion", "meeting", SlugInvalid), ("abc", "meeting", SlugInvalid), ("reunion-2020", "party", KindUnknown)],
)
def test_what_cannot_be_created(slug, kind, refusal):
    with pytest.raises(refusal):
        create(slug, kind)
    assert (how_many(Event), how_many(Place)) == (0, 0)


def test_an_address_is_given_once_to_an_event_or_a_part():
    event = create()
    make_part(event, slug="agm-2020")
    for taken in ("reunion-2020", "agm-2020"):
        with pytest.raises(SlugTaken):
            create(taken)
    assert how_many(Event) == 1


def test_a_feature_that_cannot_complete_it_keeps_it_from_being_created(monkeypatch):
    def fail(_event_id):
        raise ZeroDivisionError

    monkeypatch.setattr(points.event_created, "_heard", [fail])
    with pytest.raises(ZeroDivisionError):
        create()
    assert how_many(Event) == 0


def test_an_event_is_found_by_its_own_address_and_by_its_parts():
    event = create()
    part = make_part(event, slug="agm-2020")
    for slug in ("reunion-2020", "agm-2020"):
        for found in (queries.find_event(slug), queries.find_event_whole(slug)):
            assert found is not None and found.id == event
    assert (queries.find_event("unknown"), queries.find_event_whole("unknown")) == (None, None)
    found = queries.find_part("agm-2020")
    assert found is not None and found.id == part


FACTS = {
    "slug": "conference-2020", "kind": "conference", "mode": "hybrid", "state": "published", "visibility": "public",
    "title": {"fr": "Conférence", "en": "Conference"}, "summary": {"fr": "Résumé", "en": "Summary"},
    "description": {"fr": "Tout", "en": "All"}, "capacity": 160, "zone": "America/Toronto",
    "when": {"first": "2020-09-17", "last": "2020-09-19", "precision": "range"},
    "starts": "2020-09-17T09:00", "ends": "2020-09-19T17:00", "demo_dates": True,
    "opens": "2020-06-01T09:00", "closes": None, "change_until": "2020-09-10T23:59", "milestone": None,
    "venue": {"name": {"fr": "Salle", "en": "Hall"}, "address": "1, rue Exemple", "city": "Québec", "province": "QC",
              "access": {"fr": "Rampe", "en": "Ramp"}},
    "parts": [
        {"slug": "agm-2020", "kind": "agm", "title": {"fr": "AGA", "en": "AGM"},
         "summary": {"fr": "Vote", "en": "Vote"},
         "capacity": 40, "starts": "2020-09-18T10:00", "ends": "2020-09-18T12:00", "zone": "America/Toronto",
         "room": {"fr": "Grande salle", "en": "Main room"}, "mode": "hybrid", "languages": ["fr", "en"],
         "interpretation": ["fr-en"], "alone": True, "milestone": None},
        {"kind": "session", "title": {"fr": "Atelier", "en": "Workshop"}, "capacity": None, "zone": "America/Vancouver",
         "mode": "online", "languages": ["en"], "interpretation": [], "alone": False},
    ],
}  # fmt: skip


def test_loaded_from_plain_values():
    number = service.load_event(FACTS)
    assert number is not None
    event = queries.get_event(number)
    assert (event.mode, event.places.capacity, event.starts) == ("hybrid", 160, dt.datetime(2020, 9, 17, 9))
    assert event.opens_at == dt.datetime(2020, 6, 1, 13, tzinfo=dt.UTC), "wall time in the event's zone"
    assert (event.closes_at, event.change_until) == (None, dt.datetime(2020, 9, 11, 3, 59, tzinfo=dt.UTC))
    assert event.venue is not None and event.venue.access == Bilingual.of(fr="Rampe", en="Ramp")
    meeting = next(part for part in event.parts if part.slug == "agm-2020")
    workshop = next(part for part in event.parts if part.slug is None)
    assert (meeting.places.capacity, meeting.alone, meeting.room) == (
        40,
        True,
        Bilingual.of(fr="Grande salle", en="Main room"),
    )
    assert (workshop.places.capacity, workshop.starts, workshop.room, workshop.summary) == (None, None, None, None)
    assert meeting.starts_at == dt.datetime(2020, 9, 18, 14, tzinfo=dt.UTC)
    assert (workshop.starts_at, workshop.ends_at) == (None, None)


def test_what_is_there_stays_as_people_have_made_it():
    service.load_event(FACTS)
    assert service.load_event({**FACTS, "capacity": 5}) is None
    assert (how_many(Event), how_many(Part), how_many(Venue)) == (1, 2, 1)
    event = queries.find_event("conference-2020")
    assert event is not None and event.places.capacity == 160


def test_loaded_with_its_milestones_and_without_a_venue():
    from aami_events.plan import service as plan
    from aami_events.plan.models import Milestone
    from aami_events.seeds.service import data

    plan.load_objectives(data("plan")["objectives"][:1])
    key = db.session.scalars(select(Milestone.key)).first()
    venue = {**FACTS["venue"], "access": None}
    parts = [{**FACTS["parts"][0], "milestone": key}]
    service.load_event({**FACTS, "milestone": key, "venue": venue, "parts": parts})
    service.load_event({**FACTS, "slug": "autre-2020", "venue": None, "parts": []})
    first, second = queries.find_event("conference-2020"), queries.find_event("autre-2020")
    assert first is not None and first.milestone is not None and first.milestone.key == key
    assert first.parts[0].milestone_id == first.milestone_id
    assert first.venue is not None and first.venue.access is None
    assert second is not None and second.venue is None
    found = queries.events_of_milestones([first.milestone_id or 0])
    assert [slug for slug, _thing in found[first.milestone_id or 0]] == ["conference-2020", "agm-2020"]


def test_the_calendar_does_not_show_drafts():
    make_event()
    make_event("brouillon-2020", state="draft")
    assert [event.slug for event in queries.list_shown()] == ["rencontre-2020"]
    assert [event.slug for event in queries.list_all()] == ["rencontre-2020", "brouillon-2020"]


def test_both_sides_of_a_text():
    assert service.both({"fr": "Un"}) == Bilingual.of(fr="Un")
    assert both("Un") == Bilingual.of(fr="Un (fr)", en="Un (en)")
