"""Several people write the same texts at the same moment, each in a thread with a connection of their own."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from aami_events.events.models import Event
from aami_events.foundation import audit
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from aami_events.wording import queries, rules, service
from tests.factories import make_event, make_part
from tests.factories.together import together

pytestmark = pytest.mark.usefixtures("inside")


def entries(event: int) -> dict[str, queries.Entry]:
    db.session.rollback()
    return {row.key: row for row in queries.worklist(db.session.get_one(Event, event))}


def test_of_those_who_read_the_same_text_one_writes(inside: Flask):
    event = make_event()
    key = f"event:{event}:title"
    seen = entries(event)[key].text.seen

    def write(number: int) -> Callable[[], None]:
        return lambda: service.write(event, key, {"fr": f"Titre {number}", "en": f"Title {number}"}, seen=seen)

    outcomes = Counter(type(one).__name__ for one in together(inside, *map(write, range(6))))
    assert outcomes == {"NoneType": 1, "TextChanged": 5}
    row = entries(event)[key].row
    assert row and len(audit.history("text", row.id)) == 1


def test_the_same_file_loaded_by_several_at_once_is_loaded_once(inside: Flask):
    event = make_event()
    for position in (1, 2, 3):
        make_part(event, position=position, title=Bilingual.of(fr=f"Atelier {position}"))
    todo = [row for row in entries(event).values() if row.text.state == "missing"]
    lines = [
        (number, rules.Line(row.key, row.text.original, "Workshop", row.text.mark)) for number, row in enumerate(todo)
    ]
    done = together(inside, *[lambda: service.load(event, lines)] * 4)
    assert sorted(one["new"] for one in done) == [0, 0, 0, 3]
    held = [row.row for row in entries(event).values() if row.text.state == "review"]
    assert [len(audit.history("text", row.id)) for row in held if row] == [1, 1, 1]


def test_the_same_texts_given_by_two_people_at_once_have_one_row_each(inside: Flask):
    event = make_event()
    keys = list(entries(event))
    days = [rules.dt.date(2020, 8, day) for day in (20, 21, 22)]
    outcomes = together(inside, *[lambda day=day: service.assign(event, keys, due=day) for day in days])
    assert outcomes == [len(keys)] * 3
    (day,) = {row.due_on for row in entries(event).values()}
    assert day in days
