"""States of an event: what may follow, what stands in the way, what is written down."""

import pytest

from aami_events.events import service
from aami_events.events.errors import MoveRefused, NotReady, PeopleRegistered, ReasonMissing, TextsMissing
from aami_events.events.queries.checklist import check_event
from aami_events.events.queries.editing import held
from aami_events.foundation import points
from aami_events.foundation.audit import history
from aami_events.foundation.database import transaction
from aami_events.foundation.points import Finding, Held
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from aami_events.registration.rendering import calendar
from tests.factories import NOW, make_event, make_part, make_question, make_venue, register, write_texts
from tests.factories.editing import the_event
from tests.factories.reading import the

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def ready(inside) -> int:
    """A draft that lacks nothing."""
    event = make_event(state="draft", venue=make_venue())
    write_texts(event)
    return event


def state(event_id: int) -> str:
    return the_event(event_id).state


def blocking(event_id: int) -> set[str]:
    return {getattr(row, "what", "") or getattr(row, "key", "") for row in check_event(the_event(event_id)).blocking}


def test_there_and_back(ready):
    for deed, expected in (
        ("publish", "published"),
        ("withdraw", "draft"),
        ("publish", "published"),
        ("postpone", "postponed"),
        ("resume", "published"),
        ("cancel", "cancelled"),
        ("archive", "archived"),
        ("resume", "published"),
    ):
        before = the_event(ready).revision
        service.move(ready, deed, reason="Une raison")
        assert (state(ready), the_event(ready).revision) == (expected, before + 1)
    assert [entry.action.removeprefix("event.") for entry in history("event", ready)][:3] == [
        "resumed",
        "archived",
        "cancelled",
    ]
    assert history("event", ready)[2].reason == "Une raison"


@pytest.mark.parametrize("deed", ["resume", "cancel", "archive", "withdraw", "explode"])
def test_what_does_not_follow_is_refused(ready, deed):
    with pytest.raises(MoveRefused):
        service.move(ready, deed, reason="Une raison")
    assert state(ready) == "draft"


@pytest.mark.parametrize("deed", ["cancel", "postpone"])
def test_where_people_have_made_plans_somebody_says_why(ready, deed):
    service.publish(ready)
    for nothing in ("", " \x00\t "):
        with pytest.raises(ReasonMissing):
            service.move(ready, deed, reason=nothing)
    assert state(ready) == "published"


def test_back_to_a_draft_only_while_nobody_is_registered(ready):
    service.publish(ready)
    person = register(ready)
    with pytest.raises(PeopleRegistered) as refusal:
        service.move(ready, "withdraw")
    assert (refusal.value.count, state(ready)) == (1, "published")
    registration.cancel(person)
    service.move(ready, "withdraw")
    assert state(ready) == "draft"


def test_not_published_while_something_blocks(ready):
    make_part(ready, starts=None, ends=None)
    with transaction():
        for row in registrations.categories_of(ready):
            row.retired_at = NOW
    assert blocking(ready) == {"part_no_time", "categories:none"}
    with pytest.raises(NotReady) as refusal:
        service.publish(ready)
    assert (len(refusal.value.findings), state(ready)) == (2, "draft")


def test_nor_without_its_texts():
    event = make_event(state="draft", venue=make_venue())
    with pytest.raises(TextsMissing):
        service.move(event, "publish")
    assert blocking(event) == {"required_text"}


def test_a_question_in_one_language_blocks_and_says_which(ready):
    question = make_question(ready, "meal", label={"fr": "Repas ?"})
    (found,) = check_event(the_event(ready)).blocking
    assert (found.what, found.about, found.languages) == ("text_missing", f"question:{question}:label", ("en",))


def test_what_a_feature_above_finds_is_asked(ready, monkeypatch):
    advice = Finding("programme:empty", "The programme is empty", blocks=False)
    monkeypatch.setattr(points.event_findings, "_heard", [lambda ids: {ids[0]: [advice]}])
    assert check_event(the_event(ready)).others == [advice]
    service.publish(ready)
    assert state(ready) == "published"


def test_what_hangs_on_an_event_adds_up(ready, monkeypatch):
    answers = [lambda ids: {ids[0]: Held(2, {7: 1})}, lambda _ids: {}, lambda ids: {ids[0]: Held(1, {7: 2, 8: 1})}]
    monkeypatch.setattr(points.event_held, "_heard", answers)
    assert held(ready) == Held(3, {7: 3, 8: 1})


def test_at_what_is_cancelled_nobody_is_offered_a_place(inside):
    event = make_event(capacity=1)
    one, waiting = register(event), register(event)
    service.move(event, "cancel", reason="La salle est fermée")
    registration.cancel(one)
    assert the(waiting).state == "waiting"


def test_an_event_that_is_cancelled_says_so_in_calendars(ready):
    service.publish(ready)
    person = register(ready)
    service.move(ready, "cancel", reason="La salle est fermée")
    assert the(person).state == "confirmed", "registrations are kept"
    assert b"STATUS:CANCELLED" in calendar(the(person))
    assert b"SEQUENCE:3" in calendar(the(person))
