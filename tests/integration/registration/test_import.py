"""Lines of a list, written in batches."""

import pytest
from sqlalchemy import select

from aami_events.foundation.database import db
from aami_events.registration import service
from aami_events.registration.models import Registration
from aami_events.registration.service import importing
from tests.factories import make_entry, make_event
from tests.factories.reading import letters, taken


def lines(count: int, state: str = "confirmed"):
    return [(make_entry(), f"row-{number}", state) for number in range(count)]


def people() -> list[tuple[str | None, str, str]]:
    query = select(Registration.source_ref, Registration.state, Registration.source).order_by(Registration.id)
    return [tuple(row) for row in db.session.execute(query)]


def test_batch_by_batch_with_progress_and_without_letters(monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    event, seen = make_event(capacity=4), []
    assert service.import_lines(event, lines(5), seen.append) == 5
    assert seen == [2, 4, 5]
    assert [state for _ref, state, _source in people()] == ["confirmed"] * 4 + ["waiting"]
    assert {source for _ref, _state, source in people()} == {"import"}
    assert (taken(event), letters()) == (4, [])


def test_run_again_it_changes_nothing():
    event, rows = make_event(), lines(3)
    assert service.import_lines(event, rows) == 3
    assert service.import_lines(event, rows) == 0
    assert service.import_lines(event, [*rows, (make_entry(), "row-9", "confirmed")]) == 1
    assert (len(people()), taken(event)) == (4, 4)


def test_the_same_line_twice_in_one_list():
    event, rows = make_event(), lines(1)
    assert service.import_lines(event, rows * 2) == 1
    assert taken(event) == 1


def test_who_cancelled_elsewhere_takes_no_place():
    event = make_event(capacity=1)
    assert service.import_lines(event, [*lines(1, "cancelled"), (make_entry(), "row-9", "confirmed")]) == 2
    assert [state for _ref, state, _source in people()] == ["cancelled", "confirmed"]
    assert (taken(event), letters()) == (1, [])


def test_a_list_of_an_event_that_is_over(clock):
    event = make_event()
    clock.forward(days=60)
    assert service.import_lines(event, [*lines(1, "cancelled"), (make_entry(), "row-9", "confirmed")]) == 2
    assert taken(event) == 1


def test_a_line_that_cannot_be_written_takes_its_batch_with_it():
    from aami_events.registration.errors import UnknownCategory

    event = make_event()
    with pytest.raises(UnknownCategory):
        service.import_lines(event, [*lines(2), (make_entry(category="press"), "row-9", "confirmed")])
    assert (people(), taken(event)) == ([], 0)
