"""The use cases around personal information; each is one transaction."""

from .erasing import erase_person
from .retention import Line, retain, retain_nightly

__all__ = ["Line", "erase_person", "retain", "retain_nightly"]
