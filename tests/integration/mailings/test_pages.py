"""An organiser writes to many: pages in both languages, what is wrong said beside the field, nobody else's business."""

import re

import pytest

from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.mailings import jobs, service
from aami_events.mailings.models import Mailing
from tests.factories import make_event, make_person, register
from tests.factories.counting import statements
from tests.factories.letters import put
from tests.factories.mailings import SENT, copies, entry, make_mailing
from tests.factories.signing import PASSWORD, sign_in

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
HERE = "/organise/rencontre-2020/letters"


@pytest.fixture
def people(app, event):
    with app.app_context():
        register(event, name="Zoé Côté", email="zoe@x.example")
        register(event, name="Bea", email="bea@x.example", language="en")


def plain(page: str) -> str:
    """Words of a page without its typography."""
    return re.sub("[\u00a0\u202f]", "", page)


@LANGUAGES
def test_from_the_first_word_to_what_became_of_it(app, organiser, people, language):
    here = f"/{language}{HERE}"
    assert ("Aucun courriel à un groupe" if language == "fr" else "No e-mail to a group yet") in organiser.get(
        here
    ).text
    assert organiser.get(f"{here}/new").status_code == 200
    mine = organiser.post(f"{here}/new", data=SENT).location
    page = organiser.get(mine).text
    assert ("1 en français" if language == "fr" else "1 in French") in page
    assert organiser.get(f"{mine}/edit").text.count("mon_inscription") >= 1
    before = organiser.get(f"{mine}/send").text
    assert ("L’envoyer à 2 personnes" if language == "fr" else "Send it to 2 people") in before
    assert organiser.post(f"{mine}/send", data={"revision": "1"}).location == mine
    with app.app_context():
        assert jobs.send_ordered() == 2
        put(copies()[0].id, state="sent")
        put(copies()[1].id, state="failed", error="550 no such person")
    page = organiser.get(mine).text
    assert ("1 courriel envoyé, 1 en échec" if language == "fr" else "1 e-mail sent, 1 failed") in page.replace(
        "\u00a0", " "
    )
    assert ("Envoyé: 2 personnes" if language == "fr" else "Sent: 2 people") in plain(page)
    everyone = organiser.get(f"{mine}/people").text
    assert "Zoé Côté" in everyone and "550 no such person" in everyone
    failed = organiser.get(f"{mine}/people?state=failed").text
    assert "zoe@x.example" in failed and "bea@x.example" not in failed
    assert organiser.get(f"{mine}/people?state=junk&before=junk").status_code == 200
    assert organiser.get(here).text.count("/letters/1") == 1


@LANGUAGES
def test_one_reads_it_as_anybody_would(app, organiser, people, language):
    with app.app_context():
        number = make_mailing(1)
    mine = f"/{language}{HERE}/{number}"
    frame = organiser.get(f"{mine}/preview?as=1&language=fr")
    assert "Bonjour Zoé Côté!" in frame.text and '<html lang="fr-CA">' in frame.text
    assert (
        "sandbox" in frame.headers["Content-Security-Policy"]
        and "script-src" not in frame.headers["Content-Security-Policy"]
    )
    assert "Hello Bea!" in organiser.get(f"{mine}/preview").text, "the first by name, in their language"
    assert "Zoé" in organiser.get(f"{mine}/preview?q=zoe").text
    assert organiser.get(f"{mine}/preview?as=junk&language=xx&q={'x' * 5000}").status_code == 200
    tested = organiser.post(f"{mine}/test", data={"as": "1", "language": "en"}, follow_redirects=True)
    assert "o@x.example" in tested.text
    assert organiser.post(f"{mine}/test", data={"language": "xx"}).status_code == 400
    with app.app_context():
        assert [row.recipient for row in db.session.query(OutboxLetter).filter_by(kind="mailings.test")] == [
            "o@x.example"
        ]


WRONG = [
    ({"subject-fr": "", "subject-en": ""}, "Il manque l’objet", "The subject is missing"),
    ({"subject-fr": "x" * 201}, "trop long", "too long"),
    ({"body-en": "Hello {nmae}"}, "Vouliez-vous écrire {name}?", "Did you mean {name}?"),
    ({"body-fr": "Bonjour {xyzzy}"}, "{xyzzy} ne dit rien", "{xyzzy} says nothing"),
    ({"body-fr": "http://127.0.0.1/fr/registrations/WzEsMV0.abc"}, "ouvre la page personnelle", "somebody’s own page"),
    ({"to": "everyone"}, "Choisissez dans la liste", "Choose from the list"),
    ({"registered": "accepted"}, "Choisissez dans la liste", "Choose from the list"),
    ({"category": "nope"}, "Choisissez dans la liste", "Choose from the list"),
    ({"part": "9" * 30}, "Choisissez dans la liste", "Choose from the list"),
    ({"survey": "nope"}, "Choisissez dans la liste", "Choose from the list"),
    ({"presence": "nope"}, "Choisissez dans la liste", "Choose from the list"),
    ({"send": "soon"}, "Choisissez dans la liste", "Choose from the list"),
    ({"send": "moment"}, "le jour et l’heure", "the day and the time"),
    ({"send": "relative", "hour": "9:00"}, "un nombre de jours", "a number of days"),
    ({"send": "relative", "days": "400", "hour": "9:00"}, "de 0 à 366", "from 0 to 366"),
    ({"send": "relative", "days": "3"}, "par exemple 9", "for example 9"),
    ({"send": "relative", "days": "three", "hour": "25:99"}, "nombre entier", "whole number"),
]


@LANGUAGES
@pytest.mark.parametrize(("sent", "french", "english"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_lost(app, organiser, language, sent, french, english):
    answer = organiser.post(f"/{language}{HERE}/new", data=SENT | sent)
    said = french if language == "fr" else english
    assert answer.status_code == 422 and said in plain(answer.text)
    assert ('class="summary"' in answer.text and "bientôt**." in answer.text) or "body-fr" in sent
    with app.app_context():
        assert db.session.query(Mailing).count() == 0


@LANGUAGES
def test_two_editors_and_two_who_send(app, organiser, people, language):
    with app.app_context():
        number = make_mailing(1)
        service.change(number, entry(), base=1)
    mine = f"/{language}{HERE}/{number}"
    stale = organiser.post(f"{mine}/edit", data=SENT | {"revision": "1"})
    assert stale.status_code == 409 and 'name="revision" value="2"' in stale.text
    assert organiser.post(f"{mine}/edit", data=SENT | {"revision": "2"}).status_code == 302
    for revision in ("1", "", "x", "9" * 30):
        assert organiser.post(f"{mine}/send", data={"revision": revision}).status_code == 302
    with app.app_context():
        assert db.session.get_one(Mailing, number).state == "draft", "what would go is not what was read"
    organiser.post(f"{mine}/send", data={"revision": "3"})
    for address in ("edit", "send"):
        assert organiser.get(f"{mine}/{address}").status_code == 302
    again = organiser.post(f"{mine}/edit", data=SENT | {"revision": "4"}, follow_redirects=True)
    assert ("L’envoi est déjà planifié" if language == "fr" else "It is planned already") in again.text
    assert organiser.post(f"{mine}/unplan").status_code == 302
    assert organiser.post(f"{mine}/stop", follow_redirects=True).status_code == 200
    copied = organiser.post(f"{mine}/copy").location
    assert organiser.get(copied).status_code == 200
    removed = organiser.post(f"{mine}/remove", follow_redirects=True)
    assert ("Le brouillon est supprimé" if language == "fr" else "The draft is gone") in removed.text
    assert organiser.get(mine).status_code == 404


@LANGUAGES
def test_what_keeps_it_from_going_is_said(app, organiser, people, language):
    with app.app_context():
        half = make_mailing(1, body=type(entry().body)(fr="Bonjour"), promotional=True)
        nobody = make_mailing(1, states=("cancelled",))
        make_mailing(1, planned=True)
        jobs.send_ordered()
    here = f"/{language}{HERE}"
    page = organiser.get(f"{here}/{half}").text
    assert ("Le texte n’est pas dans les deux langues" if language == "fr" else "The text is not in both") in page
    assert "ORGANISATION_ADDRESS" in organiser.get(f"{here}/{half}/send").text
    assert organiser.post(f"{here}/{half}/send", data={"revision": "1"}).location.endswith(f"/{half}/send")
    would = organiser.post(f"{here}/{nobody}/send", data={"revision": "1"}, follow_redirects=True).text
    assert ("Il n’irait à personne" if language == "fr" else "It would go to nobody") in would
    assert ("Il n’irait à personne" if language == "fr" else "It would go to nobody") in organiser.get(
        f"{here}/{nobody}/send"
    ).text
    organiser.post(f"{here}/3/resume")
    assert organiser.post(f"{here}/3/stop", follow_redirects=True).status_code == 200
    kept = organiser.post(f"{here}/3/remove", follow_redirects=True).text
    assert ("Ce courriel est déjà parti" if language == "fr" else "It has gone already") in kept


@LANGUAGES
def test_an_address_that_did_not_take_the_last_letter_is_named_before(app, organiser, people, language):
    with app.app_context():
        put(1, state="failed", error="550")
        number = make_mailing(1)
    page = organiser.get(f"/{language}{HERE}/{number}/send").text
    assert "zoe@x.example" in page and "bea@x.example" not in page


@LANGUAGES
def test_a_planned_one_says_when_it_goes_and_why_not(app, organiser, people, language, clock):
    sent = SENT | {"send": "relative", "days": "3", "hour": "9:00", "latecomers": "y"}
    mine = organiser.post(f"/{language}{HERE}/new", data=sent).location
    page = organiser.get(mine).text.replace("\u00a0", " ")
    assert ("14 septembre 2020, 9 h, heure de Toronto" if language == "fr" else "September 14, 2020") in page
    assert ("3 jours avant le premier jour" if language == "fr" else "3 days before the first day") in page
    organiser.post(f"{mine}/send", data={"revision": "1"})
    clock.forward(days=40)
    held = organiser.get(mine).text
    assert ("Le moment est passé" if language == "fr" else "Its moment passed") in held
    edit = organiser.get(f"{mine}/edit", follow_redirects=True)
    assert edit.status_code == 200


def test_it_is_nobody_elses_business(app, organiser, people):
    with app.app_context():
        other = make_event("autre-2020")
        make_person("organiser", event_id=other, email="x@x.example", password=PASSWORD)
        number = make_mailing(1)
    reader, stranger = sign_in(app, "r"), sign_in(app, "x")
    mine = f"/fr{HERE}/{number}"
    for address in ("", "/edit", "/send", "/preview", "/people"):
        assert reader.get(mine + address).status_code == 403
        assert stranger.get(mine + address).status_code == 403
        assert stranger.get(f"/fr/organise/autre-2020/letters/{number}{address}").status_code == 404
        assert app.test_client().get(mine + address).status_code == 302
    for address in ("send", "test", "unplan", "stop", "resume", "copy", "remove"):
        assert reader.post(f"{mine}/{address}").status_code == 403
        assert stranger.post(f"/fr/organise/autre-2020/letters/{number}/{address}").status_code == 404


def test_lists_take_as_many_queries_for_three_as_for_one(app, organiser, people):
    seen = []
    for more in (1, 2):
        with app.app_context():
            for _one in range(more):
                make_mailing(1, planned=True)
                jobs.send_ordered()
        for address in (f"/fr{HERE}", f"/fr{HERE}/1/people"):
            organiser.get(address)
            with app.app_context(), statements() as made:
                assert organiser.get(address).status_code == 200
            seen.append(len(made))
    assert seen[:2] == seen[2:]
