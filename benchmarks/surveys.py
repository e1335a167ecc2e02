"""How much CPU and memory 10,000 answers to 30 questions take: the page of results, the workbook, the report.

    .venv/bin/python -m benchmarks.surveys [ANSWERS]

The page in one process, without a network; each file in a process of its own, the first of its kind there.
"""

import datetime as dt
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from flask import Flask

from aami_events.application import create_app
from aami_events.evaluation import exports, queries, service
from aami_events.evaluation.imports.results import PastSet
from aami_events.evaluation.rendering.files import reported
from aami_events.foundation import migrations
from aami_events.foundation.i18n import speaking
from aami_events.questions.queries import asked_by
from tests.factories import make_person
from tests.factories.signing import PASSWORD, sign_in
from tests.factories.surveys import WORDS, asked

TURNS, SLUG = 20, "dix-mille"
OPTIONS = tuple(f"option-{number}" for number in range(6))


def questions() -> list[dict]:
    """Thirty of every kind that is counted, and two that are written."""
    made = [asked(f"scale-{n}", "scale", *OPTIONS[:5]) for n in range(10)]
    made += [asked(f"choice-{n}", "choice", *OPTIONS) for n in range(6)]
    made += [asked(f"several-{n}", "choices", *OPTIONS) for n in range(4)]
    made += [asked(f"lines-{n}", "matrix", *OPTIONS[:5], rows=("a", "b", "c", "d")) for n in range(3)]
    made += [asked("nps", "nps"), asked("order", "ranking", *OPTIONS[:4]), asked("again", "yes_no")]
    return [*made, asked("note", "rating"), asked("years", "number"), asked("best", "long_text"), asked("else", "text")]


def answer(draw: random.Random, rows: list) -> PastSet:
    """What one person says: nine questions of ten."""
    said = PastSet(draw.choice(("fr", "en")))
    for one in rows:
        if draw.random() < 0.1:
            continue
        kind, options = one.definition.kind, one.definition.options
        value = {
            "choices": lambda o: draw.sample(o, 2),
            "matrix": lambda o: {row: draw.choice(o) for row in "abcd"},
            "ranking": lambda o: draw.sample(o, len(o)),
            "nps": lambda _o: draw.randrange(11),
            "rating": lambda _o: draw.randint(1, 5),
            "number": lambda _o: draw.randrange(40),
            "yes_no": lambda _o: draw.random() < 0.6,
        }.get(kind, draw.choice if options else lambda _o: None)(options)
        if value is None:
            if draw.random() < 0.1:
                said.words.append((one.version_id, "", "Des mots, quelques-uns. " * draw.randint(1, 6)))
        else:
            said.answers[str(one.version_id)] = value
    return said


def page(app, client, path: str) -> str:
    """Milliseconds of CPU of a page, the best and the middle of several."""
    assert client.get(path).status_code == 200
    spent = []
    for _turn in range(TURNS):
        began = time.process_time()
        client.get(path)
        spent.append(1000 * (time.process_time() - began))
    spent.sort()
    return f"{path:60} {spent[0]:7.1f} ms  middle {spent[TURNS // 2]:7.1f} ms"


def alone(environ: dict[str, str], kind: str) -> str:
    """What a file takes in a process of its own, as the consumer is one: the application is there already, what the
    file alone needs is not."""
    measured = [sys.executable, "-m", "benchmarks.surveys", "file", kind]
    done = subprocess.run(measured, env=environ, capture_output=True, text=True, check=True)
    return f"{kind:60} {done.stdout.splitlines()[-1]}"


def made(kind: str) -> None:
    """Make one, and say what it took."""
    from app import app

    with app.app_context(), speaking("fr"):
        survey = queries.find_survey(SLUG)
        assert survey is not None
        before, began = _resident(), time.process_time()
        if kind in ("pdf", "docx"):
            data = reported(survey, kind, "fr")
        else:
            said = {"csv": exports.as_csv, "xlsx": exports.as_xlsx, "json": exports.as_json}[kind](survey)
            data = said if isinstance(said, bytes) else b"".join(said)
        spent = time.process_time() - began
        print(f"{spent:7.2f} s  +{_resident() - before:4d} MB to {before:4d} MB  {len(data) / 1e6:5.1f} MB file")


def _resident() -> int:
    """Megabytes of memory that this process has had at most."""
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def fill(url: str, folder: str, people: int) -> None:
    """A database with the survey, in a process of its own."""
    environ = {**os.environ, "DATABASE_URL": url, "INSTANCE_DIR": folder}
    subprocess.run(
        [sys.executable, "-m", "benchmarks.surveys", "fill", url, folder, str(people)], env=environ, check=True
    )


def make_app(url: str, folder: str) -> Flask:
    """The application on it."""
    settings = {"INSTANCE_DIR": folder, "JOBS_URL": "memory://", "AAMI_RATE_LIMITS": False, "WTF_CSRF_ENABLED": False}
    return create_app({"DATABASE_URL": url, **settings})


def filled(url: str, folder: str, people: int) -> None:
    """The survey, its answers and their figures."""
    with make_app(url, folder).app_context():
        migrations.upgrade()
        make_person("administrator", email="a@x.example", password=PASSWORD)
        days = service.Days(closes_at=dt.datetime(2090, 1, 1, 12))
        number = service.begin(service.SurveyEntry(title=WORDS, audience="list", days=days), slug=SLUG)
        service.add_questions(number, questions())
        service.set_breakdowns(number, ["language", "choice-0", "again"])
        draw, rows = random.Random(1), asked_by("survey", number)
        sets = [answer(draw, rows) for _ in range(people)]
        began = time.process_time()
        service.bring_results(number, sets)
        spent = time.process_time() - began
        print(f"{people} answers to {len(rows)} questions kept and counted in {spent:.1f} s CPU", flush=True)


def main() -> None:
    """A table."""
    match sys.argv[1:]:
        case ["fill", url, folder, number]:
            return filled(url, folder, int(number))
        case ["file", kind]:
            return made(kind)
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/aami.db"
        fill(url, folder, people)
        app = make_app(url, folder)
        client = sign_in(app, "a")
        for path in ("", "?by=choice-0"):
            print(page(app, client, f"/fr/organise/surveys/{SLUG}/results{path}"))
        print(page(app, client, "/healthz"))
        environ = {**os.environ, "DATABASE_URL": url, "INSTANCE_DIR": folder}
        for kind in ("csv", "xlsx", "json", "pdf", "docx"):
            print(alone(environ, kind))


if __name__ == "__main__":
    main()
