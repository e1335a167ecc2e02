"""Pages of surveys: written, previewed, opened, answered, closed and read, in both languages."""

import re

import pytest

from aami_events.evaluation import queries, service
from aami_events.evaluation.models import Comment, Invitee, Survey
from aami_events.foundation.database import db
from tests.factories import make_event, register
from tests.factories.counting import statements
from tests.factories.signing import sign_in
from tests.factories.surveys import ENTRY, asked, closed, give, links, make_survey

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
HERE = "/organise/surveys"
KINDS = [
    asked("about", "heading"),
    asked("grade", "scale", "bad", "fair", "good", required=True),
    asked("often", "choice", "yes", "no", details={"other": True, "comment": True, "unsaid": True}),
    asked("topics", "choices", "film", "sound"),
    asked("lines", "matrix", "bad", "good", rows=("food", "room")),
    asked("note", "rating", details={"most": 5}),
    asked("tell", "nps"),
    asked("order", "ranking", "talk", "panel"),
    asked("again", "yes_no"),
    asked("years", "number"),
    asked("since", "date"),
    asked("why", "long_text", condition={"question": "grade", "equals": "bad"}),
]
GRADED = asked("grade", "scale", "bad", "good")
SAID = {
    "q-grade": "bad", "q-often": "other", "q-often:other": "Parfois", "q-often:comment": "Selon", "q-topics": "film",
    "q-lines:food": "good", "q-note": "4", "q-tell": "9", "q-order:talk": "1", "q-again": "yes", "q-years": "12",
    "q-since": "2001-05-01", "q-why": "Trop froid", "quotable": "y", "e-gender": "woman",
}  # fmt: skip


def slug_of(app, number: int) -> str:
    with app.app_context():
        return queries.slug_of(number)


@LANGUAGES
def test_a_survey_is_begun_written_opened_and_closed(app, event, organiser, language):
    here = f"/{language}{HERE}"
    assert organiser.get(f"/{language}/organise/rencontre-2020/surveys").status_code == 200
    assert organiser.get(f"{here}/new?event={event}").status_code == 200
    answer = organiser.post(f"{here}/new", data=ENTRY | {"event": str(event)})
    assert answer.status_code == 302
    mine = answer.location
    assert organiser.post(f"{mine}/open").status_code == 422, "it asks nothing yet"
    added = organiser.post(
        f"{mine}/questions/new",
        data={
            "kind": "matrix", "label-fr": "Comment?", "label-en": "How?", "options-0-fr": "Mal", "options-0-en": "Bad",
            "options-1-fr": "Bien", "options-1-en": "Good", "rows-0-fr": "Son", "rows-0-en": "Sound", "required": "y",
            "comment": "y",
        },
    )  # fmt: skip
    assert added.status_code == 302
    questions = organiser.get(f"{mine}/questions").text
    assert ("Comment?" if language == "fr" else "How?") in questions
    assert "365" not in questions, "a survey's questions say nothing of how long answers are kept"
    preview = organiser.get(f"{mine}/preview").text
    assert ("Son" if language == "fr" else "Sound") in preview and 'type="radio"' in preview and "disabled" in preview
    assert organiser.post(f"{mine}/open").status_code == 302
    with app.app_context():
        register(event, email="ada@x.example")
    for deed in ("invite", "remind", "withdraw"):
        assert organiser.post(f"{mine}/{deed}").status_code == 302
    assert organiser.post(f"{mine}/open").status_code == 302
    assert organiser.post(f"{mine}/close").status_code == 302
    assert organiser.post(f"{mine}/remind").status_code == 302
    page = organiser.get(mine).text
    assert ("Rien n’a été fait" if language == "fr" else "Nothing was done") in page
    assert organiser.get(f"{mine}/results").status_code == organiser.get(f"{mine}/comments").status_code == 200
    assert organiser.get(f"{here}/").status_code == 200


def test_questions_are_edited_with_their_lines(app, event, organiser):
    with app.app_context():
        number = make_survey(*KINDS, ready=False, event_id=event, audience="registered")
        slug = queries.slug_of(number)
    listed = organiser.get(f"/fr{HERE}/{slug}/questions").text
    links_there = re.findall(rf"/fr{HERE}/{slug}/questions/\d+(?=\")", listed)
    assert len(dict.fromkeys(links_there)) == len(KINDS)
    for address in dict.fromkeys(links_there):
        page = organiser.get(address)
        assert page.status_code == 200
        assert 'name="purpose-fr"' not in page.text and 'name="retention_days"' not in page.text
    matrix = next(one for one in links_there if "lines (fr)" in organiser.get(one).text.split("<h1>")[1][:60])
    form = organiser.get(matrix).text
    assert 'value="food (fr)"' in form and 'value="bad (fr)"' in form
    seen = re.search(r'name="seen" value="([^"]*)"', form)[1].replace("&#34;", '"')
    said = {
        "seen": seen, "kind": "matrix", "label-fr": "lignes", "label-en": "lines", "label-agree": "y",
        "options-0-key": "bad", "options-0-fr": "bad (fr)", "options-0-en": "bad (en)", "options-1-key": "good",
        "options-1-fr": "good (fr)", "options-1-en": "good (en)", "rows-0-key": "food", "rows-0-fr": "Repas",
        "rows-0-en": "Meals", "rows-1-fr": "Son", "rows-1-en": "Sound", "options_agree": "y",
    }  # fmt: skip
    assert organiser.post(matrix, data=said | {"action": "preview"}).status_code == 200
    answer = organiser.post(matrix, data=said)
    assert answer.status_code == 302
    page = organiser.get(matrix).text
    assert "Repas" in page and "Son" in page
    wrong = organiser.post(matrix, data=said | {"rows-0-fr": "", "rows-0-en": "", "rows-1-fr": "", "rows-1-en": ""})
    assert wrong.status_code in (409, 422)


def test_a_survey_s_questions_are_not_an_event_s(app, event, organiser):
    with app.app_context():
        make_survey(ready=False, event_id=event)
    assert organiser.get("/fr/organise/rencontre-2020/survey/questions").status_code == 404
    assert organiser.get(f"/fr{HERE}/evaluation/questions").status_code == 200
    assert organiser.get(f"/fr{HERE}/nothing/questions").status_code == 404


@LANGUAGES
def test_it_is_answered_without_scripts_and_once(app, client, event, language):
    with app.app_context():
        number = make_survey(*KINDS, people=1, event_id=event, equity=True)
        (secret,) = links(number)
    here = f"/{language}/surveys/{secret}"
    page = client.get(here)
    assert page.status_code == 200 and "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    for name in SAID:
        assert f'name="{name}"' in page.text, name
    wrong = client.post(here, data=SAID | {"q-grade": "", "q-order:panel": "1", "q-years": "douze"})
    assert wrong.status_code == 422 and "Parfois" in wrong.text
    assert all(f'href="#q-{name}"' in wrong.text for name in ("grade", "years"))
    kept = client.post(here, data={"q-grade": "fair", "q-topics": ["film", "sound"], "action": "later"})
    assert kept.status_code == 303
    again = client.get(here).text
    assert len(re.findall(r'value="(?:fair|film|sound)" checked', again)) == 3
    done = client.post(here, data=SAID)
    assert done.status_code == 303 and client.get(done.location).status_code == 200
    after = client.get(here).text
    assert ("Vous avez répondu" if language == "fr" else "You have answered") in after
    assert client.post(here, data=SAID).status_code == 200
    with app.app_context():
        assert queries.figures([number])[number].answers == 1


def test_declining_and_closed_and_forged(app, client):
    with app.app_context():
        number = make_survey(people=1)
        (secret,) = links(number)
    assert client.post(f"/fr/surveys/{secret}/decline").status_code == 303
    assert "rappel" not in client.get(f"/fr/surveys/{secret}").text.split("</form>")[-1]
    with app.app_context():
        assert db.session.query(Invitee).one().declined
        closed(number)
    assert "fermé" in client.get(f"/fr/surveys/{secret}").text
    assert client.post(f"/fr/surveys/{secret}", data={"q-grade": "good"}).status_code == 200
    assert client.post(f"/fr/surveys/{secret}", data={"action": "later"}).status_code == 200
    for forged in ("nobody", "%F0%9F%8E%88", "a" * 500):
        for address in (f"/fr/surveys/{forged}", f"/fr/surveys/{forged}/thanks"):
            assert client.get(address).status_code == 404
        assert client.post(f"/fr/surveys/{forged}", data={"action": "later"}).status_code == 404
        assert client.post(f"/fr/surveys/{forged}/decline").status_code == 404


def test_an_open_link_is_shown_and_answered(app, client, event, organiser):
    with app.app_context():
        number = make_survey(audience="open", event_id=event)
        key, slug = db.session.get_one(Survey, number).open_key, queries.slug_of(number)
    assert f"/fr/surveys/{key}" in organiser.get(f"/fr{HERE}/{slug}").text
    for _ in range(2):
        assert client.post(f"/en/surveys/{key}", data={"q-grade": "good"}).status_code == 303
    assert client.post(f"/en/surveys/{key}", data={"q-grade": "good", "action": "later"}).status_code == 404
    with app.app_context():
        assert queries.figures([number])[number].waiting == 2


def answered(app, event: int, people: int = 14) -> str:
    """A closed survey of everything there is."""
    with app.app_context():
        by = ["language", "often", "again"]
        number = make_survey(*KINDS, people=people, event_id=event, equity=True, breakdowns=by)
        for at, secret in enumerate(links(number)):
            give(
                secret, "fr" if at % 2 else "en", quotable=True, grade="bad" if at % 3 else "good", often="other",
                often__other="Parfois", topics=["film"], lines__food="good", note=str(1 + at % 5), tell=str(at % 11),
                order__talk="1", order__panel="2", again="yes" if at % 2 else "no", years=str(at), since="2001-05-01",
                why="Trop froid", e_gender="woman" if at % 2 else "man", e_age="30_44",
            )  # fmt: skip
        closed(number)
        return queries.slug_of(number)


@LANGUAGES
def test_results_are_read_and_broken_down(app, event, organiser, language):
    slug = answered(app, event)
    page = organiser.get(f"/{language}{HERE}/{slug}/results").text
    assert page.count('<svg role="img"') >= 10 and "14" in page
    assert ("Taux de recommandation net" if language == "fr" else "Net promoter score") in page
    for by in ("language", "again", "often", "nothing"):
        broken = organiser.get(f"/{language}{HERE}/{slug}/results?by={by}")
        assert broken.status_code == 200
        assert ("Par groupe" in broken.text or "By group" in broken.text) is (by in ("language", "again"))
    for raw in ("lazy", "{'", "None", "strongly_", "q-"):
        assert raw not in page.split("<main")[1].split("</main>")[0], raw


def test_too_few_answers_are_no_result(app, event, organiser):
    slug = answered(app, event, people=4)
    page = organiser.get(f"/fr{HERE}/{slug}/results").text
    assert "Rien ne peut encore être montré" in page and "<svg role" not in page


def test_comments_are_coded(app, event, organiser):
    slug = answered(app, event)
    page = organiser.get(f"/fr{HERE}/{slug}/comments").text
    assert page.count("<blockquote") >= 14 and "Trop froid" in page and "Parfois" in page
    with app.app_context():
        comment = db.session.query(Comment).filter_by(text="Trop froid").first().id
    said = {"themes": " Salle, Salle,, chauffage ", "translation": "Too cold", "withheld": "y", "theme": ""}
    assert organiser.post(f"/fr{HERE}/{slug}/comments/{comment}", data=said).status_code == 302
    with app.app_context():
        row = db.session.get_one(Comment, comment)
        assert (row.themes, row.translation, row.withheld) == (["Salle", "chauffage"], "Too cold", True)
    only = organiser.get(f"/fr{HERE}/{slug}/comments?theme=Salle").text
    assert only.count('<li id="c') == 1 and "Too cold" in only
    assert organiser.post(f"/fr{HERE}/{slug}/comments/1", data=said).status_code == 404
    assert organiser.post(f"/fr{HERE}/{slug}/comments/99999999999999999999", data=said).status_code == 404


def test_before_it_is_closed_nobody_reads_or_codes_a_comment(app, event, organiser):
    with app.app_context():
        number = make_survey(asked("words", "text"), people=5, event_id=event)
        for secret in links(number):
            give(secret, words="Secret")
        service.mix(number)
        slug, comment = queries.slug_of(number), db.session.query(Comment).first().id
    assert "Secret" not in organiser.get(f"/fr{HERE}/{slug}/comments").text
    assert organiser.post(f"/fr{HERE}/{slug}/comments/{comment}", data={}).status_code == 404


def test_a_list_is_pasted(app, event, organiser):
    with app.app_context():
        number = make_survey(event_id=event)
    here = f"/fr{HERE}/{slug_of(app, number)}"
    people = "Ève Roy, eve@x.example, fr\nᐃᓕᓴᐱ;il@x.example;en\n\nAda\tada@x.example"
    assert organiser.post(f"{here}/people", data={"people": people}).status_code == 302
    assert organiser.post(f"{here}/people", data={"people": people}).status_code == 302
    wrong = organiser.post(f"{here}/people", data={"people": "Sans adresse\nX, y@"})
    assert wrong.status_code == 422 and "Sans adresse" in wrong.text
    with app.app_context():
        rows = queries.invitations_of(number)
        assert [(row.name, row.language) for row in rows] == [("Ada", "fr"), ("Ève Roy", "fr"), ("ᐃᓕᓴᐱ", "en")]


def test_two_who_change_the_settings(app, event, organiser):
    with app.app_context():
        number = make_survey(ready=False, event_id=event)
    here = f"/fr{HERE}/{slug_of(app, number)}/edit"
    form = organiser.get(here).text
    base = re.search(r'name="revision" value="(\d+)"', form)[1]
    said = ENTRY | {"event": str(event), "revision": base}
    assert organiser.post(here, data=said).status_code == 302
    late = organiser.post(here, data=said | {"title-fr": "La mienne"})
    assert late.status_code == 409 and "La mienne" in late.text
    base = re.search(r'name="revision" value="(\d+)"', late.text)[1]
    assert organiser.post(here, data=said | {"title-fr": "La mienne", "revision": base}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title-fr": "", "title-en": ""}, "title-fr"), ({"audience": "x"}, "audience"), ({"least": "2"}, "least"),
        ({"closes_after": "douze"}, "closes_after"), ({"audience": "part"}, "part"), ({"event": "999"}, "event"),
        ({"opens_after": "9", "closes_after": "-2"}, "closes_after"), ({"results": ""}, "results"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(app, event, organiser, wrong, field):
    answer = organiser.post(f"/fr{HERE}/new", data=ENTRY | {"event": str(event)} | wrong)
    assert answer.status_code == 422 and f'href="#{field}' in answer.text
    with app.app_context():
        assert db.session.query(Survey).count() == 0


def test_what_was_promised_stays(app, event, organiser):
    with app.app_context():
        number = make_survey(people=0, event_id=event)
        slug = queries.slug_of(number)
    base = re.search(r'name="revision" value="(\d+)"', organiser.get(f"/fr{HERE}/{slug}/edit").text)[1]
    said = ENTRY | {"event": str(event), "named": "y", "equity": "y", "least": "3", "revision": base}
    assert organiser.post(f"/fr{HERE}/{slug}/edit", data=said).status_code == 302
    with app.app_context():
        row = db.session.get_one(Survey, number)
        assert (row.named, row.equity, row.least) == (False, False, 5)
        revision = row.revision
    one_side = organiser.post(f"/fr{HERE}/{slug}/edit", data=said | {"title-en": "", "revision": str(revision)})
    assert one_side.status_code == 422


def test_breakdowns_are_chosen_among_what_there_is(app, event, organiser):
    with app.app_context():
        number = make_survey(*KINDS, ready=False, event_id=event, expected=14)
    here = f"/fr{HERE}/{slug_of(app, number)}"
    page = organiser.get(here).text
    assert "Aucun groupe ne serait montré" in page and 'value="often"' in page and 'value="years"' not in page
    assert organiser.post(f"{here}/breakdowns", data={"breakdowns": ["often", "again"]}).status_code == 302
    assert organiser.post(f"{here}/breakdowns", data={"breakdowns": ["years"]}).status_code == 400
    with app.app_context():
        assert db.session.get_one(Survey, number).breakdowns == ["often", "again"]


def test_who_may(app, event, organiser, client):
    with app.app_context():
        mine, house = make_survey(ready=False, event_id=event), make_survey(ready=False)
        other = make_event("autre-2020")
        slugs = [queries.slug_of(number) for number in (mine, house)]
    reader, administrator = sign_in(app, "r"), sign_in(app, "a")
    for path in ("", "/edit", "/results", "/comments", "/preview", "/questions"):
        assert organiser.get(f"/fr{HERE}/{slugs[0]}{path}").status_code == 200
        assert organiser.get(f"/fr{HERE}/{slugs[1]}{path}").status_code == 403
        assert reader.get(f"/fr{HERE}/{slugs[0]}{path}").status_code == 403
        assert client.get(f"/fr{HERE}/{slugs[0]}{path}").status_code == 302
        assert administrator.get(f"/fr{HERE}/{slugs[1]}{path}").status_code == 200
    assert slugs[1] not in organiser.get(f"/fr{HERE}/").text and slugs[1] in administrator.get(f"/fr{HERE}/").text
    for chosen in (str(other), ""):
        assert organiser.post(f"/fr{HERE}/new", data=ENTRY | {"event": chosen}).status_code == 422
    assert organiser.post(f"/fr{HERE}/{slugs[0]}/remove").status_code == 302
    assert organiser.get(f"/fr{HERE}/{slugs[0]}").status_code == 404


def test_a_survey_that_people_answer_is_not_removed(app, event, organiser):
    with app.app_context():
        slug = queries.slug_of(make_survey(event_id=event))
    assert organiser.post(f"/fr{HERE}/{slug}/remove").status_code == 302
    assert "Rien n’a été fait" in organiser.get(f"/fr{HERE}/{slug}").text


@LANGUAGES
def test_before_and_after_side_by_side(app, event, organiser, language):
    with app.app_context():
        before = make_survey(GRADED, asked("other", "yes_no"), people=6, event_id=event)
        after = make_survey(GRADED, asked("other", "nps"), asked("rare", "yes_no"), people=6, event_id=event)
        foreign = make_survey(GRADED, people=6)
        for number, grade in ((before, "bad"), (after, "good"), (foreign, "good")):
            for secret in links(number):
                give(secret, grade=grade)
        slugs = [queries.slug_of(number) for number in (before, after, foreign)]
    here = f"/{language}{HERE}/{slugs[1]}/compare"
    nothing = organiser.get(here).text
    assert ("Aucun autre sondage" if language == "fr" else "No other survey is closed") in nothing
    with app.app_context():
        for number in (before, after, foreign):
            closed(number)
    page = organiser.get(f"{here}?with={slugs[0]}").text
    assert page.count('<svg role="img"') == 2, "one question in common, of the same kind, in two surveys"
    assert ("puis 2." if language == "fr" else "Mean: 1, then 2.") in page
    assert organiser.get(f"{here}?with={slugs[2]}").text.count("<svg role") == 0, "it is nobody's here"
    assert f'value="{slugs[2]}"' not in page


@pytest.mark.parametrize("path", ["/organise/surveys/", "/organise/rencontre-2020/surveys", "/organise/"])
def test_a_list_takes_as_many_queries_for_three_as_for_one(app, event, organiser, path):
    asked_of = []
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                number = make_survey(GRADED, people=6, event_id=event)
                for secret in links(number):
                    give(secret, grade="good")
                service.mix(number)
        organiser.get(f"/fr{path}")
        with app.app_context(), statements() as made:
            organiser.get(f"/fr{path}")
        asked_of.append(len(made))
    assert asked_of[0] == asked_of[1], asked_of
