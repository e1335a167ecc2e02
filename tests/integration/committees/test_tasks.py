"""A committee is set up and changed; its tasks are written down, given, done."""

import datetime as dt

import pytest

from aami_events.committees import errors, queries, rendering, service
from aami_events.foundation.bilingual import Written
from tests.factories import make_event
from tests.factories.committees import invite, make_committee, seat, the_member
from tests.factories.counting import statements

pytestmark = pytest.mark.usefixtures("inside")
TODAY = dt.date(2020, 8, 17)


def entry(**says) -> service.CommitteeEntry:
    return service.CommitteeEntry(**({"name": Written("Rayonnement", "Outreach"), "kind": "outreach"} | says))


def task(title: str = "Appeler", **says) -> service.TaskEntry:
    return service.TaskEntry(title, "fr", **says)


def test_a_committee_is_set_up_and_changed():
    event = make_event()
    number = service.begin(entry(event_id=event, starts=TODAY))
    row = queries.find_committee("rayonnement")
    assert (row.id, row.event.id, row.revision, row.within) == (number, event, 1, ("event", event))
    service.change(number, entry(kind="other", mandate=Written("Lire", "")), base=1)
    row = queries.find_committee("rayonnement")
    assert (row.kind, row.mandate.fr, row.event_id, row.within, row.revision) == ("other", "Lire", None, None, 2)
    with pytest.raises(errors.Overtaken) as refusal:
        service.change(number, entry(), base=1)
    assert refusal.value.revision == 2


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        ({"name": Written(" ", "\u200b")}, ("name", "name_missing")),
        ({"kind": "royal"}, ("kind", "kind")),
        ({"event_id": 10**6}, ("event", "event")),
        ({"milestone_id": 10**6}, ("milestone", "milestone")),
        ({"starts": TODAY, "ends": TODAY - dt.timedelta(days=1)}, ("ends", "ends_before")),
    ],
)
def test_what_is_refused_of_a_committee(says, fault):
    with pytest.raises(errors.CommitteeWrong) as refusal:
        service.begin(entry(**says))
    assert refusal.value.faults == [fault] and queries.list_committees() == []


def test_addresses_are_found_and_some_are_taken():
    for name, slug in (("Nouveau", "nouveau"), ("New", "new-2"), ("ᐃᓄᒃᑎᑐᑦ", "comite"), ("Invitation", "invitation-2")):
        service.begin(entry(name=Written(name, "")))
        assert queries.find_committee(slug), slug


def test_a_task_is_written_given_done_and_removed(clock):
    number = make_committee()
    owner = seat(number, "Luc Cyr")
    made = service.add_task(number, task(note="Une\nnote", owner_id=owner, due_on=TODAY))
    row = queries.find_task(number, made)
    assert (row.title, row.note, row.owner.name, row.due_on) == ("Appeler", "Une\nnote", "Luc Cyr", TODAY)
    service.change_task(number, made, task("Écrire"), base=1)
    with pytest.raises(errors.Overtaken):
        service.change_task(number, made, task("Crier"), base=1)
    service.set_done(number, made, done=True)
    service.set_done(number, made, done=True)
    row = queries.find_task(number, made)
    assert (row.title, row.owner, row.revision, bool(row.done_at)) == ("Écrire", None, 3, True)
    service.set_done(number, made, done=False)
    service.remove_task(number, made)
    assert queries.tasks_of(number) == []


def test_what_is_refused_of_a_task():
    number, other = make_committee(), make_committee(name="Autre")
    stranger, gone = seat(other, "Zoé Loin"), seat(number, "Luc Cyr")
    service.end_term(number, gone)
    for wrong in (task(" "), task(owner_id=stranger), task(owner_id=gone), task(owner_id=10**6)):
        with pytest.raises(errors.CommitteeWrong):
            service.add_task(number, wrong)
    elsewhere = service.add_task(other, task())
    for refused in (
        lambda: service.change_task(number, elsewhere, task(), base=1),
        lambda: service.set_done(number, elsewhere, done=True),
        lambda: service.remove_task(number, elsewhere),
    ):
        with pytest.raises(errors.NotThere):
            refused()


def test_tasks_in_order_and_the_done_ones_last(clock):
    number = make_committee()
    days = {"demain": 1, "hier": -1, "jamais": None, "fini": -3, "fini après": 2}
    made = {
        title: service.add_task(
            number, task(title, due_on=None if days[title] is None else TODAY + dt.timedelta(days[title]))
        )
        for title in days
    }
    service.set_done(number, made["fini"], done=True)
    clock.forward(hours=1)
    service.set_done(number, made["fini après"], done=True)
    assert [row.title for row in queries.tasks_of(number)] == ["hier", "demain", "jamais", "fini après", "fini"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_as_many_queries_for_three_rows_as_for_one(count, app):
    event = make_event()
    for number in range(count):
        committee = make_committee(event, f"Comité {number}")
        owner = seat(committee, "Luc Cyr")
        for turn in range(count):
            service.add_task(committee, task(f"Tâche {turn}", owner_id=owner))
            invite(committee, f"Membre{turn}")
    person = the_member(owner).person_id
    with statements() as counted:
        rows = queries.list_committees()
        queries.figures([row.id for row in rows])
        queries.tasks_of(committee)
        queries.members_of(committee)
    assert len(counted) == 5
    seats = queries.memberships_of(person)
    with app.test_request_context("/fr/"), statements() as counted:
        lines = rendering.desk(queries.invitations_to("membre0@centre.example"), seats)
    assert len(counted) == 9 and len(lines) == count + count * count
