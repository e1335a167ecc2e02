"""Who changed what."""

import pytest

from aami_events.foundation import audit
from aami_events.foundation.audit import HIDDEN, AuditEntry
from aami_events.foundation.database import db, transaction

pytestmark = pytest.mark.usefixtures("inside")


def entries() -> list[AuditEntry]:
    return list(db.session.query(AuditEntry).order_by(AuditEntry.id))


def test_a_change_and_its_trace_are_one(clock):
    with transaction():
        audit.record("event.created", ("event", 3), scope=("event", 3), diff={"slug": [None, "x"]}, reason="r" * 500)
    entry = entries()[0]
    assert (entry.action, entry.subject_kind, entry.subject_id, entry.scope_kind, entry.scope_id) == (
        "event.created", "event", 3, "event", 3,
    )  # fmt: skip
    assert (entry.at, entry.diff, entry.reason) == (clock.now, {"slug": [None, "x"]}, "r" * 400)
    assert (entry.actor_id, entry.actor_label) == (None, "system")


def test_what_is_rolled_back_leaves_no_trace():
    with pytest.raises(ZeroDivisionError), transaction():
        audit.record("event.created", ("event", 3))
        raise ZeroDivisionError
    assert entries() == []


def test_no_trace_without_a_transaction():
    with pytest.raises(RuntimeError):
        audit.record("event.created", ("event", 3))


def test_changes_are_written_down_as_whose_they_are():
    with transaction():
        with audit.acting(7, "account"):
            audit.record("a", ("event", 3))
            with audit.acting(None, "command"):
                audit.record("b", ("event", 3))
        audit.record("c", ("event", 3))
    assert [(row.action, row.actor_id, row.actor_label) for row in entries()] == [
        ("a", 7, "account"), ("b", None, "command"), ("c", None, "system"),
    ]  # fmt: skip


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 2}, {"a": [1, 2]}),
        ({}, {"a": 2}, {"a": [None, 2]}),
        ({"a": 1, "b": 1}, {"a": 2}, {"a": [1, 2]}),
        ({"secret": "x"}, {"secret": "y"}, {"secret": [HIDDEN, HIDDEN]}),
        ({"secret": ""}, {"secret": "y"}, {"secret": ["", HIDDEN]}),
        ({"secret": "x"}, {"secret": None}, {"secret": [HIDDEN, None]}),
        ({"secret": "x"}, {"secret": "x"}, {}),
    ],
)
def test_a_diff_shows_what_changed_and_hides_what_is_sensitive(before, after, shown):
    assert audit.difference(before, after, frozenset({"secret"})) == shown


def test_the_newest_first():
    with transaction():
        for number in range(4):
            audit.record(f"deed.{number}", ("event", 3))
        audit.record("other", ("event", 4))
        audit.record("other", ("person", 3))
    assert [row.action for row in audit.history("event", 3, limit=3)] == ["deed.3", "deed.2", "deed.1"]


@pytest.mark.databases("sqlite")
def test_a_thread_that_serves_one_after_another_does_not_mix_them_up(app, client):
    """One signs in and looks around; what the next, a stranger, does is not written down as theirs."""
    from tests.factories import make_event, make_person

    make_event()
    person = make_person("administrator", email="admin@centre.example", password="un mot de passe long")
    db.session.remove()
    audit.act_as(person, "account")
    app.test_client().get("/fr/")
    assert audit._actor.get().id is None
