"""Who reads what: by hand, by a plan, and never against a language or a conflict; what is next on a member's desk."""

import datetime as dt

import pytest

from aami_events.committees import queries as committees
from aami_events.committees import rendering as desk
from aami_events.foundation.bilingual import Written
from aami_events.proposals import errors, service
from aami_events.proposals.queries import readings
from aami_events.proposals.service import PhaseEntry
from tests.factories.counting import statements
from tests.factories.reviewing import Reading


def pairs(work: Reading) -> set[tuple[int, int]]:
    return service.given_pairs(work.board("olga"))


def test_by_hand(work):
    french, both = work.propose("En français"), work.in_both("Dans les deux")
    ana, seats = work.accounts["ana"], work.seats
    service.give(work.committee, ana, french, seats["luc"])
    service.give(work.committee, ana, french, seats["luc"])
    service.give(work.committee, ana, both, seats["eve"])
    assert pairs(work) == {(french, seats["luc"]), (both, seats["eve"])}
    service.recuse(work.committee, work.accounts["sam"], both, "")
    for proposal, member in ((french, seats["eve"]), (both, seats["sam"])):
        with pytest.raises(errors.CannotRead):
            service.give(work.committee, ana, proposal, member)
    for proposal, member in ((french, seats["oda"]), (10**6, seats["luc"])):
        with pytest.raises(errors.NotThere):
            service.give(work.committee, ana, proposal, member)
    with pytest.raises(errors.NotYours):
        service.give(work.committee, work.accounts["luc"], both, seats["luc"])
    service.take(work.committee, ana, french, seats["luc"])
    for proposal, member in ((french, seats["luc"]), (both, 10**6)):
        with pytest.raises(errors.NotThere):
            service.take(work.committee, ana, proposal, member)
    assert pairs(work) == {(both, seats["eve"])}


def test_a_plan_is_looked_at_and_then_given_whole(work):
    numbers = [work.propose(f"Titre {number}") for number in range(3)] + [work.in_both("Dans les deux")]
    service.set_reading(work.committee, blind=False, sealed=False, readers=2, base=0)
    service.recuse(work.committee, work.accounts["luc"], numbers[0], "")
    service.wish(work.committee, work.accounts["eve"], numbers[3], gladly=True)
    plan = service.plan(work.board("ana"))
    assert plan.short == {} and len(plan.pairs) == 8
    assert (numbers[3], work.seats["eve"]) in plan.pairs and (numbers[0], work.seats["luc"]) not in plan.pairs
    assert not {(number, work.seats["eve"]) for number in numbers[:3]} & set(plan.pairs)
    assert pairs(work) == set(), "nothing is given by looking"
    assert service.apply_plan(work.committee, work.accounts["ana"], plan.pairs) == 8
    assert pairs(work) == set(plan.pairs) and service.plan(work.board("ana")).pairs == ()
    assert service.apply_plan(work.committee, work.accounts["ana"], []) == 0


def test_a_plan_that_was_overtaken_gives_nothing(work):
    one, two = work.in_both("Lieux"), work.propose("En français")
    ana, seats = work.accounts["ana"], work.seats
    whole = [(one, seats["luc"]), (two, seats["sam"])]
    service.recuse(work.committee, work.accounts["sam"], two, "")
    for given in (whole, [(two, seats["eve"])], [(10**6, seats["luc"])], [(one, seats["oda"])]):
        with pytest.raises(errors.Overtaken):
            service.apply_plan(work.committee, ana, given)
    assert pairs(work) == set()
    with pytest.raises(errors.NotYours):
        service.apply_plan(work.committee, work.accounts["luc"], whole[:1])


def test_a_chair_plans_nothing_of_what_is_hidden_from_them(work):
    hidden, other = work.in_both("Lieux"), work.in_both("Images")
    service.recuse(work.committee, work.accounts["ana"], hidden, "")
    assert {proposal for proposal, _member in service.plan(work.board("ana")).pairs} == {other}
    with pytest.raises(errors.NotThere):
        service.give(work.committee, work.accounts["ana"], hidden, work.seats["luc"])


def test_what_is_next(work):
    french, both = work.propose("En français"), work.in_both("Dans les deux")
    work.review("ana", both)
    for who, wanted in (("luc", french), ("eve", both), ("olga", None)):
        board = work.board(who)
        assert readings.next_one(board, readings.lines(board)) == wanted
    service.give(work.committee, work.accounts["ana"], both, work.seats["luc"])
    board = work.board("luc")
    assert readings.next_one(board, readings.lines(board)) == both and readings.due([board])[work.committee] == 1
    work.review("luc", both)
    board = work.board("luc")
    assert readings.next_one(board, readings.lines(board)) == french and readings.due([board])[work.committee] == 0
    service.decide(work.event, [french], "declined")
    service.announce(work.event)
    board = work.board("luc")
    assert readings.next_one(board, readings.lines(board)) is None


def tasks(app, work: Reading, who: str) -> list[tuple[str, int, int | None]]:
    with app.test_request_context("/fr/"):
        found = desk.desk([], committees.memberships_of(work.accounts[who]))
    return [(one.found.kind, one.found.number, one.found.left) for one in found]


def test_a_desk_says_what_to_read_and_which_conflicts_to_look_at(app, work):
    number = work.in_both("Lieux")
    assert tasks(app, work, "luc") == tasks(app, work, "ana") == []
    service.give(work.committee, work.accounts["ana"], number, work.seats["luc"])
    assert tasks(app, work, "luc") == [("proposals.reading", 1, None)]
    entry = PhaseEntry(Written("Lecture", "Reading"), dt.datetime(2020, 8, 10), dt.datetime(2020, 8, 24, 12))
    phase = service.save_phase(work.committee, entry)
    assert tasks(app, work, "luc") == [("proposals.reading", 1, 7)]
    work.sit("Zoé Nord", "member")
    work.propose("Chez Zoé", "Max Vif", voices=(service.Voice("Eve", "autre@eve.example"),))
    assert ("proposals.conflicts", 1, None) in tasks(app, work, "ana")
    later = PhaseEntry(Written("Lecture", "Reading"), dt.datetime(2020, 8, 20), dt.datetime(2020, 8, 24))
    service.save_phase(work.committee, later, phase)
    assert tasks(app, work, "luc") == tasks(app, work, "ana") == []


def test_a_list_takes_as_many_queries_for_three_as_for_one(work):
    work.criterion()
    work.review("ana", work.in_both("Un"))
    seen = []
    for _round in range(2):
        board = work.board("ana")
        with statements() as made:
            readings.lines(board)
        seen.append(len(made))
        for title in ("Deux", "Trois"):
            number = work.in_both(title)
            work.review("ana", number)
            work.review("luc", number)
    assert seen[0] == seen[1] <= 6
