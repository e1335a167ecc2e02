"""What the desk does outside requests: it tells people how to join what begins soon."""

from ..foundation.jobs import sweep
from . import service


@sweep
def tell_how_to_join() -> int:
    """Once for each online session, shortly before its address opens; how many were written to."""
    return service.write_letters()
