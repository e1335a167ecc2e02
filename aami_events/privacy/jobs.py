"""What goes by itself each night."""

from ..foundation.jobs import sweep
from . import service


@sweep
def forget_nightly() -> bool:
    """What is kept no longer goes, once a night."""
    return service.retain_nightly()
