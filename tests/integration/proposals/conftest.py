"""A committee that reads."""

import pytest

from tests.factories.reviewing import Reading


@pytest.fixture
def work(inside) -> Reading:
    return Reading()
