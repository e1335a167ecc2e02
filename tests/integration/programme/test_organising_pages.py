"""The organisers' pages of the programme: what they show, what they refuse, two people at once."""

import html
import re

import pytest
from sqlalchemy import func, select

from aami_events.foundation.database import db, transaction
from aami_events.programme import queries, service
from aami_events.programme.models import Move, Session
from tests.factories import make_event, make_part
from tests.factories.editing import written
from tests.factories.programme import at, make_format, make_proposal, make_track, placed, put, the_session
from tests.integration.programme.conftest import HERE, LANGUAGES, sign_in, words

PAGES = (
    "",
    "/bring-in",
    "/sessions/new",
    "/sessions/1",
    "/sessions/1/place",
    "/sessions/3/place",
    "/rooms",
    "/rooms/1",
    "/hours",
    "/release",
)
SESSION = {"kind": "session", "title-fr": "Titre", "title-en": "Title", "minutes": "60", "languages": ["fr"]}


def now(app, number: int) -> tuple:
    with app.app_context():
        row = the_session(number)
        return row.starts, row.room_id, row.minutes, row.revision


@LANGUAGES
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_both_languages(organiser, plan, language, path):
    answer = organiser.get(f"/{language}/organise/rencontre-2020/programme{path}")
    assert answer.status_code == 200 and f'<html lang="{language}-CA"' in answer.text
    assert (
        "<b>" not in answer.text.replace("<b>", "", answer.text.count("<b>Démonstration"))
        or "ᐅᔭᕋᒃ <b>" not in answer.text
    )


@pytest.mark.parametrize("path", PAGES)
def test_only_organisers_arrange(app, client, plan, path):
    assert client.get(f"{HERE}{path}").status_code == 302
    reader = sign_in(app, "r")
    assert reader.get(f"{HERE}{path}").status_code == 403
    assert reader.post(f"{HERE}/sessions/1/place", data={}).status_code == 403


def test_the_grid_shows_what_stands_what_waits_and_what_is_awkward(organiser, plan):
    page = organiser.get(HERE).text
    text = words(page)
    assert "Cachets & droits (fr)" in text and "ᐅᔭᕋᒃ <b>" in text and "Été 🎬 ᐃᓄᒃᑎᑐᑦ (fr)" in text
    assert "À placer (1)" in text and f'data-session="{plan.later}"' in page
    assert f'<td class="held" rowspan="2" id="session-{plan.fees}"' in page
    assert f'<td class="held pause" colspan="2" id="session-{plan.pause}"' in page
    assert "Rien n'est public encore" in text.replace("’", "'")
    assert "30 personnes sont attendues" not in text, "the hall is large enough"


def test_warnings_lead_to_their_sessions_and_go_when_they_are_mended(app, organiser, plan):
    with app.app_context():
        service.unplace(plan.event, plan.film, base=2)
        put(plan.event, plan.fees, at(10), plan.loft)
    page = organiser.get(HERE).text
    warnings = page[page.index('id="warnings"') :]
    assert "30 personnes sont attendues, Mezzanine (fr) a 10 places" in words(warnings)
    assert f'<a href="#session-{plan.fees}">' in warnings
    with app.app_context():
        put(plan.event, plan.fees, at(10), plan.hall)
    assert "Rien à redire" in words(organiser.get(HERE).text)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"twice": True}, "Ariane Tremblay intervient dans deux séances en même temps"),
        ({"track": True}, "Deux séances du thème « cachets (fr) » en même temps"),
        ({"close": True}, "5 minutes entre deux séances (Grande salle (fr)); on en prévoit 10"),
        ({"teams": True}, "Interprétation en ASL : il faudrait 2 équipes en même temps, et il y en a 1"),
        ({"booth": True}, "Mezzanine (fr) n'a pas l'équipement nécessaire : Cabine d'interprétation"),
        ({"alone": True}, "Rien ne peut être suivi en anglais à ce moment"),
    ],
)
def test_each_kind_of_warning_says_what_it_is(app, organiser, plan, change, told):
    with app.app_context():
        track = make_track(plan.event)
        by = service.Voice("Ariane Tremblay", "ariane@centre.example")
        entries = {
            "twice": (at(10, 30), {"speakers": (by,), "minutes": 20}),
            "track": (at(14), {"track": track}),
            "close": (at(11, 5), {"minutes": 30}),
            "teams": (at(14), {"interpretation": ("asl",)}),
            "booth": (at(14), {"interpretation": ("fr-en",)}),
            "alone": (at(14), {"languages": ("fr",)}),
        }
        (key,) = change
        starts, says = entries[key]
        service.unplace(plan.event, plan.film, base=2)
        room = plan.hall if key == "close" else plan.loft
        placed(plan.event, "Neuve", starts, room, **says)
        if key in ("track", "teams"):
            placed(plan.event, "Encore", starts, plan.hall, **says)
            hours = queries.settings_of(plan.event)
            service.set_hours(plan.event, service.HoursEntry(hours.opens, hours.closes, 10, {"asl": 1}))
    found = words(organiser.get(HERE).text).replace("’", "'").replace("\u00a0", " ")
    assert told in found


# --- Placing --------------------------------------------------------------------------------------------------------
def spot(plan, revision=1, **changed):
    return {"day": "2020-09-18", "time": "14:30", "room": str(plan.hall), "revision": str(revision), **changed}


def test_a_session_is_placed_by_the_plain_form_and_taken_off(app, organiser, plan):
    answer = organiser.post(f"{HERE}/sessions/{plan.later}/place", data=spot(plan, minutes="90"))
    assert answer.location == f"{HERE}#session-{plan.later}"
    assert now(app, plan.later) == (at(14, 30, day=2), plan.hall, 90, 2)
    assert "est placée" in organiser.get(HERE).text
    page = organiser.get(f"{HERE}/sessions/{plan.later}/place").text
    assert 'value="2020-09-18" checked' in page and 'value="14:30"' in page
    organiser.post(f"{HERE}/sessions/{plan.later}/unplace", data={"revision": "2"})
    assert now(app, plan.later)[0] is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"day": "2020-09-17", "time": "10:30"}, "Autre chose a lieu là à ce moment"),
        ({"time": "21:30"}, "ne tient pas entre les heures"),
        ({"time": "8h"}, "ne tient pas entre les heures"),
        ({"time": ""}, "heure ainsi"),
        ({"time": "25:00"}, "heure ainsi"),
        ({"day": "2020-09-30"}, "Choisissez un jour"),
        ({"day": "<script>"}, "Choisissez un jour"),
        ({"room": ""}, "Choisissez une salle"),
        ({"room": "99999999999999999999"}, "Choisissez une salle"),
        ({"minutes": "700"}, "de 5 à 600 minutes"),
        ({"minutes": "-5"}, "nombre entier"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(app, organiser, plan, changed, told):
    answer = organiser.post(f"{HERE}/sessions/{plan.later}/place", data=spot(plan, **changed))
    assert answer.status_code == 422 and told in words(answer.text).replace("’", "'")
    for name, value in changed.items():
        if name in ("time", "minutes") and value:
            assert f'value="{html.escape(value)}"' in answer.text
    assert now(app, plan.later) == (None, None, 60, 1)


def test_an_overlap_names_what_is_there(organiser, plan):
    answer = organiser.post(f"{HERE}/sessions/{plan.later}/place", data=spot(plan, day="2020-09-17", time="10:30"))
    assert "Cachets & droits (fr)" in words(answer.text) and f"/sessions/{plan.fees}/place" in answer.text


def test_two_people_at_once_the_second_sees_both_and_may_go_on(app, organiser, plan):
    first = spot(plan, revision=2)
    assert organiser.post(f"{HERE}/sessions/{plan.fees}/place", data=first).status_code == 302
    second = {**spot(plan, revision=2), "time": "16:00"}
    answer = organiser.post(f"{HERE}/sessions/{plan.fees}/place", data=second)
    assert answer.status_code == 409 and now(app, plan.fees)[0] == at(14, 30, day=2)
    text = words(answer.text).replace("\u00a0", " ")
    assert "vendredi 18 septembre, 14 h 30 – 15 h 30, Grande salle (fr)" in text and 'value="16:00"' in answer.text
    (revision,) = set(re.findall(r'name="revision" value="(\d+)"', answer.text))
    assert revision == "3"
    assert (
        organiser.post(f"{HERE}/sessions/{plan.fees}/place", data={**second, "revision": revision}).status_code == 302
    )
    assert now(app, plan.fees)[0] == at(16, day=2)
    stale = organiser.post(f"{HERE}/sessions/{plan.fees}/unplace", data={"revision": "2"})
    assert stale.status_code == 409 and now(app, plan.fees)[0] == at(16, day=2)


def test_the_last_move_is_taken_back_once(app, organiser, plan):
    organiser.post(f"{HERE}/sessions/{plan.later}/place", data=spot(plan))
    (move,) = re.findall(r'name="move" value="(\d+)"', organiser.get(HERE).text)
    assert organiser.post(f"{HERE}/undo", data={"move": move}).location == f"{HERE}#session-{plan.later}"
    assert now(app, plan.later)[0] is None
    for wrong in (move, "0", "x" * 50, ""):
        organiser.post(f"{HERE}/undo", data={"move": wrong})
        assert "Rien n'a été annulé" in words(organiser.get(HERE).text).replace("’", "'")


def test_a_move_is_not_taken_back_into_another_session(app, organiser, plan):
    organiser.post(f"{HERE}/sessions/{plan.film}/place", data=spot(plan, revision=2, room=str(plan.loft)))
    with app.app_context():
        entry = service.SessionEntry("joint", written("Pause"), minutes=30)
        service.change_session(plan.event, plan.pause, entry, base=2)
        move = queries.last_move(plan.event).id
        with transaction():
            row = db.session.get_one(Move, move)
            row.before = {"starts": "2020-09-17T12:00", "room": plan.loft, "minutes": 60}
    organiser.post(f"{HERE}/undo", data={"move": str(move)})
    assert "autre chose occupe la place" in words(organiser.get(HERE).text)


def test_pages_of_sessions_that_are_not_there_say_so(app, organiser, plan):
    with app.app_context():
        other = make_event("autre-2020")
        elsewhere = service.begin_session(other, service.SessionEntry(title=written("Ailleurs")))
    for number in (elsewhere, 999, 10**18):
        for path in ("", "/place"):
            assert organiser.get(f"{HERE}/sessions/{number}{path}").status_code == 404
        for deed in ("unplace", "pin", "remove"):
            assert organiser.post(f"{HERE}/sessions/{number}/{deed}", data={"revision": "1"}).status_code == 404


# --- Sessions -------------------------------------------------------------------------------------------------------
def test_a_session_is_added_by_hand(app, organiser, plan):
    with app.app_context():
        kind, track = make_format(plan.event), make_track(plan.event)
    data = {
        **SESSION,
        "format": str(kind),
        "track": str(track),
        "speakers": "Zoé Nadeau <Zoe@Centre.example>\n\nᓖᓯ <l@n.example>",
    }
    answer = organiser.post(f"{HERE}/sessions/new", data=data)
    number = int(re.findall(r"/sessions/(\d+)/place", answer.location)[0])
    with app.app_context():
        row = queries.find_session(plan.event, number)
        assert row and (row.title.en, row.format_id, row.track_id) == ("Title", kind, track)
        assert [one.speaker.email for one in row.speakers] == ["zoe@centre.example", "l@n.example"]
    page = organiser.get(f"{HERE}/sessions/{number}").text
    assert "Zoé Nadeau &lt;zoe@centre.example&gt;" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title-fr": "", "title-en": ""}, "Écrivez un titre"),
        ({"minutes": ""}, "de 5 à 600 minutes"),
        ({"minutes": "abc"}, "nombre entier"),
        ({"speakers": "Zoé sans adresse"}, "Ligne 1"),
        ({"speakers": "Zoé <z@x.example>\n<y@x.example>"}, "Ligne 2"),
        ({"speakers": "\n".join(f"N{n} <n{n}@x.example>" for n in range(41))}, "trop long"),
        ({"kind": "fête"}, "options offertes"),
        ({"format": "99"}, "options offertes"),
        ({"languages": ["tlh"]}, "options offertes"),
        ({"title-fr": "x" * 201}, "trop long"),
    ],
)
def test_a_session_that_cannot_be_is_refused_and_nothing_is_lost(app, organiser, plan, changed, told):
    with app.app_context():
        make_format(plan.event)
    answer = organiser.post(f"{HERE}/sessions/new", data={**SESSION, **changed, "abstract-fr": "Ce que j'ai écrit"})
    assert answer.status_code == 422 and told in words(answer.text) and "Ce que j&#39;ai écrit" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Session)) == 4


def test_editing_says_what_differs_when_someone_was_quicker(app, organiser, plan):
    data = {**SESSION, "revision": "2"}
    assert organiser.post(f"{HERE}/sessions/{plan.film}", data=data).location == f"{HERE}#session-{plan.film}"
    answer = organiser.post(f"{HERE}/sessions/{plan.film}", data={**data, "title-fr": "Le mien", "minutes": "45"})
    assert answer.status_code == 409
    text = words(answer.text)
    assert "Le mien" in text and "Titre (français) Titre Le mien" in text and "Durée 60 45" in text
    again = organiser.post(f"{HERE}/sessions/{plan.film}", data={**data, "title-fr": "Le mien", "revision": "3"})
    assert again.status_code == 302
    with app.app_context():
        assert the_session(plan.film).title.fr == "Le mien"


def test_a_session_that_grows_into_another_stays_as_it_was(app, organiser, plan):
    answer = organiser.post(f"{HERE}/sessions/{plan.fees}", data={**SESSION, "revision": "2", "minutes": "180"})
    assert answer.status_code == 422 and "ne tient plus" in answer.text
    assert now(app, plan.fees) == (at(10), plan.hall, 60, 2)
    wrong = organiser.post(f"{HERE}/sessions/{plan.fees}", data={**SESSION, "revision": "2", "track": "77"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("deed", ["pin", "unpin", "cancel", "restore", "remove"])
def test_deeds_are_done_and_said(app, organiser, plan, deed):
    answer = organiser.post(f"{HERE}/sessions/{plan.fees}/{deed}", data={"revision": "2"})
    assert answer.location == f"{HERE}#session-{plan.fees}"
    page = organiser.get(HERE)
    assert page.status_code == 200 and 'class="notice good"' in page.text
    with app.app_context():
        row = db.session.get(Session, plan.fees)
        assert (row is None) == (deed == "remove")
        assert row is None or (row.pinned, row.cancelled) == (deed == "pin", deed == "cancel")
    if deed == "cancel":
        text = words(organiser.get(f"{HERE}/sessions/{plan.fees}").text)
        assert "Elle a lieu finalement" in text


def test_deeds_of_the_slower_one_are_not_done(app, organiser, released):
    for deed, told in (("cancel", "quelqu'un d'autre a modifié"), ("remove", "quelqu'un d'autre a modifié")):
        answer = organiser.post(f"{HERE}/sessions/{released.fees}/{deed}", data={"revision": "1"})
        assert told in words(organiser.get(answer.location).text).replace("’", "'")
    revision = now(app, released.fees)[3]
    answer = organiser.post(f"{HERE}/sessions/{released.fees}/remove", data={"revision": str(revision)})
    assert "elle peut être annulée" in words(organiser.get(answer.location).text)


def test_what_can_be_brought_in_is_offered_and_brought_in_once(app, organiser, plan):
    with app.app_context():
        accepted = make_proposal(plan.event, "Retenue")
        undecided = make_proposal(plan.event, "Peut-être", decision=None, announced_at=None)
        part = make_part(plan.event)
    page = organiser.get(f"{HERE}/bring-in").text
    assert all(title in page for title in ("Retenue (fr)", "Peut-être (fr)", "Partie 1 (fr)"))
    data = {"proposal": [str(accepted), str(undecided), "x", "9" * 30], "part": [str(part)]}
    assert organiser.post(f"{HERE}/bring-in", data=data).location == f"{HERE}#unplaced"
    assert "à l'essai" in words(organiser.get(HERE).text).replace("’", "'")
    again = organiser.post(f"{HERE}/bring-in", data=data)
    assert "n'est plus là" in words(organiser.get(again.location).text).replace("’", "'")
    assert organiser.post(f"{HERE}/bring-in", data={}).status_code == 422
    assert "Rien à faire entrer" in organiser.get(f"{HERE}/bring-in").text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Session)) == 7
