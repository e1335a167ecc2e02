"""Long lists: export of 10,000 attendees, the list's page at 100,000: `python -m benchmarks.attendees [sqlite] […]`."""

import asyncio
import secrets
import statistics
import sys
import tempfile
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, func, insert, select, text
from sqlalchemy.pool import NullPool

from tests.load.harness import KINDS, Answer, Installation, Server

from .common import EVENT, demo, run, show, sign_in, times

FEW, MANY, LOOKS = 10_000, 100_000, 200
CHILDREN = ("registration_parts", "registration_answers", "access_requests", "consents")


def multiply(installation: Installation, total: int) -> None:
    """Copies of the demo's attendees, with all that they said, until there are `total`. Takes no places."""
    url = installation.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    tables = MetaData()
    with create_engine(url, poolclass=NullPool).begin() as connection:
        tables.reflect(connection)
        people = tables.tables["registrations"]
        event = connection.scalar(text("SELECT id FROM events WHERE slug = :slug"), {"slug": EVENT})
        rows = [dict(row) for row in connection.execute(select(people).where(people.c.event_id == event)).mappings()]
        children = {name: _of(connection, tables.tables[name]) for name in CHILDREN}
        next_id = (connection.scalar(select(func.max(people.c.id))) or 0) + 1
        for turn in range(1, -(-total // len(rows))):
            some = rows[: total - turn * len(rows)]
            ids = {row["id"]: next_id + number for number, row in enumerate(some)}
            next_id += len(some)
            connection.execute(insert(people), [_copy(row, ids[row["id"]], turn) for row in some])
            for name, held in children.items():
                copies = [{**row, "registration_id": new} for old, new in ids.items() for row in held.get(old, ())]
                if copies:
                    connection.execute(insert(tables.tables[name]), copies)
    if installation.kind == "postgresql":
        installation.rows("SELECT setval('registrations_id_seq', (SELECT max(id) FROM registrations))")
        installation.rows("ANALYZE")


def _of(connection: Connection, table: Table) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(select(table)).mappings():
        plain = {name: value for name, value in row.items() if name != "id"}
        found.setdefault(plain["registration_id"], []).append(plain)
    return found


def _copy(row: dict[str, Any], new_id: int, turn: int) -> dict[str, Any]:
    return row | {
        "id": new_id,
        "code": secrets.token_hex(6).upper(),
        "form_key": None,
        "source_ref": None,
        "name": f"{row['name']} {turn}",
        "email": row["email"].replace("@", f"+{turn}@"),
        "sort_key": f"{row['sort_key']} {turn}"[:200],
    }


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
