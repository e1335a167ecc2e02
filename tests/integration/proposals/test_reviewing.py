"""Members read, review, abstain, talk and step back; what counts, and who sees it."""

import pytest
from sqlalchemy import func, select

from aami_events.committees import service as committees
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.proposals import errors, service
from aami_events.proposals.models import Assignment, Conflict, Remark, Review, Tag, Wish
from aami_events.proposals.queries import readings
from aami_events.proposals.queries.reading import (
    find_visible,
    remarks_of,
    reviews_of,
    tags_of,
    wish_of,
)
from aami_events.proposals.service import ReviewEntry
from tests.factories.reviewing import Reading
from tests.factories.together import tally, together


def count(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def lines(work: Reading, who: str) -> dict[int, readings.Line]:
    return {one.row.id: one for one in readings.lines(work.board(who))}


def test_a_review_is_kept_given_changed_and_counts(work):
    work.criterion("Portée", 2)
    work.criterion("Faisabilité", 1)
    number = work.in_both("Lieux")
    work.review("luc", number, 2, state="draft")
    assert lines(work, "ana")[number].read_by == 0
    assert lines(work, "luc")[number].mine == "draft"
    work.review("luc", number, 4, base=1)
    work.review("eve", number, 2)
    assert work.reviews(number) == [(work.seats["luc"], "given", 400), (work.seats["eve"], "given", 200)]
    found = lines(work, "luc")[number]
    assert (found.read_by, found.mine) == (2, "given")
    assert found.summary is not None and (found.summary.mean, found.summary.spread) == (300, 100)
    assert lines(work, "sam")[number].summary is None, "who has not given theirs does not know"
    assert lines(work, "oda")[number].summary is None, "who looks on neither, before the decision"
    assert lines(work, "olga")[number].summary is not None, "organisers without a seat see everything"
    with pytest.raises(errors.Overtaken):
        work.review("luc", number, 5, base=1)
    work.review("luc", number, state="abstained", base=2)
    assert lines(work, "luc")[number].read_by == 1
    assert work.reviews(number)[0] == (work.seats["luc"], "abstained", None)
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("review.%"))).all()
    assert sorted(actions) == ["review.abstained", "review.draft", "review.given", "review.given"]


def test_what_is_not_a_review(work):
    number = work.in_both("Lieux")
    with pytest.raises(errors.ProposalWrong) as refusal:
        service.give_review(work.committee, work.accounts["luc"], number, ReviewEntry(text=""), state="given", base=0)
    assert refusal.value.faults == [("text", "review_missing")]
    key = work.criterion()
    wrong = ReviewEntry({key: 6}, "x" * 4001, "iu")
    with pytest.raises(errors.ProposalWrong) as refusal:
        service.give_review(work.committee, work.accounts["luc"], number, wrong, state="given", base=0)
    assert refusal.value.faults == [(f"points_{key}", "points_missing"), ("language", "choice"), ("text", "text_long")]
    for who in ("oda", "olga"):
        with pytest.raises(errors.NotYours):
            work.review(who, number)
    for missing in (number + 1, work.propose("Brouillon", send=False)):
        with pytest.raises(errors.NotThere):
            work.review("luc", missing)
    with pytest.raises(errors.NotThere):
        service.give_review(10**6, work.accounts["luc"], number, ReviewEntry(), state="given", base=0)
    assert count(Review) == 0


def test_many_reviews_at_once_are_all_given_or_none(work):
    one, two = work.in_both("Lieux"), work.in_both("Images")
    given = [(number, ReviewEntry(text="Bien"), "given") for number in (one, two)]
    with pytest.raises(errors.NotThere):
        service.give_reviews(work.committee, work.accounts["luc"], [*given, (10**6, ReviewEntry(text="x"), "given")])
    assert count(Review) == 0
    assert service.give_reviews(work.committee, work.accounts["luc"], given) == count(Review) == 2


def test_who_steps_back_sees_nothing_and_counts_for_nothing(work):
    number, other = work.in_both("Lieux"), work.in_both("Images")
    service.give(work.committee, work.accounts["ana"], number, work.seats["luc"])
    for who in ("luc", "eve"):
        work.review(who, number)
    luc = work.accounts["luc"]
    service.say(work.committee, luc, number, "Mon ami", "fr")
    service.recuse(work.committee, luc, number, " Nous sommes  mariés ")
    board = work.board("luc")
    assert board.hidden == {number} and find_visible(board, number) is None and list(lines(work, "luc")) == [other]
    assert count(Assignment) == 0 and readings.due([board])[work.committee] == 0
    ana = work.board("olga")
    assert [row.member.name for row in reviews_of(ana, number)] == ["Eve Fox"] and remarks_of(ana, number) == []
    assert lines(work, "olga")[number].read_by == 1
    stored = db.session.scalars(select(Conflict)).one()
    assert (stored.state, stored.reason) == ("declared", "Nous sommes mariés")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "review.conflict_declared")).one()
    assert entry.diff == {"conflict": [None, "declared"], "member": [None, work.seats["luc"]]}
    for deed in (
        lambda: work.review("luc", number, base=1),
        lambda: service.say(work.committee, luc, number, "Encore", "fr"),
        lambda: service.tag(work.committee, luc, number, ["x"]),
        lambda: service.wish(work.committee, luc, number, gladly=True),
        lambda: service.recuse(work.committee, luc, number, ""),
        lambda: service.unsay(work.committee, luc, number, 1),
    ):
        with pytest.raises(errors.NotThere):
            deed()
    with pytest.raises(errors.NotYours):
        service.recuse(work.committee, work.accounts["olga"], number, "")


def test_a_suggested_conflict_hides_until_somebody_finds_that_there_is_none(work):
    work.sit("Max Vif", "member", organisation="Centre d'art")
    number = work.propose("Chez nous", "Zoé Nord")
    own = service.propose(work.event, *_by(work, "Luc Cyr", "luc@luc.example"), send=True)
    shared = service.propose(work.event, *_by(work, "Rita", "rita@luc.example"), send=True)
    assert work.board("luc").hidden == {own, shared} and work.board("ana").hidden == frozenset()
    ana, seat = work.accounts["ana"], work.seats["luc"]
    service.set_conflict(work.committee, ana, shared, seat, "dismissed", "Un hébergeur")
    assert work.board("luc").hidden == {own}
    service.set_conflict(work.committee, ana, shared, seat, "declared", "")
    service.set_conflict(work.committee, ana, number, work.seats["eve"], "declared", "")
    assert work.board("luc").hidden == {own, shared} and work.board("eve").hidden == {number}
    for proposal, member, state in ((own, seat, "dismissed"), (number, 10**6, "declared"), (number, seat, "x")):
        with pytest.raises(errors.NotThere):
            service.set_conflict(work.committee, ana, proposal, member, state, "")
    for who, member in (("luc", work.seats["eve"]), ("ana", work.seats["ana"])):
        with pytest.raises(errors.NotYours):
            service.set_conflict(work.committee, work.accounts[who], number, member, "declared", "")
    service.set_reading(work.committee, blind=True, sealed=False, readers=3, base=0)
    with pytest.raises(errors.NotYours):
        service.set_conflict(work.committee, ana, number, seat, "declared", "")
    service.set_conflict(work.committee, work.accounts["olga"], number, seat, "declared", "")


def _by(work: Reading, name: str, email: str, **says):
    from tests.factories.proposals import pitch, proposer

    return proposer(name, email=email, **says), pitch(work.event, name)


def test_who_has_proposed_something_with_somebody_is_in_conflict_with_all_that_they_propose(work):
    voice = service.Voice("Luc Cyr", "luc@luc.example")
    together_ = work.propose("À deux", "Zoé Nord", voices=(voice,))
    alone = work.propose("Seule", "Zoé Nord")
    board = work.board("luc")
    assert board.hidden == {together_, alone}
    assert board.conflicts.suggested[alone, work.seats["luc"]] == "together"


def test_the_substitute_presides_over_what_the_chair_may_not_see(work):
    number, other = work.in_both("Lieux"), work.in_both("Images")
    service.recuse(work.committee, work.accounts["ana"], number, "")
    ana, sam = work.accounts["ana"], work.accounts["sam"]
    with pytest.raises(errors.NotThere):
        service.decide_together(work.committee, ana, [number, other], "accepted")
    with pytest.raises(errors.NotYours):
        service.decide_together(work.committee, sam, [number, other], "accepted")
    for who in ("luc", "olga"):
        with pytest.raises(errors.NotYours):
            service.decide_together(work.committee, work.accounts[who], [other], "accepted")
    assert service.decide_together(work.committee, sam, [number], "accepted") == 1
    assert service.decide_together(work.committee, ana, [other], "declined") == 1


def test_remarks_tags_and_wishes(work):
    number, luc = work.in_both("Lieux"), work.accounts["luc"]
    said = service.say(work.committee, luc, number, "  Après l'AGA?  ", "fr")
    assert service.say(work.committee, work.accounts["oda"], number, "Yes", "en")
    board = work.board("ana")
    assert [(row.text, row.language) for row in remarks_of(board, number)] == [("Après l'AGA?", "fr"), ("Yes", "en")]
    for text, language in (("", "fr"), ("x" * 4001, "fr"), ("x", "iu")):
        with pytest.raises(errors.ProposalWrong):
            service.say(work.committee, luc, number, text, language)
    with pytest.raises(errors.NotYours):
        service.say(work.committee, work.accounts["olga"], number, "x", "fr")
    for who, remark in (("eve", said), ("luc", 10**6)):
        with pytest.raises(errors.NotThere):
            service.unsay(work.committee, work.accounts[who], number, remark)
    service.unsay(work.committee, luc, number, said)
    assert count(Remark) == 1
    service.tag(work.committee, luc, number, ["voyage", " jeunesse ", "voyage", ""])
    assert tags_of(work.board("ana")) == {number: ["jeunesse", "voyage"]}
    service.tag(work.committee, work.accounts["olga"], number, [])
    assert count(Tag) == 0
    with pytest.raises(errors.ProposalWrong):
        service.tag(work.committee, luc, number, ["x" * 41])
    with pytest.raises(errors.NotYours):
        service.tag(work.committee, work.accounts["oda"], number, ["x"])
    for gladly, rows in ((True, 1), (False, 1), (None, 0), (None, 0)):
        service.wish(work.committee, luc, number, gladly=gladly)
        assert wish_of(work.board("luc"), number) is gladly and count(Wish) == rows
    assert wish_of(work.board("olga"), number) is None


def test_two_windows_of_one_member_write_over_nothing(app):
    with app.app_context():
        work = Reading()
        number = work.in_both("Lieux")
        deeds = [lambda points=points: work.review("luc", number, points) for points in (1, 5)]
        assert tally(together(app, *deeds)) == {"done": 1, "Overtaken": 1}
        assert count(Review) == 1


def test_what_somebody_wrote_counts_when_they_have_left(work):
    work.criterion()
    number, other = work.in_both("Lieux"), work.in_both("Images")
    for one in (number, other):
        work.review("luc", one, 4)
    service.recuse(work.committee, work.accounts["luc"], other, "")
    committees.end_term(work.committee, work.seats["luc"])
    found = lines(work, "olga")
    assert [found[one].read_by for one in (number, other)] == [1, 0]
    assert [row.member.name for row in reviews_of(work.board("olga"), number)] == ["Luc Cyr"]
    assert "Luc Cyr" not in [one.name for one in work.board("olga").reviewers]
    with pytest.raises(errors.NotThere):
        service.give(work.committee, work.accounts["olga"], number, work.seats["luc"])
