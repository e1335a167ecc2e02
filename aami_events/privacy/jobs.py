"""What goes by itself."""

from ..foundation.jobs import sweep
from . import service


@sweep
def forget_last_letters() -> int:
    """A letter that told of an erasure is kept no longer than it takes to send it."""
    return service.forget_last_letters()


@sweep
def forget_nightly() -> bool:
    """What is kept no longer goes, once a night."""
    return service.retain_nightly()
