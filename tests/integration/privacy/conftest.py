"""A person who has said something in every place where one can, each time with a word that stands nowhere else."""

import pathlib
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import select

from aami_events.foundation import files, jobs
from aami_events.foundation.clock import real_now
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.questions.models import Question, QuestionVersion
from aami_events.registration import service as registration
from tests.factories import make_entry, make_event, make_person, make_question, mark_sent, register

EMAIL = "xqadresse@centre.example"
SAID = {
    "name": "Xqprenom Xqfamille",
    "badge_name": "Xqcocarde",
    "pronouns": "xqpronom",
    "organisation": "Xqcentre libre",
    "access_needs": "xqbesoin",
}
WORDS = ("xqprenom", "xqcocarde", "xqpronom", "xqcentre", "xqbesoin", "xqadresse", "xqrepas", "xqsante", "xqmotif")


@dataclass
class Planted:
    """Where the person stands."""

    event: int
    registration: int
    other: int
    account: int
    owner: int
    files: list[str] = field(default_factory=list)


def versions(event: int) -> dict[str, int]:
    query = select(Question.key, QuestionVersion.id).join(QuestionVersion, QuestionVersion.question_id == Question.id)
    return dict(db.session.execute(query.where(Question.owner_id == event)).tuples().all())


def send_everything() -> None:
    """What a consumer with a mail server would do: letters are kept as they went."""
    for row in db.session.scalars(select(OutboxLetter).where(OutboxLetter.state == "waiting")).all():
        letter = compose(row)
        sent = {"subject": letter.subject, "text": letter.text, "html": letter.html}
        mark_sent(row.id, sent_at=real_now(), **sent)


def ask_for_lists(event: int, owner: int, *, query: str) -> None:
    """An export that is made, and one that waits; both were searched for."""
    wanted = {"q": query, "state": "", "category": "", "part": "", "region": "", "language": "", "member": ""}
    asked = {"event": event, "columns": ["name", "email"], "codes": False, "sees": False, "filter": wanted}
    for made in (True, False):
        number = jobs.start_job("registration.export", owner, asked | {"language": "fr"})
        if made:
            jobs.TASKS["registration.export"](number)


def plant(app: Flask, folder: pathlib.Path) -> Planted:
    """One person with everything, a neighbour with the same words nowhere, and the organiser who wrote about them."""
    app.config["INSTANCE_DIR"] = str(folder)  # a folder of files that no other test has used
    event = make_event(capacity=None)
    make_question(event, "repas")
    make_question(event, "sante", position=2, sensitive=True, sees="coordinator")
    asked = versions(event)
    answers = {asked["repas"]: "xqrepas", asked["sante"]: "xqsante"}
    says = {
        **SAID,
        "email": EMAIL,
        "answers": answers,
        "consents": {"listing": True, "photo": True},
        "province": "QC",
        "first_time": True,
        "sms": "506 555-0142",
    }
    number = register(event, **says, form_key="xqprenom-formulaire")
    other = register(event, name="Ariane Tremblay", email="ariane@centre.example", consents={"listing": True})
    registration.change(number, make_entry(**(says | {"pronouns": "xqpronom elle"})))
    registration.move(number, "waiting", reason="xqmotif")
    registration.move(number, "confirmed", reason="xqmotif encore")
    account = make_person("reader", name=SAID["name"], email=EMAIL, password="un mot de passe")
    owner = make_person("organiser", event_id=event)
    send_everything()
    ask_for_lists(event, owner, query="xqprenom")
    with transaction():
        brought = files.keep_made(b"name,email\nXqprenom,xqadresse@centre.example\n", "import.csv", owner_id=owner).key
    return Planted(event, number, other, account, owner, [brought])


@pytest.fixture
def planted(inside: Flask, tmp_path: pathlib.Path) -> Planted:
    """The same, for tests of services."""
    return plant(inside, tmp_path)


@pytest.fixture
def there(app: Flask, tmp_path: pathlib.Path) -> Planted:
    """The same, for tests of pages, which are asked for without an open context."""
    with app.app_context():
        return plant(app, tmp_path)
