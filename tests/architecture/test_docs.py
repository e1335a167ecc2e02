"""A docstring is a promise."""

import pathlib

from tests.architecture import gates


def test_every_public_function_has_a_docstring(root: pathlib.Path) -> None:
    assert gates.docstrings(root) == []
