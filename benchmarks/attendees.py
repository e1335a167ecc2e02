"""Long lists: export of 10,000 attendees, the list's page at 100,000: `python -m benchmarks.attendees [sqlite] […]`."""

import asyncio
import statistics
import sys
import tempfile

from sqlalchemy import MetaData, Table, TextClause, create_engine, text
from sqlalchemy.pool import NullPool

from tests.load.harness import KINDS, Answer, Installation, Server

from .common import EVENT, demo, run, show, sign_in, times

FEW, MANY, LOOKS = 10_000, 100_000, 200
CHILDREN = ("registration_parts", "registration_answers", "access_requests", "consents", "registration_words")
WHO = """SELECT event_id, min(registrations.id), max(registrations.id), count(*) FROM registrations
         JOIN events ON events.id = event_id WHERE slug = :slug GROUP BY event_id"""
#: what differs from one copy to the next
NEW = {
    "id": "id + :add",
    "code": "'X' || CAST(id + :add AS varchar)",
    "form_key": "NULL",
    "source_ref": "NULL",
    "name": "name || ' ' || :turn",
    "email": "replace(email, '@', '+' || :turn || '@')",
    "sort_key": "sort_key || ' ' || :turn",
    "supports_id": "supports_id + :add",
}


def multiply(installation: Installation, total: int) -> None:
    """Copies of the demo's attendees, with all that they said, until there are `total`. Takes no places."""
    url = installation.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    tables = MetaData()
    with create_engine(url, poolclass=NullPool).begin() as connection:
        tables.reflect(connection)
        where = {"slug": EVENT}
        event, first, last, count = connection.execute(text(WHO), where).one()
        stride = connection.scalar(text("SELECT max(id) FROM registrations"))
        for turn in range(1, -(-total // count)):
            facts = {"event": event, "first": first, "last": last, "add": turn * stride, "turn": str(turn)}
            facts["rest"] = min(total - turn * count, count)
            for statement in [
                _copy(tables.tables["registrations"]),
                *(_copy(tables.tables[name]) for name in CHILDREN),
            ]:
                connection.execute(statement, facts)
    if installation.kind == "postgresql":
        installation.rows("SELECT setval('registrations_id_seq', (SELECT max(id) FROM registrations))")
        installation.rows("ANALYZE")
    found = installation.rows("SELECT count(*) FROM registrations WHERE event_id = :event", event=event)
    assert found == [(total,)], found


def _copy(table: Table) -> TextClause:
    """Rows of the first attendees as rows of others, whose number is greater by `add`."""
    if table.name == "registrations":
        new, rows = NEW, "event_id = :event AND id BETWEEN :first AND :last ORDER BY id LIMIT :rest"
    else:
        new = {"registration_id": "registration_id + :add", "votes_for": "NULL"}  # one delegate of each organisation
        rows = "registration_id IN (SELECT r.id - :add FROM registrations r WHERE r.event_id = :event AND r.id > :add)"
    names = [column.name for column in table.columns if column.name != "id" or table.name == "registrations"]
    values = [new.get(name, f'"{name}"') for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    return text(f"INSERT INTO {table.name} ({quoted}) SELECT {', '.join(values)} FROM {table.name} WHERE {rows}")


def exports(installation: Installation) -> None:
    """CPU of the command, without and with the start of the application."""
    multiply(installation, FEW)
    commands = ["-m", "flask", "--app", "app", "registrations", "export", "--event", EVENT]
    start = statistics.median(run([*commands, "--help"], installation.environ)[0] for _ in range(3))
    for kind, target in (("csv", "<= 0.5"), ("xlsx", "<= 2.5")):
        with tempfile.NamedTemporaryFile(suffix=f".{kind}") as file:
            command = [*commands, "--format", kind, "-o", file.name]
            measured = [run(command, installation.environ) for _ in range(3)]
            size = len(file.read())
        cpu = statistics.median(one[0] for one in measured)
        show(f"  export of {FEW} as {kind}: CPU s, start left out / all", f"{cpu - start:.2f} / {cpu:.2f}", target)
        show("    MB", f"{size / 1e6:.1f}")


async def _look(port: int, addresses: list[str], server: Server) -> list[tuple[str, float, list[Answer]]]:
    browser, found = await sign_in(port), []
    for address in addresses:
        for _ in range(20):
            if (answer := await browser.get(address)).status != 200:
                raise SystemExit(f"{address}: {answer.status}")
        begun = server.cpu()
        answers = [await browser.get(address) for _ in range(LOOKS)]
        found.append((address, (server.cpu() - begun) / LOOKS * 1000, answers))
    return found


def pages(installation: Installation) -> None:
    """The list, its newest, a search, a filter."""
    multiply(installation, MANY)
    here = f"/fr/organise/{EVENT}/attendees"
    with Server(installation, workers=1) as server:
        looks = [here, f"{here}?sort=newest", f"{here}?q=tremblay", f"{here}?state=waiting"]
        for address, cpu, answers in asyncio.run(_look(server.port, looks, server)):
            name = address.removeprefix(here) or "the first page"
            show(f"  {name} at {MANY}: CPU ms; wall ms median / p95", f"{cpu:.1f}; {times(answers)}", "<= 30")


def measure(kind: str) -> None:
    """The whole report for one kind of database."""
    print(f"\n{kind}: attendees of the demo's {EVENT}, multiplied", flush=True)
    with demo(kind) as installation:
        exports(installation)
    with demo(kind) as installation:
        installation.more["AAMI_DEMO"] = "1"
        pages(installation)


if __name__ == "__main__":
    for name in sys.argv[1:] or KINDS:
        measure(name)
