"""What can be done with badges: choose how they look, print them, say that a print failed, name somebody's role."""

from .designing import copy_design, save_design, settings_of
from .images import add_image, remove_image
from .printing import PRINT, Asked, ask_print, fail_print, finish_look, finish_print, void_print, who_is_on
from .roles import forget, name_role

__all__ = [
    "PRINT",
    "Asked",
    "add_image",
    "ask_print",
    "copy_design",
    "fail_print",
    "finish_look",
    "finish_print",
    "forget",
    "name_role",
    "remove_image",
    "save_design",
    "settings_of",
    "void_print",
    "who_is_on",
]
