"""One use case, one transaction."""

import pathlib

from tests.architecture import gates


def test_only_the_database_module_commits(root: pathlib.Path) -> None:
    assert gates.commits(root) == []
