"""What only a run of everything can tell. `./test` asks this after both of its runs: faults on paper, and a code."""

import json
import os
import pathlib
import sys

from tests.architecture import templates_rendered

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: where decisions are made and kept; a room may be a file or a folder
ROOMS = ("rules.py", "rules/**/*.py", "service.py", "service/**/*.py")
#: the file in which SlipCover says what tests went through; empty or missing: nobody measured
COVERAGE = "AAMI_COVERAGE"


def uncovered(root: pathlib.Path, data: pathlib.Path) -> list[str]:
    """Lines and branches of the rooms that no test went through, by what SlipCover wrote into `data`."""
    files = json.loads(data.read_text())["files"]
    seen = {(root / name).resolve(): found for name, found in files.items()}
    rooms = sorted(path for room in ROOMS for path in root.glob(f"aami_events/*/{room}"))
    said = ((path.relative_to(root), _missing(seen.get(path.resolve()), path)) for path in rooms)
    return [f"{path}: {missing}: no test goes there" for path, missing in said if missing]


def _missing(found: dict[str, list[list[int]]] | None, path: pathlib.Path) -> str:
    if found is None:
        return "the whole file" if path.read_text().strip() else ""
    branches = [f"{begin}->{end or 'end'}" for begin, end in found["missing_branches"]]
    return ", ".join([*map(str, found["missing_lines"]), *branches])


def main() -> int:
    """Compare what the run left with the tree. Coverage that was not measured is not asked."""
    wrong = templates_rendered.missing(ROOT, pathlib.Path(os.environ[templates_rendered.FOLDER]))
    measured = os.environ.get(COVERAGE)
    if measured:
        wrong += uncovered(ROOT, pathlib.Path(measured))
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
