"""Parts as people write them: added, changed, ordered, removed while nobody has chosen them."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.events import service
from aami_events.events.errors import (
    EntryWrong,
    EventChanged,
    FewerThanHeld,
    NotReady,
    PartChosen,
    PartUnknown,
    SlugFixed,
)
from aami_events.events.models import Part, Place
from aami_events.events.queries.editing import plain_part
from aami_events.foundation.audit import history
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.registration import service as registration
from tests.factories import make_event, make_part, make_venue, register, write_texts
from tests.factories.editing import NINE, PART, the_event, written
from tests.factories.reading import parts_of

pytestmark = pytest.mark.usefixtures("inside")
HOUR = dt.timedelta(hours=1)


def the_part(part_id: int) -> Part:
    db.session.rollback()
    return db.session.get_one(Part, part_id)


def change(event_id: int, part_id: int, base: int | None = None, read=None, **changes) -> None:
    number = the_event(event_id).revision if base is None else base
    service.change_part(event_id, part_id, dataclasses.replace(PART, **changes), base=number, read=read)


def order(event_id: int) -> list[int]:
    return [part.id for part in the_event(event_id).parts]


def test_added_with_everything_that_was_written():
    event = make_event(state="draft")
    entry = dataclasses.replace(PART, slug="atelier-2020", alone=True, interpretation=("lsq",), capacity=12)
    part = the_part(service.begin_part(event, entry))
    assert (part.slug, part.kind, part.alone, part.places.capacity) == ("atelier-2020", "workshop", True, 12)
    assert (part.languages, part.interpretation, part.starts) == (["fr"], ["lsq"], NINE)
    assert part.summary is None and part.room and part.room.en == "Salle (en)"
    assert (the_event(event).revision, history("part", part.id)[0].action) == (2, "event.part_added")


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"title": Written()}, ("title", "title")),
        ({"kind": "party"}, ("kind", "choose")),
        ({"slug": "rencontre-2020"}, ("slug", "slug_taken")),
        ({"slug": "x"}, ("slug", "slug")),
        ({"zone": ""}, ("zone", "choose")),
        ({"languages": ("tlh",)}, ("languages", "choose")),
        ({"milestone": -1}, ("milestone", "choose")),
        ({"ends": NINE}, ("ends", "before")),
    ],
)
def test_what_cannot_be_added(facts, fault):
    event = make_event()
    with pytest.raises(EntryWrong) as refusal:
        service.begin_part(event, dataclasses.replace(PART, **facts))
    assert refusal.value.faults == [fault]
    assert db.session.scalar(select(func.count()).select_from(Part)) == 0


def test_changed_with_a_revision_of_the_event_for_calendars():
    event = make_event(state="draft")
    part = service.begin_part(event, PART)
    change(event, part, starts=NINE + HOUR)
    assert (the_part(part).starts, the_event(event).revision) == (NINE + HOUR, 3)
    assert history("part", part)[0].diff == {"starts": ["2020-09-17T09:00", "2020-09-17T10:00"]}
    change(event, part, starts=NINE + HOUR)
    assert the_event(event).revision == 3, "nothing changed"


def test_what_a_loader_called_it_may_stay():
    event = make_event(state="draft")
    part = make_part(event, kind="co-creation", zone="Europe/Paris")
    change(event, part, kind="co-creation", zone="Europe/Paris")
    with pytest.raises(EntryWrong):
        change(event, part, kind="something-else")
    assert the_part(part).kind == "co-creation"


def test_of_two_who_read_the_same_part_one_is_told():
    event = make_event(state="draft")
    one, other = service.begin_part(event, PART), service.begin_part(event, PART)
    base, read = the_event(event).revision, plain_part(the_part(one))
    change(event, other, title=written("Autre"))
    change(event, one, base=base, read=read, capacity=4)
    with pytest.raises(EventChanged):
        change(event, one, base=base, read=read, title=written("Encore"))
    assert (the_part(one).title.fr, the_part(one).places.capacity) == ("Atelier (fr)", 4)


def test_its_address_stays_once_it_is_public():
    event = make_event()
    part = make_part(event, slug="agm-2020")
    change(event, part, slug="")
    with pytest.raises(SlugFixed):
        change(event, part, slug="agm-2021")
    assert the_part(part).slug == "agm-2020"
    other = make_part(event, position=2)
    change(event, other, slug="atelier-2020")
    assert the_part(other).slug == "atelier-2020", "a part without one may get one"


def test_places_of_a_part_follow_those_who_hold_them():
    event = make_event()
    part = make_part(event, capacity=1)
    first, second = register(event, parts=(part,)), register(event, parts=(part,))
    assert (parts_of(first), parts_of(second)) == ({part: "confirmed"}, {part: "waiting"})
    with pytest.raises(FewerThanHeld) as refusal:
        change(event, part, capacity=0)
    assert refusal.value.taken == 1
    change(event, part, capacity=2)
    assert parts_of(second) == {part: "confirmed"}, "who waited has the place at once"


def test_a_public_event_keeps_its_parts_inside_its_time():
    event = make_event(venue=make_venue(), state="draft")
    write_texts(event)
    service.publish(event)
    with pytest.raises(NotReady):
        service.begin_part(event, dataclasses.replace(PART, starts=NINE - 100 * HOUR))
    part = service.begin_part(event, dataclasses.replace(PART, zone="America/Toronto"))
    with pytest.raises(NotReady):
        change(event, part, zone="America/Toronto", ends=NINE + 1000 * HOUR)
    assert the_part(part).ends == PART.ends


def test_parts_move_past_those_of_their_time():
    event = make_event(state="draft")
    early, one, other = (make_part(event, position=1, starts=NINE + at * HOUR) for at in (0, 1, 1))
    last = make_part(event, position=1, starts=None, ends=None)
    assert order(event) == [early, one, other, last]
    service.move_part(event, other, up=True)
    assert order(event) == [early, other, one, last]
    revision = the_event(event).revision
    for part, up in ((other, True), (one, False), (last, True)):
        service.move_part(event, part, up=up)
    assert (order(event), the_event(event).revision) == ([early, other, one, last], revision)
    service.move_part(event, other, up=False)
    assert order(event) == [early, one, other, last]


def test_removed_with_its_places_while_nobody_chose_it():
    event = make_event()
    kept, part = make_part(event), make_part(event, position=2, slug="atelier-2020")
    places = db.session.scalar(select(func.count()).select_from(Place)) or 0
    service.remove_part(event, part)
    assert order(event) == [kept]
    assert db.session.scalar(select(func.count()).select_from(Place)) == places - 1
    assert history("part", part)[0].diff["slug"] == ["atelier-2020", None]


def test_a_part_that_somebody_chose_stays():
    event = make_event()
    part = make_part(event)
    ids = [register(event, parts=(part,)) for _ in range(3)]
    registration.cancel(ids[0])
    with pytest.raises(PartChosen) as refusal:
        service.remove_part(event, part)
    assert refusal.value.count == 3, "what somebody who cancelled had chosen is kept too"
    assert order(event) == [part]


@pytest.mark.parametrize("deed", ["change", "move", "remove"])
def test_the_part_of_another_event_is_unknown(deed):
    event, part = make_event(), make_part(make_event("autre-2020"))
    with pytest.raises(PartUnknown):
        match deed:
            case "change":
                change(event, part)
            case "move":
                service.move_part(event, part, up=True)
            case _:
                service.remove_part(event, part)
