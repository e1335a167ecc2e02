"""How a committee reads: phases, criteria, sealed means; set by who leads it, over nobody."""

import datetime as dt

import pytest

from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.proposals import errors, service
from aami_events.proposals.queries import readings
from aami_events.proposals.queries.reading import (
    open_board,
    phases_of,
)
from aami_events.proposals.service import CriterionEntry, PhaseEntry
from tests.factories.committees import make_committee
from tests.factories.reviewing import Reading


def lines(work: Reading, who: str) -> dict[int, readings.Line]:
    return {one.row.id: one for one in readings.lines(work.board(who))}


def phase(work: Reading, first: int, last: int, **says) -> int:
    starts, ends = dt.datetime(2020, 8, first, 9), dt.datetime(2020, 8, last, 9)
    return service.save_phase(work.committee, PhaseEntry(Written("Étape", "Phase"), starts, ends, **says))


def test_phases_say_what_one_may_do(work):
    number = work.in_both("Lieux")
    mine = phase(work, 17, 20, scoring=False, others="never")
    with pytest.raises(errors.NotNow):
        work.review("luc", number)
    assert service.say(work.committee, work.accounts["luc"], number, "Tiens", "fr")
    entry = PhaseEntry(
        Written("Étape", ""), dt.datetime(2020, 8, 17), dt.datetime(2020, 8, 20), discussion=False, others="never"
    )
    service.save_phase(work.committee, entry, mine)
    work.review("luc", number)
    with pytest.raises(errors.NotNow):
        service.say(work.committee, work.accounts["luc"], number, "Tiens", "fr")
    assert lines(work, "luc")[number].summary is None
    with pytest.raises(errors.ProposalWrong):
        phase(work, 19, 22)
    with pytest.raises(errors.NotThere):
        service.save_phase(work.committee, entry, 10**6)
    service.remove_phase(work.committee, mine)
    assert phases_of(work.committee) == [] and lines(work, "luc")[number].summary is not None
    with pytest.raises(errors.NotThere):
        service.remove_phase(work.committee, mine)


def test_between_phases_one_looks_on(work):
    number = work.in_both("Lieux")
    work.review("luc", number)
    phase(work, 20, 22)
    assert lines(work, "sam")[number].summary is not None
    with pytest.raises(errors.NotNow):
        work.review("sam", number)


def test_weights_are_settled_once_a_review_was_given(work):
    key = work.criterion("Portée", 2)
    other = work.criterion("Faisabilité", 3)
    work.review("luc", work.in_both("Lieux"))
    same = CriterionEntry(Written("Autre nom", "Other name"), Written("Quoi", "What"), 2)
    assert service.save_criterion(work.committee, same, key) == key
    for entry, row in ((CriterionEntry(Written("x", ""), weight=4), key), (same, None)):
        with pytest.raises(errors.AlreadyScored):
            service.save_criterion(work.committee, entry, row)
    with pytest.raises(errors.AlreadyScored):
        service.remove_criterion(work.committee, other)
    with pytest.raises(errors.ProposalWrong):
        service.save_criterion(work.committee, CriterionEntry(weight=None), key)
    with pytest.raises(errors.NotThere):
        service.save_criterion(work.committee, same, 10**6)


def test_a_criterion_is_taken_out_before(work):
    key = work.criterion()
    service.remove_criterion(work.committee, key)
    with pytest.raises(errors.NotThere):
        service.remove_criterion(work.committee, key)


def test_how_a_committee_reads_is_written_over_nobody(work):
    service.set_reading(work.committee, blind=True, sealed=False, readers=4, base=0)
    service.set_reading(work.committee, blind=True, sealed=True, readers=5, base=1)
    board = work.board("ana")
    assert (board.blind, board.sealed, board.readers, board.revision) == (True, True, 5, 2)
    with pytest.raises(errors.Overtaken):
        service.set_reading(work.committee, blind=False, sealed=False, readers=3, base=1)
    for readers in (None, 0, 21):
        with pytest.raises(errors.ProposalWrong):
            service.set_reading(work.committee, blind=False, sealed=False, readers=readers, base=2)
    with pytest.raises(errors.Overtaken):
        service.set_reading(make_committee(work.event, "Autre"), blind=False, sealed=False, readers=3, base=7)
    with pytest.raises(errors.NotThere):
        service.set_reading(make_committee(None, "Sans"), blind=False, sealed=False, readers=3, base=0)


def test_sealed_means_are_for_who_presides_until_the_decisions_are_announced(work):
    number = work.in_both("Lieux")
    work.criterion()
    service.set_reading(work.committee, blind=False, sealed=True, readers=3, base=0)
    for who in ("ana", "luc"):
        work.review(who, number)
    assert lines(work, "luc")[number].summary is None and lines(work, "ana")[number].summary is not None
    service.decide_together(work.committee, work.accounts["ana"], [number], "accepted")
    assert lines(work, "luc")[number].summary is None
    service.announce(work.event)
    assert lines(work, "luc")[number].summary is not None and lines(work, "oda")[number].summary is not None
    with pytest.raises(errors.NotNow):
        work.review("eve", number)


def test_a_board_needs_an_event(inside):
    from aami_events.committees.models import Committee

    committee = db.session.get_one(Committee, make_committee(None, "Sans"))
    with pytest.raises(LookupError):
        open_board(committee, 1)
