"""What only a run of everything can tell. `./test` asks this after both of its runs: faults on paper, and a code."""

import os
import pathlib
import sys

from tests.architecture import house, templates_rendered

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: where decisions are made and kept; a room may be a file or a folder
ROOMS = ("rules.py", "rules/*", "service.py", "service/*")


def uncovered(root: pathlib.Path, data: pathlib.Path) -> list[str]:
    """Lines and branches of the rooms that no test went through, by what coverage wrote into `data`."""
    rooms = ",".join(f"aami_events/*/{room}" for room in ROOMS)
    asked = ["report", f"--data-file={data}", f"--include={rooms}", "--fail-under=100"]
    said = house.run(root, "-m", "coverage", *asked, "--show-missing", "--skip-covered")
    return [] if said.returncode == 0 else [line for line in (said.stdout + said.stderr).splitlines() if line.strip()]


def main() -> int:
    """Compare what the run left with the tree. Coverage that was not measured (AAMI_COVERAGE is empty) is not asked."""
    wrong = templates_rendered.missing(ROOT, pathlib.Path(os.environ[templates_rendered.FOLDER]))
    if os.environ.get("AAMI_COVERAGE") != "":
        wrong += uncovered(ROOT, ROOT / ".coverage")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
