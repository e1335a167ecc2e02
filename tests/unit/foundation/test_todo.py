"""What is done first."""

import itertools

import pytest

from aami_events.foundation.todo import Found, Task, by_age, by_deadline, in_order

#: (why it comes here, what), in the order in which they are to be done
ORDER = [
    ("urgent and late", Found("a", "now", left=-2)),
    ("urgent, today is the last day", Found("c", "now", left=0)),
    ("urgent, and the oldest of those without a deadline", Found("d", "now", age=30)),
    ("urgent, younger", Found("b", "now", age=2)),
    ("urgent, nobody knows since when; by name", Found("a", "now")),
    ("the same, another name", Found("b", "now")),
    ("soon, however old the rest is", Found("a", "soon", age=1)),
    ("for later, with a deadline far away", Found("z", "later", left=300)),
    ("for later, without one", Found("a", "later", age=300)),
]


def test_the_most_urgent_then_the_nearest_deadline_then_the_oldest():
    tasks = [Task(found, why, "/") for why, found in ORDER]
    for shuffled in itertools.islice(itertools.permutations(tasks), 0, None, 9_001):
        assert [task.text for task in in_order(shuffled)] == [why for why, _found in ORDER]


@pytest.mark.parametrize(("days", "urgency"), [(0, "later"), (2, "later"), (3, "soon"), (6, "soon"), (7, "now")])
def test_by_age(days, urgency):
    assert by_age(days, soon=3, now=7) == urgency


@pytest.mark.parametrize(
    ("left", "urgency"),
    [(None, "later"), (15, "later"), (14, "soon"), (4, "soon"), (3, "now"), (0, "now"), (-9, "now")],
)
def test_by_deadline(left, urgency):
    assert by_deadline(left, soon=14, now=3) == urgency
