"""How long ten desks wait when a thousand people come at once: `python -m benchmarks.desk`.

Each desk scans a hundred tickets as fast as it is answered, and one in twenty is shown at another desk too; no desk
rests between two, so the times are those of a machine that is never idle. CPU is that of gunicorn's two workers.
"""

import statistics

from tests.load import desks
from tests.load.harness import KINDS, Server, databases

from .common import show


def main() -> None:
    """The table, for both databases."""
    for kind in KINDS:
        with databases(kind) as made:
            installation = made.new()
            code, tickets = desks.prepare(installation)
            plan = desks.rounds(tickets)
            with Server(installation) as server:
                before = server.cpu()
                told = desks.at_once(server.port, code, plan)
                spent = server.cpu() - before
            seconds = sorted(one for desk in told for one in desk.seconds)
            wrong = [one for desk in told for one in desk.wrong]
            middle, late = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
            words = f"{middle * 1000:.0f} ms, {late * 1000:.0f} ms, {seconds[-1] * 1000:.0f} ms"
            show(f"{kind}: {len(seconds)} scans at {len(told)} desks: middle, 95 %, longest", words, "95 % <= 100 ms")
            show(f"{kind}: processor time a scan; errors", f"{spent / len(seconds) * 1000:.1f} ms; {len(wrong)}")


if __name__ == "__main__":
    main()
