"""Both languages, complete."""

from aami_events.foundation import catalogues


def test_the_catalogues_are_complete() -> None:
    assert catalogues.faults() == []
