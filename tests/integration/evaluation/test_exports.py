"""Files of results: what they say is what the page says, counted anew, and their rows are nobody's."""

import csv
import io
import json

import pytest
from flask.testing import FlaskClient
from python_calamine import load_workbook

from aami_events.evaluation import cli, exports, jobs, queries, service
from aami_events.evaluation.models import Comment, Survey
from aami_events.evaluation.rules.statistics import places, promoters, spread
from aami_events.foundation.database import db, transaction
from aami_events.foundation.files import StoredFile, contents
from aami_events.foundation.i18n import speaking
from aami_events.foundation.jobs import start_job
from aami_events.foundation.tables import read_table
from aami_events.questions import service as asking
from tests.factories import make_event, make_person
from tests.factories.signing import PASSWORD, sign_in
from tests.factories.surveys import WORDS, asked, closed, figures, give, links, make_survey
from tests.integration.evaluation.test_imports import INDICO, LIKE, LSS

PEOPLE = 24
ASKED = [
    asked("about", "heading"),
    asked("grade", "scale", "bad", "fair", "good", required=True),
    asked("topics", "choices", "film", "sound", details={"other": True}),
    asked("lines", "matrix", "bad", "good", rows=("food", "room")),
    asked("order", "ranking", "talk", "panel"),
    asked("tell", "nps"),
    asked("again", "yes_no", details={"comment": True}),
    asked("years", "number"),
    asked("words", "long_text"),
]


def answered(people: int = PEOPLE, **more) -> int:
    number = make_survey(*ASKED, people=people, **more)
    for at, secret in enumerate(links(number)):
        said = {"lines__food": "good"} if at % 2 else {}
        give(
            secret, "fr" if at % 3 else "en", grade=("bad", "fair", "good")[at % 3], topics=["film", "other"],
            topics__other=f"=Radio {at}", order__talk="2", order__panel="1", tell=str(at % 11),
            again="yes" if at % 2 else "no", again__comment="Mot", years=str(at % 5), words=f"Un mot {at}", **said,
        )  # fmt: skip
    closed(number)
    return number


def table(data: bytes) -> dict[str, list[str]]:
    """{column: what stands in it}"""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    return {name: [row[at] for row in rows if row[at] != ""] for at, name in enumerate(header)}


def survey_of(number: int) -> Survey:
    return db.session.get_one(Survey, number)


def test_whoever_counts_the_file_finds_the_figures_of_the_page(inside):
    number = answered()
    held = table(b"".join(exports.as_csv(survey_of(number))))
    names = {one["key"]: one for one in service.draft_of(number)}
    shown = json.loads(exports.as_json(survey_of(number)))["results"]["questions"]
    assert set(shown) == set(names) - {"about", "words"}
    for key, figure in shown.items():
        for row, cells in figure["cells"].items():
            column = held[f"{key}:{row}" if row else key]
            values = [part for cell in column for part in cell.split("; ")]
            assert {value: count for value, count in cells.items() if count} == {
                value: values.count(value) for value in set(values)
            }, (key, row)
        assert figure["n"] >= max(len(held[f"{key}:{row}" if row else key]) for row in figure["cells"])
    grades = spread(
        places(("bad", "fair", "good"), {value: held["grade"].count(value) for value in set(held["grade"])})
    )
    assert grades.mean == sum(("bad", "fair", "good").index(value) + 1 for value in held["grade"]) / PEOPLE
    tells = [int(value) for value in held["tell"]]
    score = promoters({str(value): tells.count(value) for value in range(11)})
    assert score.score == 100 * (sum(value >= 9 for value in tells) - sum(value <= 6 for value in tells)) / len(tells)


def test_rows_are_nobody_s(inside):
    """Everyone said two things that belong together; in the file they do not, save by chance."""
    number = make_survey(asked("a", "number"), asked("b", "number"), asked("w", "text"), people=100)
    for at, secret in enumerate(links(number)):
        give(secret, a=str(at), b=str(at), w=f"mot {at}")
    closed(number)
    for _ in range(2):
        held = table(b"".join(exports.as_csv(survey_of(number))))
        together = sum(one == other for one, other in zip(held["a"], held["b"], strict=True))
        words = sum(word == f"mot {one}" for one, word in zip(held["a"], held["w"], strict=True))
        assert together < 10 and words < 10


def test_nothing_goes_out_before_it_is_closed_or_of_too_few(inside):
    number = make_survey(people=6)
    for secret in links(number):
        give(secret, grade="good")
    service.mix(number)
    few = answered(4)
    for one in (number, few):
        assert b"".join(exports.as_csv(survey_of(one))).decode("utf-8-sig").strip() == ""
        assert list(exports.summary(survey_of(one))) == []
    assert json.loads(exports.as_json(survey_of(number)))["results"] is None


def test_what_is_kept_out_of_reports_is_not_in_the_file(inside):
    number = answered()
    row = db.session.query(Comment).filter_by(text="Un mot 3").one()
    service.code(number, row.id, service.Coding(withheld=True))
    held = table(b"".join(exports.as_csv(survey_of(number))))
    assert len(held["words"]) == PEOPLE - 1 and "Un mot 3" not in held["words"]


def test_a_named_survey_is_a_row_an_answer(inside):
    number = make_survey(*ASKED, people=2, named=True)
    first, second = links(number)
    give(
        first,
        grade="good",
        topics=["film", "other"],
        topics__other="Radio",
        lines__food="bad",
        order__talk="1",
        years="3",
    )
    give(second, "en", grade="bad", again="yes", words="=1+1")
    with speaking("fr"):
        data = b"".join(exports.as_csv(survey_of(number))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    assert [row["name"] for row in rows] == ["Personne 0", "Personne 1"]
    one, other = rows
    assert (one["grade"], one["topics"], one["topics:other"], one["lines:food"], one["order:talk"], one["years"]) == (
        "good", "film; other", "Radio", "bad", "1", "3",
    )  # fmt: skip
    assert (other["again"], other["words"], other["language"]) == ("yes", "'=1+1", "en"), "a formula is made harmless"


def test_a_workbook_has_answers_labels_and_figures(inside):
    number = answered()
    with speaking("fr"):
        data = exports.as_xlsx(survey_of(number))
    book = load_workbook(io.BytesIO(data))
    assert book.sheet_names == ["Réponses", "Libellés", "Chiffres"]
    assert sorted(cell for cell in (row[0] for row in book.get_sheet_by_index(0).to_python()[1:]) if cell) == sorted(
        ["bad", "fair", "good"] * 8
    )
    labels = book.get_sheet_by_index(1).to_python()
    assert ["lines:food", "matrix", "", "food (fr)", "food (en)"] in labels
    assert ["grade", "scale", "good", "good (fr)", "good (en)"] in labels
    assert ["again", "yes_no", "yes", "Oui", "Yes"] in labels
    summary = book.get_sheet_by_index(2).to_python()
    assert ["grade (fr)", "", "good (fr)", 8.0, 1 / 3] in summary
    assert ["lines (fr)", "food (fr)", "good (fr)", 12.0, 1.0] in summary
    assert read_table(data, "x.xlsx").header[0] == "grade"


def test_a_version_that_is_asked_no_more_has_a_column_of_its_own(inside):
    number = make_survey(asked("grade", "choice", "a", "b"), people=12)
    secrets = links(number)
    for secret in secrets[:6]:
        give(secret, grade="a")
    with transaction():
        asking.ask(("survey", number), "grade", 1, **asking.says(asked("grade", "choice", "a", "b", "c")))
    for secret in secrets[6:]:
        give(secret, grade="c")
    closed(number)
    held = table(b"".join(exports.as_csv(survey_of(number))))
    assert held == {"grade": ["c"] * 6, "grade.1": ["a"] * 6}


@pytest.fixture
def organiser(app) -> FlaskClient:
    with app.app_context():
        event = make_event(mode="hybrid")
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
    return sign_in(app, "o")


def of_event(app, **more) -> str:
    with app.app_context():
        return queries.slug_of(make_survey(event_id=1, **more))


def test_files_are_fetched(app, organiser):
    with app.app_context():
        slug = queries.slug_of(answered(event_id=1))
    here = f"/fr/organise/surveys/{slug}"
    page = organiser.get(f"{here}/results").text
    for kind, mimetype in (("csv", "text/csv"), ("json", "application/json"), ("xlsx", "application/vnd")):
        assert f"answers.{kind}" in page
        answer = organiser.get(f"{here}/answers.{kind}")
        assert answer.status_code == 200 and answer.mimetype.startswith(mimetype)
        assert "attachment" in answer.headers["Content-Disposition"]
    assert b"food (en)" in organiser.get(f"{here}/labels.csv").data
    assert organiser.get(f"{here}/answers.pdf").status_code == 404


def test_a_long_workbook_is_made_by_the_consumer(app, organiser, monkeypatch):
    with app.app_context():
        number = answered(event_id=1)
        slug = queries.slug_of(number)
    monkeypatch.setattr("aami_events.evaluation.views.files.INLINE", 10)
    answer = organiser.get(f"/fr/organise/surveys/{slug}/answers.xlsx")
    assert answer.status_code == 302 and "/organise/jobs/" in answer.location
    with app.app_context():
        jobs.export(int(answer.location.rsplit("/", 1)[1]))
        (row,) = db.session.query(StoredFile)
        assert row.name == f"{slug}-fr.xlsx" and read_table(contents(row), row.name).header[0] == "grade"
        assert start_job("evaluation.export", row.owner_id, {"survey": number, "language": "en", "kind": "xlsx"})


def bring(client: FlaskClient, slug: str, data: bytes, name: str, language: str = "en"):
    said = {"file": (io.BytesIO(data), name), "language": language}
    return client.post(f"/fr/organise/surveys/{slug}/bring", data=said, follow_redirects=True)


def test_questions_are_brought_in(app, organiser):
    slug = of_event(app, ready=False)
    here = f"/fr/organise/surveys/{slug}"
    assert "Que faudrait-il faire autrement" in organiser.get(f"{here}/bring").text
    assert organiser.post(f"{here}/library", data={"keys": ["overall", "recommend", "x"]}).status_code == 302
    assert "déjà posée" in organiser.get(f"{here}/bring").text
    assert "Wave" in bring(organiser, slug, json.dumps(INDICO).encode(), "indico.json").text
    assert "Upload" in bring(organiser, slug, LSS.encode(), "x.lss").text
    for data, name, sentence in (
        (b"", "", "Choisissez un fichier"), (b"", "x.json", "vide"), (b"{}", "x.json", "pas un questionnaire"),
        (b"a,b\n", "x.csv", "vide"), (b"x,y\n1,2\n", "x.csv", "Aucune colonne"),
        (b"\x00\x01" * 90, "x.csv", "illisible"),
    ):  # fmt: skip
        answer = bring(organiser, slug, data, name)
        assert answer.status_code == 422 and sentence in answer.text, (name, answer.text[-1500:])
    copied = organiser.post(f"{here}/copy")
    assert copied.status_code == 302 and copied.location != here
    with app.app_context():
        first, second = (service.draft_of(row.id) for row in reversed(queries.list_surveys()))
        assert first == second and len(first) > 10


def test_past_results_are_brought_in(app, organiser):
    with app.app_context():
        number = service.begin(service.SurveyEntry(title=WORDS, audience="list", event_id=1))
        slug = queries.slug_of(number)
    page = bring(organiser, slug, LIKE.encode(), "past.csv").text
    assert "20 réponses sont ajoutées" in page and "Submitter Email" in page and "Recommend" in page
    again = bring(organiser, slug, LIKE.encode(), "past.csv").text
    assert "Rien n’a été fait" in again
    with app.app_context():
        assert figures(number)["n"] == 20
    assert organiser.post(f"/fr/organise/surveys/{slug}/library", data={"keys": ["overall"]}).status_code == 302
    assert "Rien n’a été fait" in organiser.get(f"/fr/organise/surveys/{slug}").text


def test_commands(app, tmp_path):
    runner = app.test_cli_runner()
    for name, data in (("past.csv", LIKE), ("indico.json", json.dumps(INDICO)), ("bad.json", "{")):
        (tmp_path / name).write_text(data, "utf-8")
    load = ["import", "--survey"]
    assert (
        runner.invoke(cli.surveys, [*load, "bilan-2019", str(tmp_path / "past.csv"), "--language", "en"]).exit_code == 0
    )
    assert runner.invoke(cli.surveys, [*load, "bilan-2019", str(tmp_path / "past.csv")]).exit_code == 1, "not twice"
    said = runner.invoke(cli.surveys, [*load, "suite", str(tmp_path / "indico.json")])
    assert said.exit_code == 0 and "Wave" in said.output
    assert runner.invoke(cli.surveys, [*load, "x", str(tmp_path / "bad.json")]).exit_code == 1
    assert "bilan-2019\tclosed\t20" in runner.invoke(cli.surveys, ["list"]).output
    for kind in ("csv", "json", "xlsx"):
        target = tmp_path / f"out.{kind}"
        asked_for = ["export", "--survey", "bilan-2019", "--format", kind, "-o", str(target)]
        assert runner.invoke(cli.surveys, asked_for).exit_code == 0 and target.stat().st_size > 100
    labels = [*asked_for[:3], "--format", "csv", "--labels", "-o", str(tmp_path / "labels.csv")]
    assert runner.invoke(cli.surveys, labels).exit_code == 0
    assert runner.invoke(cli.surveys, ["export", "--survey", "x", "--format", "csv", "-o", "y"]).exit_code == 1
