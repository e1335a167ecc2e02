"""Small files, small functions, clean templates."""

import pathlib

from tests.architecture import gates


def test_no_file_and_no_function_is_too_long(root: pathlib.Path) -> None:
    assert gates.sizes(root) == []


def test_nothing_is_left_for_later(root: pathlib.Path) -> None:
    assert gates.leftovers(root) == []


def test_pages_have_no_inline_style_or_script(root: pathlib.Path) -> None:
    assert gates.inline(root) == []
