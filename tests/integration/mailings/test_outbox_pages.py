"""The outbox of an event: what became of each letter, found by state and address; sent again, or come back."""

import pytest

from aami_events.foundation.database import db
from aami_events.foundation.i18n import speaking
from aami_events.foundation.letters import unreachable
from aami_events.foundation.outbox import COMPOSERS, OutboxLetter, letter_name
from tests.factories import register
from tests.factories.letters import put
from tests.factories.signing import sign_in

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
HERE = "/organise/rencontre-2020/outbox"


@pytest.fixture
def letters(app, event):
    with app.app_context():
        for name in ("zoe", "bea", "cid"):
            register(event, email=f"{name}@x.example")
        put(1, state="sent")
        put(2, state="failed", error="550 no such person")


@LANGUAGES
def test_letters_are_found_by_their_state_and_by_their_address(organiser, letters, language):
    def shown(query: str) -> int:
        return organiser.get(f"/{language}{HERE}{query}").text.count('scope="row"')

    assert [shown(q) for q in ("", "?state=sent", "?state=failed", "?state=waiting", "?state=junk")] == [3, 1, 1, 1, 3]
    assert [shown(q) for q in ("?to=ZOE", "?to=x.example", "?to=%25", "?to=zoe&state=failed")] == [1, 3, 0, 0]
    assert shown("?before=2") == 1 and shown("?before=junk") == 3
    assert ("Aucun courriel de ce genre" if language == "fr" else "No e-mail like this") in organiser.get(
        f"/{language}{HERE}?to=nobody"
    ).text


@LANGUAGES
def test_a_letter_that_came_back_is_written_down_and_may_go_again(app, organiser, letters, language):
    mine = f"/{language}{HERE}/1"
    noted = organiser.post(
        f"{mine}/returned", data={"said": "550 5.1.1\r\n unknown\x00 user" + "x" * 900}, follow_redirects=True
    )
    assert ("ce courriel est revenu" if language == "fr" else "this e-mail came back") in noted.text
    with app.app_context():
        row = db.session.get_one(OutboxLetter, 1)
        assert (row.state, len(row.error or "")) == ("returned", 400)
        assert (row.error or "").startswith("550 5.1.1 unknown user")
        assert unreachable({"zoe@x.example", "bea@x.example", "cid@x.example"}) == {"zoe@x.example", "bea@x.example"}
    for number in (1, 3):
        again = organiser.post(f"/{language}{HERE}/{number}/returned", follow_redirects=True).text
        assert ("Seul un courriel parti peut revenir" if language == "fr" else "Only an e-mail that has gone") in again
    assert organiser.get(f"/{language}{HERE}?state=returned").text.count('scope="row"') == 1
    organiser.post(mine)
    with app.app_context():
        assert db.session.get_one(OutboxLetter, 1).state == "waiting"


def test_who_only_reads_cannot_act_and_letters_of_others_are_not_there(app, organiser, letters):
    reader = sign_in(app, "r")
    assert reader.get(f"/fr{HERE}").status_code == 403 and reader.post(f"/fr{HERE}/1/returned").status_code == 403
    assert (
        organiser.get(f"/fr{HERE}/99").status_code == 404
        and organiser.post(f"/fr{HERE}/99/returned").status_code == 404
    )


@pytest.mark.usefixtures("inside")
@LANGUAGES
def test_every_kind_of_letter_has_a_name_in_both_languages(language):
    with speaking(language):
        nameless = [kind for kind in COMPOSERS if letter_name(kind) == kind]
    assert nameless == []
