"""The call: from when to when, and what it offers."""

import datetime as dt

import pytest

from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import transaction
from aami_events.foundation.points import bilingual_texts
from aami_events.proposals import errors, queries, service
from tests.factories import both, make_copy, make_event
from tests.factories.editing import written
from tests.factories.proposals import CLOSES, OPENS, kind_of, open_call, propose, the_proposal

pytestmark = pytest.mark.usefixtures("inside")


def entry(opens=OPENS, closes=CLOSES) -> service.CallEntry:
    return service.CallEntry(Written("Proposez", ""), opens, closes)


def test_a_call_is_written_and_changed_and_two_editors_notice(clock):
    event = make_event()
    assert queries.find_call(event) is None and queries.call_state(None) == "none"
    service.set_call(event, entry(), base=0)
    call = queries.find_call(event)
    assert (call.text.fr, call.revision, queries.call_state(call)) == ("Proposez", 1, "open")
    assert call.opens_at == dt.datetime(2020, 8, 1, 13, tzinfo=dt.UTC), "9 in the morning in Toronto"
    for base in (0, 2):
        with pytest.raises(errors.Overtaken) as refusal:
            service.set_call(event, entry(), base=base)
        assert refusal.value.revision == 1
    with pytest.raises(errors.Overtaken):
        service.set_call(make_event("autre-2020"), entry(), base=1)
    clock.forward(days=30)
    assert queries.call_state(queries.find_call(event)) == "over"
    service.set_call(event, entry(), base=1)
    with pytest.raises(errors.ProposalWrong) as wrong:
        service.set_call(event, entry(closes=CLOSES - dt.timedelta(days=1)), base=2)
    assert wrong.value.faults == [("closes", "closes_past")]
    service.set_call(event, entry(opens=None, closes=None), base=2)
    assert queries.call_state(queries.find_call(event)) == "none"


def test_the_usual_types_are_added_once():
    event = make_event()
    assert service.add_usual(event) == 7 and service.add_usual(event) == 0
    rows = queries.formats_of(event)
    assert [row.key for row in rows][:3] == ["talk", "panel", "screening"]
    assert [row.key for row in rows if row.works] == ["screening", "installation"]


def test_types_and_themes_are_written_changed_and_retired():
    event, other = make_event(), make_event("autre-2020")
    number = service.save_format(event, service.FormatEntry(written("Marche"), 40, 20, 60))
    service.save_format(event, service.FormatEntry(written("Balade"), 30, 20, 60, works=True), number)
    (row,) = queries.formats_of(event)
    assert (row.name.fr, row.minutes, row.works, row.key) == ("Balade (fr)", 30, True, "marche-fr")
    theme = service.save_track(event, service.TrackEntry(written("Lieux"), written("Salles")))
    service.save_track(event, service.TrackEntry(written("Endroits")), theme)
    assert [row.name.fr for row in queries.tracks_of(event)] == ["Endroits (fr)"]
    for kind, row_id in (("format", number), ("track", theme)):
        service.set_retired(event, kind, row_id, retired=True)
        with pytest.raises(errors.NotThere):
            service.set_retired(other, kind, row_id, retired=True)
    assert queries.formats_of(event) == queries.tracks_of(event) == []
    service.set_retired(event, "format", number, retired=False)
    assert len(queries.formats_of(event)) == 1
    with pytest.raises(errors.NotThere):
        service.save_format(other, service.FormatEntry(written("Marche"), 40, 20, 60), number)
    with pytest.raises(errors.ProposalWrong):
        service.save_format(event, service.FormatEntry(Written(), 40, 20, 60))
    with pytest.raises(errors.ProposalWrong):
        service.save_track(event, service.TrackEntry())


def test_what_was_proposed_as_a_type_stays_so_when_it_is_offered_no_longer():
    event = make_event()
    open_call(event)
    talk = kind_of(event)
    made = propose(event)
    service.set_retired(event, "format", talk, retired=True)
    row = the_proposal(event, made)
    same = service.Pitch(Written("Autre", ""), Written("Résumé", ""), format_id=talk, minutes=30, languages=("fr",))
    service.change_proposal(row.speakers[0].speaker_id, made, same, base=1)
    with pytest.raises(errors.ProposalWrong) as wrong:
        service.propose(event, service.Proposer("Bob", "bob@x.example"), same)
    assert wrong.value.faults == [("format", "format_missing")]


def test_types_and_themes_go_with_a_copy_of_the_event():
    event = make_event()
    open_call(event)
    copy = make_copy(event)
    assert [row.key for row in queries.formats_of(copy)] == [row.key for row in queries.formats_of(event)]
    assert len(queries.tracks_of(copy)) == 1 and queries.find_call(copy) is None


def test_its_texts_stand_in_the_worklist():
    event = make_event()
    open_call(event)
    with transaction():
        found = {place.key: place for rows in bilingual_texts([event]) for place in rows.get(event, [])}
        place = found[f"call:{queries.find_call(event).id}:text"]
        assert place.value.fr == "Proposez **tout**." and not place.blocks
        place.write(both("Neuf"))
        offered = [key for key in found if key.startswith(("format:", "track:"))]
        assert len(offered) == 8
        found[offered[0]].write(both("Nom"))
    assert (queries.find_call(event).text.fr, queries.find_call(event).revision) == ("Neuf (fr)", 2)
    assert queries.formats_of(event)[0].name.fr == "Nom (fr)"
