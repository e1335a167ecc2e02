"""What a web process does without."""

import pathlib

from tests.architecture import house

#: megabytes each, and no page needs them before somebody asks for a file
HEAVY = ("alembic", "flask_migrate", "weasyprint", "ortools", "huey", "xlsxwriter", "python_calamine", "PIL")
PRINT = f"import sys, app; print([name for name in {HEAVY} if name in sys.modules])"


def test_a_web_process_loads_nothing_heavy(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    place = {"INSTANCE_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/aami.db"}
    assert house.run(root, "-c", PRINT, **place).stdout.strip() == "[]"


def test_a_command_finds_the_migrations(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    place = {"INSTANCE_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/aami.db"}
    told = house.run(root, "-m", "flask", "--app", "app", "db", "upgrade", **place)
    assert told.returncode == 0, told.stderr
    assert "head" in house.run(root, "-m", "flask", "--app", "app", "db", "current", **place).stdout
