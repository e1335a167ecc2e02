"""Each gate is proven by a violation planted in a copy of the house: a gate that never complained proves nothing."""

import functools
import pathlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.architecture import gates, house

LATER = "TO" + "DO"
CAUGHT = "try:\n    pass\nexcept Exception:\n    pass"
LONG = "def endless() -> None:\n" + '    """Too long."""\n' + "    print()\n" * 40


def add(tree: pathlib.Path, name: str, text: str) -> None:
    """Put text at the end of a file, which need not be there."""
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + f"\n{text}\n", encoding="utf-8")


def change(tree: pathlib.Path, name: str, old: str, new: str) -> None:
    """Replace one text of a file."""
    path = tree / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


IMPORTS = [
    # (file, what it imports, what the linter then says)
    ("aami_events/people/service.py", "import aami_events.events.models", "service -> aami_events.events.models"),
    ("aami_events/plan/queries.py", "import aami_events.people.models", "plan.queries -> aami_events.people.models"),
    ("aami_events/config.py", "import aami_events.foundation.clock", "config -> aami_events.foundation.clock"),
    ("aami_events/supervise.py", "import aami_events.config", "supervise is not allowed to import aami_events.config"),
    ("aami_events/people/queries.py", "from . import service", "people.queries -> aami_events.people.service"),
    ("aami_events/people/models.py", "from . import queries", "people.models -> aami_events.people.queries"),
    ("aami_events/people/service.py", "from . import session", "people.service -> aami_events.people.session"),
    ("aami_events/people/service.py", "from . import mail", "people.service -> aami_events.people.mail"),
    ("aami_events/people/views/public.py", "from .. import mail", "people.views.public -> aami_events.people.mail"),
    ("aami_events/people/mail.py", "from . import service", "people.mail -> aami_events.people.service"),
    ("aami_events/plan/views/public.py", "from .. import hooks", "plan.views.public -> aami_events.plan.hooks"),
    ("aami_events/people/rules.py", "import sqlalchemy", "people.rules -> sqlalchemy"),
    ("aami_events/people/rules.py", "from ..foundation import clock", "people.rules -> aami_events.foundation.clock"),
    ("aami_events/people/service.py", "import flask", "people.service -> flask"),
    ("aami_events/plan/queries.py", "from ..web import access", "plan.queries -> aami_events.web.access"),
    ("aami_events/plan/views/public.py", "import weasyprint", "plan.views.public -> weasyprint"),
    ("aami_events/people/helpers.py", "", "people.helpers"),
    ("aami_events/common/__init__.py", "", "aami_events.common"),
]


def test_the_linter_bites(tree: pathlib.Path) -> None:
    """Everything is planted together, so that the linter runs twice and not forty times."""
    assert house.import_linter(tree) == []
    for name, text, _said in IMPORTS:
        add(tree, name, text)
    lines = house.import_linter(tree)
    for name, text, said in IMPORTS:
        assert any(said in line for line in lines), (name, text, lines)


SOURCES: list[tuple[Callable[[pathlib.Path], list[str]], str, str, str]] = [
    # (gate, file, what is added, what the gate then says)
    (gates.listed, "aami_events/assembly/__init__.py", "", "assembly: no room of the linter"),
    (gates.listed, "aami_events/assembly/__init__.py", "", "assembly: not in application.FEATURES"),
    (gates.across_features, "aami_events/events/cli.py", "from ..people import views", "cli imports aami_events.p"),
    (gates.across_features, "aami_events/events/cli.py", "from .. import people", "cli imports aami_events.people"),
    (gates.across_features, "aami_events/events/forms.py", "def f():\n    from ..plan.rules import x", "forms imports"),
    (gates.across_features, "aami_events/events/models.py", "from ..plan import service", "models imports"),
    (gates.alone, "aami_events/supervise.py", "import flask", "supervise imports flask"),
    (gates.alone, "aami_events/application.py", "from . import supervise", "application.py"),
    (gates.clocks, "aami_events/plan/rules.py", "import datetime as dt\ndt.datetime.now(dt.UTC)", "dt.datetime.now"),
    (gates.clocks, "aami_events/plan/service.py", "import datetime as dt\ndt.date.today()", "dt.date.today()"),
    (gates.commits, "aami_events/plan/service.py", "db.session.commit()", "plan/service.py"),
    (gates.sizes, "aami_events/plan/phrases.py", '"""Words."""\n' * 401, "plan/phrases.py: 40"),
    (gates.sizes, "aami_events/plan/rules.py", LONG, "endless has 42 lines"),
    (gates.sizes, "templates/plan/public/show.html", "<p></p>\n" * 401, "show.html: 4"),
    (gates.leftovers, "aami_events/plan/rules.py", f"# {LATER}: later", "plan/rules.py"),
    (gates.leftovers, "templates/plan/public/show.html", f"{{# {LATER} #}}", "show.html"),
    (gates.inline, "templates/plan/public/show.html", '<p style="color: red">', "style="),
    (gates.inline, "templates/plan/public/show.html", "<style>p { color: red }</style>", "<style"),
    (gates.inline, "templates/plan/public/show.html", '<button onclick="go()">', "onclick"),
    (gates.inline, "templates/plan/organiser/new.html", "<script>go()</script>", "<script"),
    (gates.docstrings, "aami_events/plan/rules.py", "def undone() -> None: ...", "undone"),
    (gates.docstrings, "aami_events/plan/rules.py", "class Undone: ...", "Undone"),
    (house.ruff, "aami_events/plan/rules.py", "import os", "plan/rules.py:2:8: F401"),
    (house.ruff, "aami_events/plan/rules.py", CAUGHT, "plan/rules.py:4:8: BLE001"),
    (house.catalogues, "templates/plan/public/show.html", '{{ _("Nobody translated this") }}', "not collected: Nobody"),
]


@pytest.fixture(scope="module")
def judged(root: pathlib.Path) -> Callable[[Any], list[str]]:
    """What a gate says of the house as it is; asked once."""
    return functools.cache(lambda gate: gate(root))


@pytest.mark.parametrize(("gate", "name", "text", "said"), SOURCES)
def test_a_gate_that_reads_bites(
    tree: pathlib.Path, judged: Callable[[Any], list[str]], gate: Any, name: str, text: str, said: str
) -> None:
    assert not any(said in line for line in judged(gate))
    add(tree, name, text)
    assert any(said in line for line in gate(tree))


def test_letters_may_have_inline_styles(tree: pathlib.Path) -> None:
    add(tree, "templates/plan/mail/letter.html", '<p style="color: red">')
    add(tree, "templates/_macros/mail.html", '<p style="color: red">')
    assert gates.inline(tree) == []


def test_a_catalogue_without_a_translation_is_noticed(tree: pathlib.Path) -> None:
    path = tree / "translations" / "fr" / "LC_MESSAGES" / "plan.po"
    path.write_text(re.sub(r'msgstr "[^"]+"', 'msgstr ""', path.read_text(encoding="utf-8")), encoding="utf-8")
    assert any(line.startswith("fr: not translated") for line in house.catalogues(tree))


def test_mypy_bites(tree: pathlib.Path) -> None:
    name = "aami_events/people/rules.py"
    assert house.mypy(tree, name) == []
    add(tree, name, "def wrong(text: str) -> int:\n    return text")
    assert any("return-value" in line for line in house.mypy(tree, name))


def test_gates_that_ask_the_application_bite(tree: pathlib.Path) -> None:
    view = '@blueprint.get("/open")\ndef forgotten() -> str:\n    """No rule."""\n    return ""'
    add(tree, "aami_events/plan/views/public.py", view)
    add(tree, "aami_events/plan/models.py", "Objective.phone = mapped_column(String(40))")
    change(tree, "aami_events/people/hooks.py", '"people.email"', '"people.mail"')
    change(tree, "aami_events/config.py", '"seconds that a mail server may take for one answer"', '""')
    change(tree, "aami_events/people/hooks.py", 'lazy_gettext("To write to the organisation")', '""')
    change(tree, "aami_events/people/hooks.py", '"people.links",', '"people.link",')
    change(tree, "aami_events/registration/hooks.py", "        forgetting.forget_access,\n", "")
    found = house.facts(tree)
    assert house.purposes(found) == [
        "people.organisations: no purpose in both languages",
        "people.link: no rule says how long it is kept",
        "people.links: a rule for nothing",
        "registration.access: nothing forgets it when its time is over",
    ]
    assert house.routes(found) == ["plan.public.forgotten: no access rule"]
    said = house.personal_data(found)
    assert "objectives.phone: in no personal_data hook" in said
    assert "people.email: in no personal_data hook" in said
    assert "people.mail: in a hook, but there is no such column" in said
    assert house.settings(found) == ["SMTP_TIMEOUT: no comment"]


def test_an_excuse_that_is_no_longer_needed_is_noticed() -> None:
    columns = [name for name in house.NOT_PERSONAL if name != "venues.name"]
    found = {"columns": columns, "personal": {"events": ["venues.address"]}}
    assert house.personal_data(found) == [
        "venues.name: excused, but there is no such column",
        "venues.address: excused, but a hook names it",
    ]


MIGRATION = '''"""planted"""
from alembic import op
revision, down_revision, branch_labels, depends_on = "{name}", "{after}", None, None


def upgrade():
    {up}


def downgrade():
    {down}
'''


def plant(tree: pathlib.Path, up: str = "pass", down: str = "pass", *, name: str = "planted", after: str = "") -> None:
    """Add a migration after the newest one."""
    from alembic.script import ScriptDirectory

    last = after or ScriptDirectory(str(tree / "migrations")).get_current_head()
    text = MIGRATION.format(name=name, after=last, up=up, down=down)
    (tree / "migrations" / "versions" / f"{name}.py").write_text(text)


def test_two_heads_are_noticed(tree: pathlib.Path) -> None:
    assert house.one_head(tree) == []
    plant(tree, name="left")
    parent = re.search(r'"left", "(\w+)"', (tree / "migrations/versions/left.py").read_text())
    assert parent
    plant(tree, name="right", after=parent[1])
    assert [line.partition(":")[0] for line in house.one_head(tree)] == ["2 heads"]


UPS = (
    "op.execute('DELETE FROM grants')",
    "op.execute('CREATE TABLE left_behind (id INTEGER)')",
    "op.execute('ALTER TABLE people ADD COLUMN age INTEGER')",
)
DOWN = "op.execute('DELETE FROM marks')"
SAID = (
    "up planted: grants had 1 rows, has 0",
    "the models differ",
    "down planted: marks had 1 rows, has 0",
    "down to nothing, left_behind is still there",
)


def test_a_bad_migration_is_noticed(tree: pathlib.Path, sqlite_url: str) -> None:
    """Four faults in one: every one is named."""
    plant(tree, "; ".join(UPS), DOWN)
    lines = house.carried_rows(tree, sqlite_url)
    assert [any(line.startswith(said) for line in lines) for said in SAID] == [True] * len(SAID), lines


def test_a_batch_that_cascades_is_noticed(tree: pathlib.Path, sqlite_url: str) -> None:
    """Rebuilding a parent on SQLite takes its children along, but for what env.py does before."""
    plant(tree, "with op.batch_alter_table('people', recreate='always'): pass")
    assert house.carried_rows(tree, sqlite_url) == []
    change(tree, "migrations/env.py", "PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON")
    lines = house.carried_rows(tree, f"{sqlite_url}.again")
    assert any("grants had 1 rows, has 0" in line for line in lines), lines
