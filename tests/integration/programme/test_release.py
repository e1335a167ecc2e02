"""A release: what stands on the grid becomes public with its parts and letters, at once or not at all."""

import pytest
from sqlalchemy import select

from aami_events.events.errors import PartUnknown
from aami_events.events.models import Part, Place
from aami_events.events.queries import find_event_whole
from aami_events.events.service import release_part, withdraw_part
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.programme import errors, service
from aami_events.programme.models import Release
from aami_events.programme.queries import releases
from aami_events.proposals.models import Proposal
from aami_events.registration.queries.offer import get_offer
from tests.factories import make_event, make_part, register
from tests.factories.editing import written
from tests.factories.programme import at, make_proposal, make_room, make_session, placed, put, release, the_session

pytestmark = pytest.mark.usefixtures("inside")
ARIANE = service.Voice("Ariane Tremblay", "ariane@centre.example")
UJARAK = service.Voice("Ujarak", "ujarak@nord.example")


@pytest.fixture
def event(inside) -> int:
    return make_event()


@pytest.fixture
def room(event) -> int:
    return make_room(event, "Grande salle")


def made(event_id: int) -> list[Part]:
    db.session.rollback()
    query = select(Part).where(Part.event_id == event_id, Part.programme.is_(True)).order_by(Part.id)
    return list(db.session.scalars(query))


def letters(kind: str) -> list[OutboxLetter]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.id)))


def public(event_id: int) -> list[tuple[int, str, bool]]:
    db.session.rollback()
    last = releases.last_release(event_id)
    return [(row.id, row.starts, row.cancelled) for row in releases.released(last)]


def test_what_stands_is_released_with_parts_that_nobody_registers_for(event, room):
    number = placed(event, "Cachets", at(10), room, interpretation=("asl",), speakers=(ARIANE,))
    pause = placed(event, "Pause", at(12), None, kind="break", languages=())
    make_session(event, "Sans place")
    assert release(event, " 0.9 ", written("Note")) == 1
    assert public(event) == [(number, "2020-09-17T10:00", False), (pause, "2020-09-17T12:00", False)]
    first, second = made(event)
    assert (first.title.fr, first.starts, first.ends, first.room.en) == (
        "Cachets (fr)", at(10), at(11), "Grande salle (en)",
    )  # fmt: skip
    assert (first.zone, first.mode, first.languages, first.interpretation) == (
        "America/Toronto", "in_person", ["fr", "en"], ["asl"],
    )  # fmt: skip
    assert (second.kind, second.room, first.kind) == ("break", None, "session")
    assert the_session(number).part_id == first.id and first.places.capacity is None
    whole = find_event_whole("rencontre-2020")
    assert whole and whole.parts == [] and get_offer(event).event.parts == []
    last = releases.last_release(event)
    assert last and (last.name, last.note.en) == ("0.9", "Note (en)")


def test_a_second_release_moves_changes_and_cancels_the_same_parts(event, room):
    moved = placed(event, "Déplacée", at(10), room)
    changed = placed(event, "Récrite", at(11), room)
    gone = placed(event, "Annulée", at(13), room)
    same = placed(event, "Pareille", at(14), room)
    release(event)
    before = {the_session(number).guid: the_session(number).part_id for number in (moved, changed, same)}
    put(event, moved, at(16), room)
    entry = service.SessionEntry(title=written("Récrite mieux"), abstract=written("Autre"), languages=("fr",))
    service.change_session(event, changed, entry, base=the_session(changed).revision)
    service.set_cancelled(event, gone, cancelled=True, base=the_session(gone).revision)
    coming = releases.next_release(event)
    assert [(row.id, row.kind) for row in coming.changes] == [
        (changed, "changed"), (gone, "cancelled"), (moved, "moved"),
    ]  # fmt: skip
    assert release(event, "2") == 2
    assert {the_session(number).guid: the_session(number).part_id for number in (moved, changed, same)} == before
    assert [(part.title.fr, part.starts.hour) for part in made(event)] == [
        ("Déplacée (fr)", 16), ("Récrite mieux (fr)", 11), ("Pareille (fr)", 14),
    ]  # fmt: skip
    assert the_session(gone).part_id is None
    assert db.session.scalar(select(Place).join(Part, Part.places_id == Place.id).where(Part.id == 3)) is None
    service.set_cancelled(event, gone, cancelled=False, base=the_session(gone).revision)
    put(event, gone, at(18), room)
    assert [row.kind for row in releases.next_release(event).changes] == ["back"]
    release(event, "3")
    assert the_session(gone).part_id is not None and (gone, "2020-09-17T18:00", False) in public(event)


@pytest.mark.parametrize(
    ("says", "lacks"),
    [
        ({"title": Written("Titre", "")}, True),
        ({"abstract": Written("", "Text")}, True),
        ({"abstract": Written(), "kind": "break"}, False),
    ],
)
def test_both_languages_are_needed_and_nothing_is_half_released(event, room, says, lacks):
    placed(event, "Entière", at(9), room)
    rest = {name: value for name, value in says.items() if name != "title"}
    number = placed(event, says.get("title", "Incomplète"), at(10), room, **rest)
    if not lacks:
        assert release(event) == 1
        return
    with pytest.raises(errors.OneLanguageOnly) as refused:
        release(event)
    assert refused.value.sessions == (number,)
    assert (public(event), made(event), letters("programme.speaker")) == ([], [], [])


@pytest.mark.parametrize(
    ("name", "note", "faults"),
    [
        (" ", Written(), [("name", "name")]),
        ("x" * 61, Written(), [("name", "long")]),
        ("1", Written("Une note", ""), [("note", "both")]),
        ("", Written("", "A note"), [("name", "name"), ("note", "both")]),
    ],
)
def test_a_version_has_a_name_and_its_note_both_languages(event, room, name, note, faults):
    placed(event, "Séance", at(10), room)
    with pytest.raises(errors.ProgrammeWrong) as refused:
        release(event, name, note)
    assert refused.value.faults == faults and public(event) == []


def test_what_was_not_read_is_not_released(event, room):
    placed(event, "Séance", at(10), room)
    with pytest.raises(errors.DiffChanged):
        service.release(event, "1", Written(), shown="something else")
    assert public(event) == []
    release(event)
    with pytest.raises(errors.NothingNew):
        release(event, "2")


def test_what_is_on_trial_is_never_released_and_goes_when_the_decision_goes(event, room):
    (trial,) = service.bring_in(event, [make_proposal(event, "Peut-être", decision=None, announced_at=None)])
    accepted = make_proposal(event, "Retenue")
    (kept,) = service.bring_in(event, [accepted])
    put(event, trial, at(10), room)
    put(event, kept, at(11), room)
    release(event)
    assert public(event) == [(kept, "2020-09-17T11:00", False)]
    with transaction() as session:
        session.get_one(Proposal, accepted).state = "withdrawn"
    release(event, "2")
    assert public(event) == [(kept, "2020-09-17T11:00", True)] and made(event) == []


def test_each_speaker_gets_one_letter_in_their_language_about_what_concerns_them(event, room):
    both_of_them = placed(event, "Dialogue", at(10), room, speakers=(ARIANE, UJARAK))
    with transaction():
        service.add_speaker(event, service.Voice("Zoé", "zoe@ouest.example"), "en")
    alone = placed(event, "Seule", at(11), room, speakers=(ARIANE,))
    english = placed(event, "Ouest", at(12), room, speakers=(service.Voice("Zoé", "zoe@ouest.example"),))
    release(event)
    facts = {row.recipient: row.facts["sessions"] for row in letters("programme.speaker")}
    assert facts == {
        "ariane@centre.example": [both_of_them, alone],
        "ujarak@nord.example": [both_of_them],
        "zoe@ouest.example": [english],
    }
    put(event, alone, at(15), room)
    release(event, "2", written("Un changement"))
    newest = letters("programme.speaker")[3:]
    assert [row.recipient for row in newest] == ["ariane@centre.example"]
    letter = compose(newest[0])
    assert "Vos séances" in letter.subject
    for body in (letter.text, letter.html):
        assert "Seule (fr)" in body and "15 h" in body.replace("\u00a0", " ") and "11 h" in body.replace("\u00a0", " ")
        assert "Dialogue" not in body and "Un changement (fr)" in body
        assert "https://evenements.example/fr/events/rencontre-2020/programme" in body
    zoe = compose(letters("programme.speaker")[2])
    assert "Ouest (en)" in zoe.text and "/en/events/" in zoe.text


def test_a_demo_is_released_without_a_letter(event, room):
    placed(event, "Séance", at(10), room, speakers=(ARIANE,))
    shown = releases.next_release(event).mark
    db.session.rollback()
    assert service.release(event, "1", Written(), shown=shown, letters=False) == 1
    assert letters("programme.speaker") == [] and len(public(event)) == 1


def test_who_registered_for_an_activity_hears_that_it_moved_or_is_cancelled(event, room):
    part = make_part(event, capacity=2)
    person = register(event, parts=(part,), email="inscrite@centre.example")
    register(event, email="ailleurs@centre.example")
    number = service.bring_in_activity(event, part)
    entry = service.SessionEntry(title=written("Atelier"), abstract=written("Texte"), minutes=120)
    service.change_session(event, number, entry, base=1)
    put(event, number, at(10), room)
    release(event)
    assert letters("programme.registered") == [], "new to the programme is no news to them"
    assert (db.session.get_one(Part, part).starts, made(event)) == (at(10), [])
    put(event, number, at(14), room)
    release(event, "2")
    (letter,) = letters("programme.registered")
    assert (letter.recipient, letter.subject_id, letter.facts["sessions"]) == (
        "inscrite@centre.example",
        person,
        [number],
    )
    composed = compose(letter)
    assert "Atelier (fr)" in composed.text and "14 h" in composed.text.replace("\u00a0", " ")
    kept = db.session.get_one(Part, part)
    assert (kept.starts, kept.ends, kept.title.fr, kept.places.capacity) == (at(14), at(16), "Partie 1 (fr)", 2)
    service.set_cancelled(event, number, cancelled=True, base=the_session(number).revision)
    release(event, "3")
    assert len(letters("programme.registered")) == 2
    assert db.session.get(Part, part) is not None and the_session(number).part_id == part, (
        "people are registered for it"
    )


def test_the_names_of_people_are_in_no_release(event, room):
    placed(event, "Séance", at(10), room, speakers=(ARIANE,))
    release(event)
    row = releases.with_sessions(db.session.scalars(select(Release.id)).one())
    assert "Ariane" not in str(row.sessions) and row.sessions[0]["speakers"] == [1]


def test_parts_of_others_are_not_touched(event):
    elsewhere = make_part(make_event("autre-2020"))
    for wrong in (elsewhere, 10**6):
        with pytest.raises(PartUnknown):
            withdraw_part(event, wrong)
        with pytest.raises(PartUnknown):
            release_part(event, wrong, title=None)
    assert withdraw_part(the_event_of(elsewhere), elsewhere) is False


def the_event_of(part_id: int) -> int:
    db.session.rollback()
    return db.session.get_one(Part, part_id).event_id


# --- One's own ------------------------------------------------------------------------------------------------------
def test_a_choice_is_kept_without_a_name_and_only_of_what_is_public(event, room):
    first, second = placed(event, "Une", at(10), room), placed(event, "Deux", at(11), room)
    with pytest.raises(errors.SessionUnknown):
        service.choose(event, None, first, wanted=True)
    release(event)
    mine = service.choose(event, None, first, wanted=True)
    assert service.choose(event, mine, second, wanted=True) == mine
    service.choose(event, mine, second, wanted=True)
    from aami_events.programme.queries.mine import find_mine

    db.session.rollback()
    assert find_mine(event, mine) == {first, second}
    service.choose(event, mine, first, wanted=False)
    db.session.rollback()
    assert find_mine(event, mine) == {second} and find_mine(event + 1, mine) is None
    other = make_event("autre-2020")
    elsewhere = placed(other, "Ailleurs", at(10), make_room(other))
    release(other)
    assert service.choose(other, mine, elsewhere, wanted=True) != mine, "a programme is of one event"
