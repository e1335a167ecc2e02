"""The organisers' pages of an event's own questions."""

import html
import re

import pytest
from flask.testing import FlaskClient

from aami_events.foundation.database import db
from aami_events.questions.queries import Held, list_held
from aami_events.registration.models import Answer
from tests.factories import make_event, make_question, register
from tests.integration.pages.test_desk import queries_of
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language, send, summary

LIST = f"/fr/organise/{SLUG}/questions"
NEW = f"{LIST}/new"
TEXTS = {"label-fr": "Votre repas ?", "label-en": "Your meal?", "purpose-fr": "Prévoir", "purpose-en": "To plan"}
USUAL = {"sees": "organiser", "retention_days": "90", "condition": "", "action": "save"}
GOOD = {**TEXTS, **USUAL, "kind": "text"}
MEAL = {
    "options": [{"id": "vegan", "label": {"fr": "Végé", "en": "Vegan"}}, {"id": "fish", "label": {"fr": "Poisson"}}]
}


def options(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    """Rows of options as a browser sends them: (id, French, English, order)."""
    names = ("key", "fr", "en", "place")
    return {f"options-{n}-{name}": value for n, row in enumerate(rows) for name, value in zip(names, row, strict=True)}


CHOICE = {**GOOD, "kind": "choice", **options(("", "Végé", "Vegan", ""), ("", "Poisson", "Fish", ""), ("", "", "", ""))}


@pytest.fixture
def organiser(sign_in) -> FlaskClient:
    return sign_in("organiser")


@pytest.fixture
def held(app, event):
    """The event's questions as the database has them now, by key; those that are asked come first."""

    def read() -> dict[str, Held]:
        with app.app_context():
            found = {row.question.key: row for row in list_held("event", event)}
            db.session.expunge_all()
            return found

    return read


def seen(page: str) -> str:
    (found,) = re.findall(r'name="seen" value="([^"]+)"', page)
    return found


@LANGUAGES
def test_the_list_says_why_who_and_for_how_long(app, organiser, event, language):
    with app.app_context():
        make_question(event, "shares", kind="yes_no", position=2, label={"fr": "Partagez-vous", "en": "Do you share"})
        condition = {"question": "shares", "equals": "yes"}
        make_question(event, "with", position=3, condition=condition, sensitive=True, sees="coordinator", required=True)
        old = make_question(event, "old", position=4)
    assert organiser.post(f"{LIST}/{old}/retire").status_code == 302
    send(organiser, **{"q-meal": "soupe"})
    page = organiser.get(f"/{language}/organise/{SLUG}/questions")
    assert (page.status_code, in_language(page.text, language)) == (200, True)
    assert {"fr": "1 personne a répondu", "en": "1 person has answered"}[language] in page.text
    said = {"fr": "Posée seulement si\u00a0: Partagez-vous\u00a0: Oui", "en": "Asked only if: Do you share: Yes"}
    assert said[language] in page.text
    assert {"fr": "conservées 365 jours", "en": "kept for 365 days"}[language] in page.text
    assert page.text.count(f'action="/{language}/organise/{SLUG}/questions/') == 3 * 2 + 1


def test_the_list_takes_as_many_queries_for_one_as_for_three(app, organiser, event):
    with app.app_context():
        engine = db.engine
    organiser.get(LIST)
    one = queries_of(engine, organiser, LIST)[1]
    with app.app_context():
        for key in ("a", "b"):
            make_question(event, key, condition={"question": "meal", "equals": "x"})
    assert queries_of(engine, organiser, LIST)[1] == one


@LANGUAGES
def test_added_with_options_and_a_condition(app, client, organiser, event, held, language):
    with app.app_context():
        make_question(event, "shares", kind="yes_no", position=2)
    address = f"/{language}/organise/{SLUG}/questions"
    assert '<option value="shares=yes">' in organiser.get(f"{address}/new").text
    sent = {**CHOICE, "condition": "shares=yes", "required": "y"}
    answer = organiser.post(f"{address}/new", data=sent)
    assert (answer.status_code, answer.location) == (302, address)
    made = held()["your-meal"]
    assert [row["id"] for row in made.version.options] == ["vegan", "fish"]
    assert (made.version.condition, made.version.required) == ({"question": "shares", "equals": "yes"}, True)
    form = client.get(f"/{language}/events/{SLUG}/register").text
    assert 'data-shown-when="q-shares=yes"' in form and {"fr": "Poisson", "en": "Fish"}[language] in form
    assert send(client, language, **{"q-shares": "yes"}).status_code == 422, "it is asked, and required"
    assert send(client, language, **{"q-shares": "yes", "q-your-meal": "fish"}).status_code == 302


@LANGUAGES
@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ({"label-fr": "", "label-en": "\x00"}, ["label-fr"]),
        ({"label-en": ""}, ["label-en"]),
        ({"label-fr": "x" * 1000}, ["label-fr"]),
        ({"purpose-fr": "", "purpose-en": ""}, ["purpose-fr"]),
        ({"help-fr": "Aide"}, ["help-en"]),
        ({"kind": "colour"}, ["kind"]),
        ({"kind": ""}, ["kind"]),
        ({"sees": "everyone"}, ["sees"]),
        ({"retention_days": "abc"}, ["retention_days"]),
        ({"retention_days": "-1"}, ["retention_days"]),
        ({"retention_days": "0"}, ["retention_days"]),
        ({"retention_days": "9" * 400}, ["retention_days"]),
        ({"condition": "meal=x"}, ["condition"]),
        ({"condition": "nothing=yes"}, ["condition"]),
        ({"condition": "x" * 5000}, ["condition"]),
        ({"key": "meal"}, ["key"]),
        ({"key": "q=|"}, ["key"]),
        ({"kind": "choice"}, ["options-0-fr"]),
        ({"kind": "choice", **options(("", "Un", "One", ""))}, ["options-0-fr"]),
        ({"kind": "choice", **options(("", "Un", "One", ""), ("", "Un", "Two", ""))}, ["options-1-fr"]),
        ({"kind": "choice", **options(("", "Un", "One", ""), ("", "Deux", "", ""))}, ["options-1-en"]),
        ({"kind": "choices", **options(("", "x" * 1000, "One", ""))}, ["options-0-fr"]),
        ({"kind": "choices", **options(*[("", f"n{n}", f"n{n}", "") for n in range(61)])}, ["options-0-fr"]),
        ({"kind": "choice", "label-fr": "", "label-en": "", "retention_days": ""},
         ["label-fr", "options-0-fr", "retention_days"]),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_beside_its_field(organiser, held, language, says, wrong):
    answer = organiser.post(f"/{language}/organise/{SLUG}/questions/new", data={**GOOD, **says})
    assert (answer.status_code, summary(answer.text), list(held())) == (422, wrong, ["meal"])
    assert_summary_leads_to_fields(answer.text)
    kept = {**TEXTS, **{name: value for name, value in says.items() if name.endswith(("fr", "en", "days"))}}
    page = html.unescape(answer.text)
    assert all(value[:20] in page for value in kept.values() if value.strip("\x00")), "nothing typed is lost"


def test_options_moved_taken_out_and_added(app, organiser, event, held):
    with app.app_context():
        number = make_question(event, "menu", kind="choice", **MEAL)
    read = seen(organiser.get(f"{LIST}/{number}").text)
    rows = options(
        ("vegan", "Végé", "Vegan", "2"), ("fish", "", "", "2"), ("", "Rien", "None", "1"), ("x", "Un", "One", "x")
    )
    sent = {**GOOD, "label-fr": "menu ?", "kind": "choice", **rows, "seen": read}
    assert organiser.post(f"{LIST}/{number}", data=sent).status_code == 302
    assert [row["id"] for row in held()["menu"].version.options] == ["none", "vegan", "one"]


@LANGUAGES
def test_reworded_and_what_was_answered_keeps_its_words(app, client, organiser, event, held, person, language):
    with app.app_context():
        number = make_question(event, "menu", kind="choice", **MEAL)
        version = {row.question.key: row.version.id for row in list_held("event", event)}["menu"]
    one, token = person(answers={version: "fish"})
    address = f"/{language}/organise/{SLUG}/questions/{number}"
    page = organiser.get(address).text
    assert {"fr": "sa réponse garde les mots", "en": "that answer keeps the words"}[language] in page
    sent = {**CHOICE, **options(("vegan", "Végé", "Vegan", "1"), ("", "Rien", "None", "2")), "seen": seen(page)}
    done = organiser.post(address, data=sent, follow_redirects=True)
    assert {"fr": "gardent les mots", "en": "keep the words"}[language] in done.text
    assert held()["menu"].question.version == 2
    own = client.get(f"/{language}/registrations/{token}").text
    assert {"fr": "menu?", "en": "menu?"}[language] in own and "Poisson" in own
    listed = organiser.get(f"/{language}/organise/{SLUG}/attendees/{one}").text
    assert "Poisson" in listed and "Votre repas" not in listed
    again = organiser.get(address).text
    history = re.sub(r"\s+", " ", again[again.index('class="history"') :])
    for words in (
        {"fr": "Question (Français) : menu ? → Votre repas ?", "en": "Question (Français): menu ? → Votre repas ?"},
        {"fr": "Options : Poisson → –", "en": "Options: Poisson → –"},
        {
            "fr": "Jours de conservation des réponses après l’événement : 365 → 90",
            "en": "kept after the event: 365 → 90",
        },
    ):
        assert words[language] in history


def test_a_translation_that_was_missing_makes_no_version(app, organiser, event, held):
    with app.app_context():
        number = make_question(event, "menu", label={"fr": "Votre repas ?"}, purpose={"fr": "Prévoir", "en": "To plan"})
    sent = {**GOOD, "retention_days": "365", "seen": seen(organiser.get(f"{LIST}/{number}").text)}
    done = organiser.post(f"{LIST}/{number}", data=sent, follow_redirects=True)
    assert "Elle dit ce qu’elle disait" in done.text
    assert held()["menu"].question.version == 1
    same = {**sent, "seen": seen(organiser.get(f"{LIST}/{number}").text)}
    assert "Rien n’avait changé" in organiser.post(f"{LIST}/{number}", data=same, follow_redirects=True).text


@LANGUAGES
def test_a_preview_shows_both_languages_and_keeps_nothing(organiser, held, language):
    hostile = {"label-fr": "<script>alert(1)</script> : oui", "action": "preview"}
    answer = organiser.post(f"/{language}/organise/{SLUG}/questions/new", data={**CHOICE, **hostile})
    assert (answer.status_code, list(held())) == (200, ["meal"])
    shown = answer.text[answer.text.index('<section id="preview">') :]
    assert 'lang="fr-CA"' in shown and 'lang="en-CA"' in shown
    assert "Poisson" in shown and "Fish" in shown and "(facultatif)" in shown and "(optional)" in shown
    assert "&lt;script&gt;" in shown and "<script>alert" not in answer.text
    ids = re.findall(r'\sid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))
    wrong = organiser.post(NEW, data={**CHOICE, "purpose-fr": "", "purpose-en": "", "action": "preview"})
    assert (wrong.status_code, 'id="preview"' in wrong.text) == (422, False)


@pytest.mark.parametrize("kind", ["text", "long_text", "choices", "yes_no", "number", "date", "email", "phone"])
def test_every_kind_is_previewed_and_asked(app, client, organiser, held, kind):
    sent = {**CHOICE, "kind": kind}
    assert 'id="preview-fr"' in organiser.post(NEW, data={**sent, "action": "preview"}).text
    assert organiser.post(NEW, data=sent).status_code == 302
    assert held()["your-meal"].version.kind == kind
    assert 'name="q-your-meal"' in client.get(f"/fr/events/{SLUG}/register").text


def test_a_preview_of_one_that_is_there(app, organiser, event, held):
    with app.app_context():
        number = make_question(event, "menu", kind="choice", **MEAL)
    sent = {
        **CHOICE,
        **options(("vegan", "Sans viande", "No meat", "1"), ("", "Rien", "None", "2")),
        "action": "preview",
    }
    answer = organiser.post(f"{LIST}/{number}", data={**sent, "seen": "x"})
    assert (answer.status_code, "Sans viande" in answer.text, held()["menu"].question.version) == (200, True, 1)


def test_more_rows_for_options(organiser, held):
    few = organiser.post(NEW, data={**CHOICE, "action": "preview"}).text
    many = organiser.post(NEW, data={**CHOICE, "action": "more"})
    assert (many.status_code, list(held())) == (200, ["meal"])
    assert (few.count('-place"'), many.text.count('-place"')) == (3 * 5, 3 * 8)
    assert 'value="Poisson"' in many.text


@LANGUAGES
def test_two_editors_notice_each_other_and_lose_nothing(app, organiser, event, held, language):
    with app.app_context():
        number = make_question(event, "menu", kind="choice", **MEAL)
    address = f"/{language}/organise/{SLUG}/questions/{number}"
    read = seen(organiser.get(address).text)
    kept = options(("vegan", "Végé", "Vegan", "1"), ("fish", "Poisson", "", "2"))
    start = {**CHOICE, **kept, "label-fr": "menu ?", "label-en": "menu?", "purpose-fr": "But", "purpose-en": "Purpose"}
    start |= {"retention_days": "365", "seen": read}
    theirs = {**start, "label-fr": "Le leur", "label-en": "Theirs", "required": "y"}
    theirs |= options(("vegan", "Végé", "Vegan", "1"), ("fish", "Poisson", "", "2"), ("", "Rien", "None", ""))
    assert organiser.post(address, data=theirs).status_code == 302
    answer = organiser.post(address, data={**start, "label-fr": "Le mien", "label-en": "Mine"})
    assert answer.status_code == 409
    assert "Le leur</li>" in answer.text and 'value="Le mien"' in answer.text
    assert 'value="Rien"' in answer.text, "options that only they changed are brought up to date"
    assert re.search(r'name="required" value="y" checked', answer.text)
    assert held()["menu"].version.label.get("fr") == "Le leur"
    mine = {**theirs, "label-fr": "Le mien", "label-en": "Mine", "seen": seen(answer.text)}
    mine |= options(("vegan", "Végé", "Vegan", "1"), ("fish", "Poisson", "", "2"), ("none", "Rien", "None", "3"))
    assert organiser.post(address, data=mine).status_code == 302
    assert (held()["menu"].version.label.get("fr"), held()["menu"].question.version) == ("Le mien", 3)


@pytest.mark.parametrize("given", ["", "label:0", "\x00", "9" * 9999])
def test_a_form_that_carries_nothing_overwrites_nothing(organiser, held, given):
    number = held()["meal"].question.id
    answer = organiser.post(f"{LIST}/{number}", data={**GOOD, "seen": given})
    assert (answer.status_code, held()["meal"].question.version) == (409, 1)
    assert "Votre repas" in answer.text


def test_an_order_that_cannot_be_is_refused_with_a_sentence(app, organiser, event, held):
    with app.app_context():
        first = make_question(event, "shares", kind="yes_no", position=2)
        second = make_question(event, "with", condition={"question": "shares", "equals": "yes"}, position=3)
    order = re.findall(r'name="order" value="([^"]+)"', organiser.get(LIST).text)[0]
    meal = held()["meal"].question.id
    for number, end, given in (
        (second, "move", {"step": "up", "order": order}),
        (first, "move", {"step": "down", "order": order}),
        (first, "retire", {}),
    ):
        answer = organiser.post(f"{LIST}/{number}/{end}", data=given)
        assert (answer.status_code, list(held())) == (409, ["meal", "shares", "with"])
        assert "«\u00a0with?\u00a0» dépend d’une réponse à «\u00a0shares?\u00a0»" in answer.text
    assert organiser.post(f"{LIST}/{meal}/move", data={"step": "down", "order": order}).status_code == 302
    assert list(held()) == ["shares", "meal", "with"]
    stale = organiser.post(f"{LIST}/{meal}/move", data={"step": "down", "order": order})
    assert (stale.status_code, "entre-temps" in stale.text) == (409, True)
    assert organiser.post(f"{LIST}/{meal}/move").status_code == 400
    # Neither may one that others depend on lose the answer that they wait for.
    sent = {**GOOD, "seen": seen(organiser.get(f"{LIST}/{first}").text)}
    answer = organiser.post(f"{LIST}/{first}", data=sent)
    assert (answer.status_code, summary(answer.text)) == (422, ["kind"])
    assert "with?" in answer.text


def test_retired_and_asked_again(app, client, organiser, event, held):
    with app.app_context():
        first = make_question(event, "shares", kind="yes_no", position=2)
        second = make_question(event, "with", condition={"question": "shares", "equals": "yes"}, position=3)
    for number in (second, first, first):
        assert organiser.post(f"{LIST}/{number}/retire").status_code == 302
    assert "q-shares" not in client.get(f"/fr/events/{SLUG}/register").text
    refused = organiser.post(f"{LIST}/{second}/ask")
    assert (refused.status_code, "dépend d’une réponse" in refused.text) == (409, True)
    assert "N’est plus posée" in organiser.get(f"{LIST}/{second}").text
    for number in (first, second):
        assert organiser.post(f"{LIST}/{number}/ask").status_code == 302
    assert "q-with" in client.get(f"/fr/events/{SLUG}/register").text
    assert list(held()) == ["meal", "shares", "with"]


def test_what_the_history_and_a_lost_condition_say(app, organiser, event):
    with app.app_context():
        number = make_question(event, "with", condition={"question": "gone", "equals": "yes"}, position=2)
    assert "gone = yes" in organiser.get(LIST).text
    page = organiser.get(f"{LIST}/{number}").text
    assert '<option value="gone=yes" selected>' in page


@pytest.mark.parametrize("end", ["", "/move", "/retire", "/ask"])
def test_a_question_of_another_event_is_not_here(app, organiser, end):
    with app.app_context():
        theirs = make_question(make_event("autre-2020"), "theirs")
    for number in (theirs, 999999, "9" * 40):
        assert organiser.post(f"{LIST}/{number}{end}", data={"step": "up", **GOOD}).status_code == 404


@pytest.mark.parametrize("role", ["reader", "translator", "access_coordinator"])
def test_only_who_may_edit_the_event(sign_in, role, held):
    number, browser = held()["meal"].question.id, sign_in(role)
    for address in (LIST, NEW, f"{LIST}/{number}"):
        assert browser.get(address).status_code == 403
    assert browser.post(f"{LIST}/{number}/retire").status_code == 403


def test_answers_for_few_eyes_are_not_in_everyones_export(app, sign_in, event):
    with app.app_context():
        make_question(event, "few", sees="coordinator", position=2)
        versions = {row.question.key: row.version.id for row in list_held("event", event)}
        number = register(event, answers={versions["few"]: "réponse rare", versions["meal"]: "soupe"})
        assert db.session.query(Answer).count() == 2
    page = sign_in("reader").get(f"/fr/organise/{SLUG}/attendees/{number}").text
    assert "soupe" in page and "réponse rare" not in page
    assert "réponse rare" in sign_in("access_coordinator").get(f"/fr/organise/{SLUG}/attendees/{number}").text
