"""An attacker who has everything tries to say who answered what, after a survey is closed.

He has the database with what is below its rows (rowid, ctid, xmin, the bytes of its files, free pages and all), logs,
history and a backup, and knows who sent an answer when. Each answer is told from the others by a number that only the
tests can trace to its author. He puts the answers in every order that he can find and lays it beside the order in
which people came: a copy of that order gives them away. The same attacker succeeds where nothing is mixed.
"""

import itertools
import json
import logging
import pathlib
import random
import re
import zipfile

import pytest
from sqlalchemy import select, text

from aami_events.evaluation import jobs, queries, service
from aami_events.evaluation.models import AnswerSet
from aami_events.evaluation.rules import mixing
from aami_events.evaluation.service import mixing as mixed
from aami_events.foundation import backup, database
from aami_events.foundation.database import db
from tests.factories.surveys import asked, give, links, make_survey

PEOPLE = 200
#: digits that stand in nothing else; the last three say whose it is, to the tests
MARK = 7_310_000
SEEN = re.compile(rb"7310(\d{3})(?!\d)")
#: of 200 shuffled at random, once in three thousand times
MOST = 0.25
SURVEY = [asked("mark", "number", required=True), asked("words", "text")]


def answer_in_turn(survey: int) -> list[int]:
    """Everyone answers, in an order that says nothing of how they were written down; that order."""
    secrets, order = links(survey), list(range(PEOPLE))
    random.Random(20).shuffle(order)
    for number in order:
        give(secrets[number], mark=str(MARK + number), words=f"{MARK + number} mots")
        if number % 7 == 0:  # the consumer comes by now and then
            service.mix(survey)
    return order


def correlation(found: list[int], order: list[int]) -> float:
    """How much an order of answers looks like the order in which people came (Spearman), whichever way round."""
    came = {number: place for place, number in enumerate(order)}
    pairs = [(place, came[number]) for place, number in enumerate(dict.fromkeys(found)) if number in came]
    n = len(pairs)
    ranks = {place: rank for rank, place in enumerate(sorted(place for _at, place in pairs))}
    squares = sum((at - ranks[place]) ** 2 for at, place in pairs)
    return abs(1 - 6 * squares / (n * (n * n - 1)))


def orders_in_rows(kind: str) -> dict[str, list[int]]:
    """Answers and words in every order that the database itself can put them in."""
    hidden = {"sqlite": ["rowid"], "postgresql": ["ctid", "xmin::text::bigint", "xmin::text::bigint, ctid"]}[kind]
    found = {}
    for table, column in (("survey_answers", "answers"), ("survey_comments", "text")):
        for by in ("id", *hidden):
            rows = db.session.execute(text(f"SELECT CAST({column} AS text) FROM {table} ORDER BY {by}"))
            found[f"{table} by {by}"] = marks("\n".join(value for (value,) in rows).encode())
    return found


def marks(data: bytes) -> list[int]:
    """Whose answers stand in some bytes, in the order in which they stand there."""
    return [int(number) for number in SEEN.findall(data)]


def files_of(kind: str, folder: pathlib.Path) -> dict[str, bytes]:
    """The bytes of the database's files, and of a backup."""
    found = {}
    if kind == "sqlite":
        path = pathlib.Path(str(db.engine.url.database))
        found = {one.name.replace(path.name, "db"): one.read_bytes() for one in path.parent.glob(f"{path.name}*")}
    else:
        base = pathlib.Path(str(db.session.scalar(text("SHOW data_directory"))))
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
        for table in mixed.TABLES:
            relation = db.session.scalar(text(f"SELECT pg_relation_filepath('{table}')"))
            found[table] = (base / str(relation)).read_bytes()
    backup.backup(folder / "all.zip")
    with zipfile.ZipFile(folder / "all.zip") as archive:
        found |= {f"backup {name}": archive.read(name) for name in archive.namelist()}
    return found


@pytest.fixture
def attack(inside, database, tmp_path, caplog):
    """Runs a survey to its end; what the attacker makes of what he finds: {where: how much he knows}, and where a
    mark stands more than once."""

    def run() -> tuple[dict[str, float], dict[str, int]]:
        caplog.set_level(logging.DEBUG)
        survey = make_survey(*SURVEY, people=PEOPLE)
        order = answer_in_turn(survey)
        service.close(survey)
        jobs.finish(survey)
        db.session.rollback()
        assert queries.tally_of(survey).count == PEOPLE
        orders = orders_in_rows(database)
        files = {name: marks(data) for name, data in files_of(database, tmp_path).items()}
        orders |= {name: found for name, found in files.items() if len(set(found)) > PEOPLE / 2}
        orders["log"] = marks(caplog.text.encode())
        history = db.session.execute(text("SELECT diff FROM audit_entries")).all()
        orders["history"] = marks(json.dumps([str(row) for row in history]).encode())
        known = {name: correlation(found, order) for name, found in orders.items() if len(set(found)) > 10}
        return known, {name: max(found.count(one) for one in set(found)) for name, found in files.items() if found}

    return run


def test_he_links_nobody(attack):
    known, copies = attack()
    assert len(known) >= 6, known
    assert {name: value for name, value in known.items() if value >= MOST} == {}
    assert not {"log", "history"} & set(known), "nothing of an answer is written there"
    kept = {name: count for name, count in copies.items() if not name.startswith("backup")}
    assert all(count <= 3 for count in kept.values()), ("an answer, its words, its figure: no older copy", copies)


def test_where_nothing_is_mixed_he_links_everyone(attack, monkeypatch):
    """The negative control: rows go in as they come, and nothing is written anew."""
    last = iter(range(1, 10**6))
    monkeypatch.setattr(mixing, "shuffled", list)
    monkeypatch.setattr(mixing, "numbers", lambda count: [next(last) for _ in range(count)])
    monkeypatch.setattr(mixed, "_rewrite", lambda _table, _survey: None)
    known, _copies = attack()
    assert known["survey_answers by id"] > 0.99 and known["survey_comments by id"] > 0.99


def test_without_scrubbing_older_copies_stay_in_the_files(attack, monkeypatch, database):
    """Another: what waited stands in the files still, in the order in which it came."""
    monkeypatch.setattr(mixing, "shuffled", list)
    monkeypatch.setattr("aami_events.foundation.database.scrub", lambda _tables: None)
    _known, copies = attack()
    if database == "postgresql":  # SQLite overwrites what is deleted (secure_delete), but keeps its log
        assert copies["survey_answers"] > 1 or copies.get("survey_pools", 0) > 1
    else:
        assert any(count > 3 for name, count in copies.items() if name.startswith("db-wal"))


def test_scrubbing_is_done_once_and_again_if_it_failed(inside, monkeypatch):
    survey = make_survey(people=5)
    for secret in links(survey):
        give(secret, grade="good")
    service.close(survey)

    def fails(_tables):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(database, "scrub", fails)
        with pytest.raises(OSError):
            jobs.finish(survey)
    db.session.rollback()
    assert service.rewrite_files() and not service.rewrite_files()


def test_the_figures_never_move_by_few(inside):
    """Whatever the consumer's rhythm, nobody sees a change that is of fewer people than make a group."""
    survey = make_survey(asked("grade", "scale", "bad", "good", required=True), people=57, results="live")
    draw, shown = random.Random(4), [0]
    for secret in links(survey):
        give(secret, grade=draw.choice(["bad", "good"]))
        if draw.random() < 0.6:
            service.mix(survey)
        tally = queries.tally_of(survey)
        shown.append(tally.count if tally else 0)
    service.close(survey)
    service.finish(survey)
    shown.append(queries.tally_of(survey).count)
    steps = [after - before for before, after in itertools.pairwise(shown) if after != before]
    assert shown[-1] == 57 and len(steps) > 5 and min(steps) >= 5, steps


def test_rows_are_numbered_at_random(inside):
    survey = make_survey(people=10)
    for secret in links(survey):
        give(secret, grade="good")
        service.mix(survey)
    before = set(db.session.scalars(select(AnswerSet.id)))
    service.close(survey)
    service.finish(survey)
    after = set(db.session.scalars(select(AnswerSet.id)))
    assert len(before) == len(after) == 10 and not before & after
