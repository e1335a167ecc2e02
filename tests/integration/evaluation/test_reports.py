"""The report, on paper and in Word: its figures are those of the file, and it says nothing that may not be said."""

import io
import subprocess
import zipfile

import docx
import pytest

from aami_events.evaluation import cli, exports, jobs, queries, service
from aami_events.evaluation.models import Comment
from aami_events.evaluation.rendering.files import reported
from aami_events.foundation.database import db
from aami_events.foundation.files import StoredFile, contents
from aami_events.foundation.i18n import speaking
from tests.factories import make_event, make_person
from tests.factories.signing import PASSWORD, sign_in
from tests.factories.surveys import asked, closed, give, links, make_survey
from tests.integration.evaluation.test_exports import PEOPLE, answered, survey_of, table


def text_of(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\u00a0", " ").split())


def words_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return "\n".join(paragraph.text.replace("\u00a0", " ") for paragraph in document.paragraphs)


def made(number: int, kind: str, language: str = "fr") -> bytes:
    with speaking(language):
        return reported(survey_of(number), kind, language)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_its_figures_are_those_of_the_file(inside, kind):
    number = answered()
    held = table(b"".join(exports.as_csv(survey_of(number))))
    data = made(number, kind)
    text = text_of(data) if kind == "pdf" else words_of(data)
    for value in ("bad", "fair", "good"):
        count = held["grade"].count(value)
        share = f"{round(100 * count / PEOPLE)} %"
        assert (f"{value} (fr) {count} {share}" if kind == "pdf" else f"{value} (fr) : {count} ({share})") in text
    mean = sum(("bad", "fair", "good").index(value) + 1 for value in held["grade"]) / PEOPLE
    assert f"moyenne {mean:.2f}".rstrip("0").rstrip(".").replace(".", ",") in text
    assert "Taux de recommandation net" in text and "Net promoter score" in text, "both languages"
    assert "=Radio" not in text and "Un mot" not in text, "nobody agreed to be quoted"


def test_a_report_of_one_s_own_language_begins_with_it(inside):
    number = answered()
    for language, first in (("fr", "Évaluation"), ("en", "Evaluation")):
        assert words_of(made(number, "docx", language)).startswith(first)
        assert text_of(made(number, "pdf", language)).partition(first)[0].strip() != ""


@pytest.mark.parametrize(("kind", "read"), [("pdf", text_of), ("docx", words_of)])
def test_groups_are_compared_by_what_is_asked_for(inside, kind, read):
    number = answered(60, breakdowns=["language", "again"])
    with speaking("fr"):
        plain, compared = (reported(survey_of(number), kind, "fr", by) for by in ("", "again"))
    assert "Par groupe : again (fr)" in read(compared) and "Par groupe" not in read(plain)


def test_quotes_are_of_those_who_agreed_and_are_not_withheld(inside):
    number = make_survey(asked("words", "long_text"), people=6)
    for at, secret in enumerate(links(number)):
        give(secret, "fr" if at % 2 else "en", words=f"Parole {at}", quotable=at > 1)
    closed(number)
    rows = {row.text: row.id for row in db.session.query(Comment)}
    service.code(number, rows["Parole 2"], service.Coding(withheld=True))
    service.code(number, rows["Parole 4"], service.Coding(translation="Mot quatre"))
    for kind, read in (("pdf", text_of), ("docx", words_of)):
        text = read(made(number, kind))
        assert "Parole 3" in text and "Parole 5" in text and "Mot quatre" in text
        assert not any(f"Parole {at}" in text for at in (0, 1, 2))


def test_too_few_are_no_report(inside):
    number = answered(4)
    for kind, read in (("pdf", text_of), ("docx", words_of)):
        text = read(made(number, kind))
        assert "Moins de 5 personnes ont répondu" in text and "good" not in text


def test_it_is_tagged_and_says_whose_it_is(inside):
    data = made(answered(), "pdf")
    info = subprocess.run(["pdfinfo", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert "Tagged:          yes" in info and "Title:           Évaluation" in info
    with zipfile.ZipFile(io.BytesIO(made(answered(), "docx"))) as archive:
        assert b"fr-CA" in archive.read("docProps/core.xml")


def test_a_named_survey_has_a_report_too(inside):
    number = make_survey(asked("grade", "scale", "bad", "good"), people=5, named=True)
    for secret in links(number):
        give(secret, grade="good")
    closed(number)
    assert "à côté du nom" in words_of(made(number, "docx")) and "Personne 0" not in words_of(made(number, "docx"))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_it_is_made_by_the_consumer_and_by_a_command(app, tmp_path, kind):
    with app.app_context():
        event = make_event()
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
        slug = queries.slug_of(answered(event_id=event))
    organiser = sign_in(app, "o")
    here = f"/fr/organise/surveys/{slug}"
    assert f"{here}/report.{kind}" in organiser.get(f"{here}/results").text
    answer = organiser.post(f"{here}/report.{kind}")
    assert answer.status_code == 302 and "/organise/jobs/" in answer.location
    number = int(answer.location.rsplit("/", 1)[1])
    with app.app_context():
        jobs.export(number)
        (row,) = db.session.query(StoredFile)
        assert row.name == f"{slug}-fr.{kind}" and len(contents(row)) > 5000
    assert organiser.get(f"{answer.location}/file").status_code == 200
    target = tmp_path / f"out.{kind}"
    command = ["export", "--survey", slug, "--format", kind, "-o", str(target)]
    assert app.test_cli_runner().invoke(cli.surveys, command).exit_code == 0 and target.stat().st_size > 5000
