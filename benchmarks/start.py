"""How long the application takes to start, and how much memory it holds: `python -m benchmarks.start`."""

import asyncio
import statistics

from tests.load.harness import Installation, Server

from .common import demo, run, show
from .register import whole

STARTS, REQUESTS = 7, 200


def cold(installation: Installation) -> None:
    """CPU of `import app`, everything on disk in the cache and compiled."""
    measured = [run(["-c", "import app"], installation.environ)[0] for _ in range(STARTS)]
    bare = statistics.median(run(["-c", "pass"], installation.environ)[0] for _ in range(STARTS))
    seconds = f"{statistics.median(measured):.2f} / {min(measured):.2f}"
    show("start: CPU s of `import app`, median / least", seconds, "<= 1.5")
    show("  of which Python itself", f"{bare:.2f}")


def memory(installation: Installation) -> None:
    """A worker after some hundred requests."""
    with Server(installation) as server:
        fresh = server.memory()
        asyncio.run(whole(server.port, range(REQUESTS // 3 + 1)))
        show(f"memory: MB of the greater worker, fresh / after {REQUESTS}", megabytes(fresh, server.memory()), "<= 110")
        show("  of which its own (USS)", f"{max(one.memory_full_info().uss for one in server.workers()) / 1e6:.0f}")


def megabytes(*sizes: int) -> str:
    """Sizes side by side."""
    return " / ".join(f"{size / 1e6:.0f}" for size in sizes)


if __name__ == "__main__":
    with demo("sqlite") as made:
        cold(made)
        memory(made)
