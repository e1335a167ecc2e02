"""What can be done with badges: choose how they look, print them, say that a print failed, name somebody's role."""

from .designing import copy_design, save_design, settings_of
from .images import add_image, remove_image
from .photos import bring_photo, drop_photos, forget_photos, shows_photos, take_photo_back
from .printing import PRINT, Asked, ask_print, fail_print, finish_look, finish_print, void_print, who_is_on
from .roles import forget, name_role

__all__ = [
    "PRINT",
    "Asked",
    "add_image",
    "ask_print",
    "bring_photo",
    "copy_design",
    "drop_photos",
    "fail_print",
    "finish_look",
    "finish_print",
    "forget",
    "forget_photos",
    "name_role",
    "remove_image",
    "save_design",
    "settings_of",
    "shows_photos",
    "take_photo_back",
    "void_print",
    "who_is_on",
]
