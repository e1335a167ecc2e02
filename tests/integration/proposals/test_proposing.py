"""Kept, sent, changed, withdrawn; with others, who answer for themselves; and a letter to each."""

import pytest
from sqlalchemy import func, select

from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.foundation.outbox import COMPOSERS, OutboxLetter, compose
from aami_events.privacy.service.retention import retain
from aami_events.proposals import errors, queries, service
from aami_events.proposals.models import Proposal, Speaker
from aami_events.proposals.queries import lists
from aami_events.proposals.queries.lists import Filter
from tests.factories import make_event
from tests.factories.counting import statements
from tests.factories.proposals import kind_of, open_call, pitch, propose, proposer, the_proposal
from tests.factories.together import tally, together

pytestmark = pytest.mark.usefixtures("inside")
ANA, BOB = "ana@centre.example", "bob@centre.example"
BOTH = (service.Voice("Bob Cyr", BOB), service.Voice("Léa Roy", "lea@centre.example"))


@pytest.fixture
def event(inside) -> int:
    number = make_event()
    open_call(number)
    return number


def letters() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    return [(row.kind.partition(".")[2], row.recipient) for row in rows]


def author(event: int, number: int) -> int:
    return the_proposal(event, number).speakers[0].speaker_id


def test_a_proposal_is_sent_whole(event):
    works = (service.WorkEntry("Quais", "Donalda", 2020, 9, "DCP", "français"), service.WorkEntry("Grain"))
    theme = queries.tracks_of(event)[0].id
    says = {"format_id": kind_of(event, "screening"), "minutes": 90, "works": works, "track_id": theme}
    number = propose(event, fee_asked_cents=25_050, technical="Le noir\n\ncomplet", **says)
    row = the_proposal(event, number)
    assert (row.state, row.title.fr, row.minutes, row.fee_asked_cents) == ("submitted", "Écrans", 90, 25_050)
    assert [(work.title, work.artist, work.year) for work in row.works] == [
        ("Quais", "Donalda", 2020),
        ("Grain", "", None),
    ]
    assert row.technical == "Le noir\n\ncomplet" and row.submitted_at and row.track.id == theme
    assert [(one.speaker.name, one.state) for one in row.speakers] == [("Ana Roy", "accepted")]
    assert letters() == [("received", ANA)]


def test_a_draft_needs_hardly_anything_and_is_sent_later(event):
    number = service.propose(event, proposer(), service.Pitch(), send=False)
    assert (the_proposal(event, number).state, letters()) == ("draft", [("kept", ANA)])
    who = author(event, number)
    with pytest.raises(errors.ProposalWrong) as wrong:
        service.change_proposal(who, number, service.Pitch(), base=1, send=True)
    assert [name for name, _what in wrong.value.faults] == ["title", "abstract", "format", "languages"]
    service.change_proposal(who, number, service.Pitch(title=Written("Presque", "")), base=1)
    assert the_proposal(event, number).state == "draft"
    service.change_proposal(who, number, pitch(event), base=2, send=True)
    row = the_proposal(event, number)
    assert (row.state, row.revision, letters()) == ("submitted", 3, [("received", ANA)])
    first = row.submitted_at
    service.change_proposal(who, number, pitch(event, "Autre"), base=3, send=True)
    assert the_proposal(event, number).submitted_at == first and len(letters()) == 1


def test_what_was_sent_stays_whole(event):
    number = propose(event)
    who = author(event, number)
    with pytest.raises(errors.ProposalWrong):
        service.change_proposal(who, number, pitch(event, languages=()), base=1)
    db.session.rollback()
    assert the_proposal(event, number).languages == ["fr"]
    with pytest.raises(errors.Overtaken) as refusal:
        service.change_proposal(who, number, pitch(event), base=7)
    assert refusal.value.revision == 1


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        ({"format_id": 10**6}, "format"),
        ({"track_id": 10**6}, "track"),
        ({"sign_video": "http://x"}, "sign_video"),
        ({"works": (service.WorkEntry("", "Ana"),)}, "works-0-title"),
        ({"works": (service.WorkEntry("Quais"),) * 31}, "voices"),
        ({"voices": tuple(service.Voice("A", f"a{n}@x.example") for n in range(13))}, "voices"),
    ],
)
@pytest.mark.parametrize("send", [True, False])
def test_what_can_be_neither_sent_nor_kept(event, says, fault, send):
    with pytest.raises(errors.ProposalWrong) as wrong:
        propose(event, send=send, **says)
    assert fault in [name for name, _what in wrong.value.faults]
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Proposal)) == 0 and letters() == []


def test_the_same_form_twice_makes_one(event):
    first = service.propose(event, proposer(), pitch(event), form_key="a form")
    assert service.propose(event, proposer("Zoé"), pitch(event, "Autre"), form_key="a form") == first
    assert letters() == [("received", ANA)]


def test_the_same_form_at_once_makes_one(event, inside):
    outcomes = together(inside, *[lambda: service.propose(event, proposer(), pitch(event), form_key="a form")] * 4)
    assert tally(outcomes) == {"done": 4} and len(set(outcomes)) == 1


def test_who_writes_somebody_elses_address_changes_nothing_of_them(event):
    propose(event)
    service.propose(event, proposer("Un Autre", email=ANA, biography=Written("Faux", "")), pitch(event, "Faux"))
    (row,) = db.session.scalars(select(Speaker))
    assert (row.name, row.biography.fr) == ("Ana Roy", "Cinéaste.") and len(queries.of_speaker(row.id)) == 2


def test_others_are_named_asked_and_answer(event):
    number = propose(event, voices=BOTH)
    assert letters() == [("invited", BOB), ("invited", "lea@centre.example"), ("received", ANA)]
    bob = queries.find_speaker(event, BOB).id
    service.answer(bob, number, accept=True)
    states = {one.speaker.email: one.state for one in the_proposal(event, number).speakers}
    assert states == {ANA: "accepted", BOB: "accepted", "lea@centre.example": "invited"}
    service.change_proposal(author(event, number), number, pitch(event, voices=BOTH[:1]), base=1)
    assert [one.speaker.email for one in the_proposal(event, number).speakers] == [ANA, BOB]
    service.answer(bob, number, accept=False)
    assert the_proposal(event, number).speakers[1].state == "declined"
    for wrong in ((author(event, number), number), (bob, 10**6), (10**6, number)):
        with pytest.raises(errors.NotThere):
            service.answer(*wrong, accept=True)
    with pytest.raises(errors.NotThere):
        service.change_proposal(bob, number, pitch(event), base=2)


def test_it_is_withdrawn_by_its_author_only(event):
    number = propose(event, voices=BOTH)
    for stranger in (queries.find_speaker(event, BOB).id, 10**6):
        with pytest.raises(errors.NotThere):
            service.withdraw_proposal(stranger, number)
    who = author(event, number)
    service.withdraw_proposal(who, number)
    service.withdraw_proposal(who, number)
    assert (the_proposal(event, number).state, the_proposal(event, number).revision) == ("withdrawn", 2)
    with pytest.raises(errors.CallClosed) as refusal:
        service.change_proposal(who, number, pitch(event), base=2)
    assert refusal.value.state == "withdrawn"


def test_nothing_comes_before_the_opening_or_after_the_deadline(event, clock):
    number = propose(event)
    clock.forward(days=15)
    with pytest.raises(errors.CallClosed) as refusal:
        propose(event, "Trop tard")
    assert refusal.value.state == "over"
    with pytest.raises(errors.CallClosed):
        service.change_proposal(author(event, number), number, pitch(event), base=1)
    service.withdraw_proposal(author(event, number), number)
    with pytest.raises(errors.CallClosed):
        service.propose(make_event("sans-appel-2020"), proposer(), service.Pitch(), send=False)


def test_letters_in_each_ones_language(event):
    service.propose(event, proposer(language="en"), pitch(event, voices=BOTH))
    rows = list(db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))
    subjects = {row.recipient: compose(row).subject for row in rows}
    assert subjects[ANA] == "We have your proposal – Rencontre (en)"
    letter = compose(next(row for row in rows if row.recipient == BOB))
    key = queries.token(queries.find_speaker(event, BOB))
    assert letter.subject.startswith("Do you take part?") and "Ana Roy" in letter.text
    assert key in letter.text and key in letter.html and letter.secret
    facts = rows[0].facts
    for broken in ({"version": 0}, {"proposal": 10**6}):
        with pytest.raises(LookupError):
            COMPOSERS["proposals.received"](facts | broken)


def test_a_lost_link_is_written_again_to_who_has_a_page(event):
    propose(event)
    service.send_link(event, " ANA@centre.example ")
    service.send_link(event, "nobody@centre.example")
    service.change_profile(queries.find_speaker(event, ANA).id, proposer("Ana Marie", pronouns="elle"))
    assert letters() == [("received", ANA), ("link", ANA)]
    row = queries.find_speaker(event, ANA)
    assert (row.name, row.pronouns) == ("Ana Marie", "elle")
    with pytest.raises(errors.NotThere):
        service.change_profile(10**6, proposer())
    assert queries.open_link(queries.token(row)).id == row.id and queries.open_link("forged") is None
    assert [compose(one).subject for one in db.session.scalars(select(OutboxLetter))]
    row.link_version += 1
    db.session.rollback()


def test_proposals_are_found_by_any_word_and_filtered(event):
    first = propose(event, "Été à Cri", voices=BOTH)
    second = propose(event, "Winter", "Zoé Nord", languages=("en",), format_id=kind_of(event, "panel"), minutes=75)
    third = propose(event, "Brouillon", "Max Vif", send=False)
    code = the_proposal(event, second).code
    theme = queries.tracks_of(event)[0].id

    def ids(**wanted: str) -> list[int]:
        rows = [row.id for row in lists.page(event, Filter(**wanted), None).rows]
        assert sorted(rows) == [row.id for row in lists.everything(event, Filter(**wanted))]
        return rows

    assert ids() == [third, second, first]
    assert ids(q="ete cri") == ids(q="BOB") == [first]
    assert ids(q=code.lower()) == ids(language="en") == ids(format=str(kind_of(event, "panel"))) == [second]
    assert ids(state="draft") == [third] and ids(track=str(theme)) == ids(q="rien du tout") == []
    assert ids(state="x", format="9" * 30, track="x") == [third, second, first]
    page = lists.page(event, Filter(), None, size=2)
    assert [row.id for row in page.rows] == [third, second] and page.next
    assert queries.counts([event]) == {event: {"submitted": 2, "draft": 1}}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_as_many_queries_for_three_rows_as_for_one(event, count):
    for number in range(count):
        propose(event, f"Titre {number}", f"P{number} X", voices=BOTH)
    db.session.rollback()
    with statements() as asked:
        rows = lists.page(event, Filter(q="titre"), None).rows
        assert [one.speaker.name for row in rows for one in row.speakers] and len(rows) == count
    assert len(asked) == 5
    bob = queries.find_speaker(event, BOB).id
    db.session.rollback()
    with statements() as asked:
        assert len(queries.of_speaker(bob)) == count
    assert len(asked) == 3


def test_needs_are_forgotten_before_the_rest(event, clock):
    service.propose(event, proposer(access_needs="LSQ"), pitch(event))
    clock.forward(days=90)
    retain(dry=False)
    assert queries.find_speaker(event, ANA).access_needs == "LSQ"
    clock.forward(days=40)
    retain(dry=True)
    assert queries.find_speaker(event, ANA).access_needs == "LSQ"
    retain(dry=False)
    row = queries.find_speaker(event, ANA)
    assert (row.access_needs, row.name) == ("", "Ana Roy")
