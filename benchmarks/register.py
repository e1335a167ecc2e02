"""What one registration costs, and how many go a second: `python -m benchmarks.register [--disk-ms 3] [sqlite] […]`."""

import argparse
import asyncio
import concurrent.futures
import sqlite3
import time

from tests.load.harness import (
    KINDS,
    Answer,
    Browser,
    Installation,
    Process,
    Server,
    Visit,
    arrive,
    errors,
    eventually,
    person,
)

from .common import EVENT, FORM, Letterbox, demo, percentile, show, slow_disk, times

WARM, COUNT, CROWD, TOGETHER, LIMIT_SECONDS = 40, 300, 600, 16, 3.0
WAITING = "SELECT count(*) FROM outbox WHERE state = 'waiting'"


def guest(number: int) -> dict[str, object]:
    """A person who is no member and chooses nothing special."""
    return person(number, category="non-member", mode="in_person", province="QC")


async def pages(port: int, count: int, path: str) -> list[Answer]:
    """A page, again and again, each time for somebody new."""
    return [await Browser(port).get(path) for _ in range(count)]


async def whole(port: int, numbers: range) -> tuple[list[Answer], list[Answer], float]:
    """People who come one after the other: (POSTs, own pages, seconds for all)."""
    posts, own, begun = [], [], time.perf_counter()
    for number in numbers:
        who = (await arrive(port, FORM, [guest(number)]))[0]
        answer = await who.send(FORM)
        if wrong := errors([answer]):
            raise SystemExit(f"{wrong}: {answer.body[:3000] if isinstance(answer, Answer) else ''}")
        assert isinstance(answer, Answer)
        posts.append(answer)
        own.append(await who.browser.get(answer.headers["location"]))
    return posts, own, time.perf_counter() - begun


async def press_in_turn(port: int, numbers: range) -> tuple[list[Answer], float]:
    """People who have filled in the form send it, so many at a time: (answers, seconds)."""
    visits = await arrive(port, FORM, map(guest, numbers))
    gate = asyncio.Semaphore(TOGETHER)

    async def one(who: Visit) -> Answer | Exception:
        async with gate:
            return await who.send(FORM)

    begun = time.perf_counter()
    answers = list(await asyncio.gather(*map(one, visits)))
    seconds = time.perf_counter() - begun
    if wrong := errors(answers):
        raise SystemExit(f"{len(wrong)} failed: {wrong[:3]}")
    return [answer for answer in answers if isinstance(answer, Answer)], seconds


def _commit_on_sqlite(path: str) -> int:
    connection, count = sqlite3.connect(path, timeout=10, isolation_level=None), 0
    connection.execute("PRAGMA synchronous=FULL")
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO limit_of_commits (n) VALUES (1)")
        connection.execute("COMMIT")
        count += 1
    return count


def _commit_on_postgresql(url: str) -> int:
    import psycopg

    count, end = 0, time.monotonic() + LIMIT_SECONDS
    with psycopg.connect(url, autocommit=True) as connection:
        while time.monotonic() < end:
            connection.execute("INSERT INTO limit_of_commits (n) VALUES (1)")
            count += 1
    return count


def commit_limit(installation: Installation) -> float:
    """Transactions of one row that two processes commit in a second, in this very database, each on the disk."""
    installation.rows("CREATE TABLE IF NOT EXISTS limit_of_commits (n integer)")
    if installation.kind == "sqlite":
        work, where = _commit_on_sqlite, installation.database_url.removeprefix("sqlite:///")
    else:
        work, where = _commit_on_postgresql, installation.database_url
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        return sum(pool.map(work, [where, where])) / LIMIT_SECONDS


def rested(process: Process) -> None:
    """Wait until it has nothing to do: each registration had asked for letters, and a pile leaves many such calls."""
    spent = -1.0
    while (now := process.cpu()) - spent > 0.01:
        spent = now
        time.sleep(0.5)


def measure_letters(installation: Installation) -> tuple[float, float]:
    """CPU milliseconds of the consumer for a letter: (one at a time as people come, a pile that waited)."""
    letterbox = Letterbox()
    installation.more["SMTP_URL"] = letterbox.url
    pile = installation.rows(WAITING)[0][0]
    command = ["-m", "flask", "--app", "app", "ops", "consume"]
    with Process("consumer", installation, command) as consumer:
        eventually(lambda: letterbox.count >= WARM)
        first, begun = letterbox.count, consumer.cpu()
        eventually(lambda: installation.rows(WAITING)[0][0] == 0)
        in_a_pile = (consumer.cpu() - begun) / (pile - first)
        rested(consumer)
        with Server(installation) as server:
            rested(consumer)
            before, came = consumer.cpu(), letterbox.count
            _posts, _own, seconds = asyncio.run(whole(server.port, range(9000, 9000 + COUNT)))
            eventually(lambda: installation.rows(WAITING)[0][0] == 0)
            one_by_one = (consumer.cpu() - before) / (letterbox.count - came)
    show("  letters while people come, one after the other", f"{COUNT / seconds:.0f} /s")
    return one_by_one * 1000, in_a_pile * 1000


def one_by_one(server: Server, numbers: range) -> tuple[float, list[Answer], list[Answer]]:
    """CPU milliseconds of a whole registration, its POSTs and own pages."""
    begun = server.cpu()
    posts, own, _seconds = asyncio.run(whole(server.port, numbers))
    return (server.cpu() - begun) / len(numbers) * 1000, posts, own


def measure_pages(installation: Installation) -> float:
    """One visitor at a time; CPU milliseconds of a whole registration in a web process that is alone."""
    with Server(installation, workers=1) as server:
        one_by_one(server, range(WARM))
        begun = server.cpu()
        asyncio.run(pages(server.port, COUNT, "/healthz"))
        show("  /healthz, the floor of every request: CPU ms", f"{(server.cpu() - begun) / COUNT * 1000:.1f}")
        begun = server.cpu()
        forms = asyncio.run(pages(server.port, COUNT, FORM))
        page = (server.cpu() - begun) / COUNT * 1000
        show("  the form: CPU ms; wall ms median / p95", f"{page:.1f}; {times(forms)}")
        web, posts, own = one_by_one(server, range(1000, 1000 + COUNT))
        show("  form + POST + own page: CPU ms of the web process", f"{web:.1f}", "<= 12")
        show("  the POST: wall ms median / p95", times(posts))
        show("  one's own page: wall ms median / p95", times(own))
    return web


def measure_rate(installation: Installation) -> None:
    """Two web processes, one visitor at a time and then a crowd."""
    with Server(installation) as server:
        one_by_one(server, range(4000, 4000 + WARM))
        web, _posts, _own = one_by_one(server, range(5000, 5000 + COUNT))
        show("  the same, two processes taking turns", f"{web:.1f}")
        limit = commit_limit(installation)
        answers, seconds = asyncio.run(press_in_turn(server.port, range(2000, 2000 + CROWD)))
        limit = (limit + commit_limit(installation)) / 2
        rate, p95 = CROWD / seconds, percentile((one.seconds for one in answers), 0.95) * 1000
        show(f"  POSTs/s, {TOGETHER} at a time; wall ms p95", f"{rate:.0f}; {p95:.0f}")
        show("  commits/s of two processes, one row each", f"{limit:.0f}")
        show("  POSTs for each hundred commits", f"{rate / limit * 100:.0f}", ">= 40")


def measure(kind: str) -> None:
    """The whole report for one kind of database."""
    print(f"\n{kind}: /{EVENT}/register of the demo, workers of four threads", flush=True)
    with demo(kind) as installation:
        web = measure_pages(installation)
        measure_rate(installation)
        alone, in_a_pile = measure_letters(installation)
        show("  a letter: CPU ms of the consumer, one by one / from a pile", f"{alone:.1f} / {in_a_pile:.1f}")
        show("  with the letter: CPU ms in all", f"{web + alone:.1f}", "<= 20")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=KINDS)
    parser.add_argument("--disk-ms", type=float, help="let each fsync take so many milliseconds more")
    given = parser.parse_args()
    if given.disk_ms:
        slow_disk(given.disk_ms)
    for name in given.kinds:
        measure(name)
