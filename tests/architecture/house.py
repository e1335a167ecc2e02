"""Gates that run a tool or the application on a tree: each takes its root and returns what is wrong, a line a fault."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import Any

from alembic.script import ScriptDirectory

HERE = pathlib.Path(__file__).parent
#: a column of one of these names holds something about a person, until NOT_PERSONAL says why it does not
PERSONAL = re.compile(
    r"(?:.*_)?(?:name|email|phone|address|recipient)|pronouns|password_hash|birth.*|photo|signature"
    r"|search|sort_key|word|value|text|html|subject|facts|error|reason|note|comment|diff|request"
)
NOT_PERSONAL = {
    "marks.value": "facts about the installation",
    "files.name": "made by the house: import.csv, the name of an event, the title of a document",
    "regions.name": "a region of the association",
    "organisations.name": "an organisation",
    "organisations.search": "an organisation's folded names",
    "categories.name": "a way to take part",
    "venues.name": "a place",
    "venues.address": "a place",
    "milestones.note": "the plan's own remark",
    "event_text_versions.text": "what an event says to everyone; whom to turn to stands in contacts",
    "event_text_versions.note": "what an editor changed in a text",
    "proposal_formats.name": "a type of session",
    "tracks.name": "a theme",
    "calls.text": "what a call says to everyone",
    "committees.name": "a committee",
    "committee_tasks.note": "what is to be done",
    "committee_tasks.language": "which language a task is written in",
    "outreach_contacts.organisation_name": "an organisation",
    "outreach_contacts.sort_key": "an organisation's name in its order",
    "announcements.text": "what a committee says to everyone",
    "reading_phases.name": "a time of a committee's work",
    "reading_criteria.name": "what proposals are looked at for",
    "review_tags.word": "a word to find a proposal again",
    "badge_images.name": "what a design calls a picture",
    "mailings.subject": "what a letter says to everyone",
    "event_notices.facts": "what everyone who comes to an event has to know",
    "programme_rooms.name": "a room",
    "programme_releases.name": "a version of a programme",
    "programme_releases.note": "what a version says to everyone",
}


def run(root: pathlib.Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in the tree, with the interpreter of this very environment and the tree's package before any other."""
    # SlipCover's own: a run within the run would gather, and throw away, what this one's workers have noted.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SLIPCOVER_")}
    given = {**kept, "PYTHONPATH": str(root), "PYTHONWARNINGS": "ignore", "COLUMNS": "500", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=root, env=given | environment, capture_output=True, text=True, check=False
    )


def _lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What a tool said, if it failed."""
    if done.returncode == 0:
        return []
    return [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]


def import_linter(root: pathlib.Path) -> list[str]:
    """Floors and rooms: the contracts of pyproject.toml."""
    start = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    lines = _lines(run(root, "-c", start))
    titles = [number for number, line in enumerate(lines) if line.strip() == "Broken contracts"]
    return lines[titles[0] + 2 :] if titles else lines


def ruff(root: pathlib.Path) -> list[str]:
    """Style and common mistakes, in everything that is Python here."""
    return _lines(run(root, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."))


def mypy(root: pathlib.Path, *files: str) -> list[str]:
    """Types, of the whole package unless files are named."""
    return _lines(run(root, "-m", "mypy", "--no-error-summary", *files))


def catalogues(root: pathlib.Path) -> list[str]:
    """Texts that are not collected, not translated, fuzzy or unused, in either language."""
    return _lines(run(root, "-m", "aami_events.foundation.catalogues", "check"))


def facts(root: pathlib.Path) -> dict[str, Any]:
    """What the application says of itself: routes, columns, personal data, settings."""
    with tempfile.TemporaryDirectory() as folder:
        done = run(root, str(HERE / "probe.py"), folder)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def routes(found: dict[str, Any]) -> list[str]:
    """Every route has an access rule, or says that it is public."""
    return [f"{endpoint}: no access rule" for endpoint, rule in found["routes"].items() if not rule]


def personal_data(found: dict[str, Any]) -> list[str]:
    """Every column about a person is some feature's to find, hand over and erase; and every one named exists."""
    named = {column for columns in found["personal"].values() for column in columns}
    held = {name for name in found["columns"] if PERSONAL.fullmatch(name.split(".")[1])}
    wrong = [f"{name}: in no personal_data hook" for name in sorted(held - named - set(NOT_PERSONAL))]
    wrong += [f"{name}: in a hook, but there is no such column" for name in sorted(named - set(found["columns"]))]
    wrong += [f"{name}: excused, but {why}" for name, why in _excused(found, named)]
    return wrong


def purposes(found: dict[str, Any]) -> list[str]:
    """Every group of personal columns says in both languages what it is and why it is kept, and has a rule; what has
    a number of days is forgotten by somebody."""
    groups, rules = found["groups"], found["rules"]
    wrong = [
        f"{key}: no {side} in both languages"
        for key, group in sorted(groups.items())
        for side in ("label", "purpose")
        if not all(text.strip() for text in group[side]) or len(set(group[side])) < 2
    ]
    wrong += [f"{key}: no rule says how long it is kept" for key in sorted(groups.keys() - rules.keys())]
    wrong += [f"{key}: a rule for nothing" for key in sorted(rules.keys() - groups.keys())]
    timed = [key for key in sorted(groups.keys() & rules.keys()) if rules[key] is not None]
    return wrong + [f"{key}: nothing forgets it when its time is over" for key in timed if not groups[key]["goes"]]


def _excused(found: dict[str, Any], named: set[str]) -> list[tuple[str, str]]:
    there = set(found["columns"])
    gone = [(name, "there is no such column") for name in sorted(NOT_PERSONAL) if name not in there]
    return gone + [(name, "a hook names it") for name in sorted(NOT_PERSONAL) if name in named]


def settings(found: dict[str, Any]) -> list[str]:
    """Every setting says what it does, and stands once."""
    names = [name for name, _comment in found["settings"]]
    wrong = [f"{name}: no comment" for name, comment in found["settings"] if len(comment.strip()) < 10]
    return wrong + [f"{name}: twice" for name in sorted({name for name in names if names.count(name) > 1})]


def one_head(root: pathlib.Path) -> list[str]:
    """The migrations end in one place."""
    heads = ScriptDirectory(str(root / "migrations")).get_heads()
    return [] if len(heads) == 1 else [f"{len(heads)} heads: {', '.join(heads)}"]


def carried_rows(root: pathlib.Path, url: str) -> list[str]:
    """Migrations go up and down with a row in every table, lose none, and end where the models are."""
    with tempfile.TemporaryDirectory() as folder:
        done = run(root, str(HERE / "carry_rows.py"), folder, DATABASE_URL=url)
    return done.stdout.splitlines() if done.returncode == 0 else _lines(done)
