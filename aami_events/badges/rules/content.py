"""What stands on a badge, in which order badges are printed, and who needs a new one."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

from ...foundation.text import fold

#: of several that somebody has, the first stands on the badge
ROLES = ("delegate", "board", "staff", "volunteer", "speaker", "attendee")
SORTS = ("name", "organisation", "category")
#: who is printed: everyone, those whose badge is new or has changed since it was printed, some
WHO = ("all", "changed", "selected")


@dataclass(frozen=True)
class Line:
    """One thing of somebody's own programme: the day, when and where, what, in their language."""

    day: str
    when: str
    title: str


@dataclass(frozen=True)
class Badge:
    """Everything that one badge says."""

    #: registration
    id: int
    #: of the ticket: good for nothing but the desk
    code: str
    name: str
    pronouns: str
    organisation: str
    #: of ROLES
    role: str
    #: fr or en: its static words come in this language first
    language: str
    #: languages that the person speaks with others: fr, en, asl, lsq, other
    spoken: tuple[str, ...] = ()
    #: must not be photographed
    no_photo: bool = False
    #: key of the file with the person's picture
    photo: str = ""
    programme: tuple[Line, ...] = ()
    #: folded name, and names of where it belongs, to sort by
    sort_key: str = ""
    category: str = ""

    @property
    def fingerprint(self) -> str:
        """The same as long as the badge says the same."""
        said = {name: value for name, value in asdict(self).items() if name not in ("sort_key", "category")}
        if not self.photo:
            del said["photo"]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


ORDERS: Mapping[str, Callable[[Badge], tuple[str, ...]]] = {
    "name": lambda badge: (badge.sort_key,),
    "organisation": lambda badge: (fold(badge.organisation) or "\uffff", badge.sort_key),
    "category": lambda badge: (badge.category, badge.sort_key),
}


def in_order(badges: Iterable[Badge], sort: str) -> list[Badge]:
    """By name, organisation (those without one last) or category, then by name."""
    return sorted(badges, key=lambda badge: (*ORDERS[sort](badge), badge.id))


def to_print(
    badges: Iterable[Badge], who: str, printed: Mapping[int, str], selected: Iterable[int] = ()
) -> list[Badge]:
    """Those of WHO, where `printed` is {registration: fingerprint of its last badge}."""
    if who == "changed":
        return [badge for badge in badges if printed.get(badge.id) != badge.fingerprint]
    wanted = set(selected)
    return [badge for badge in badges if who == "all" or badge.id in wanted]


def first_role(roles: Iterable[str]) -> str:
    """What stands on the badge of somebody who is several things."""
    held = set(roles)
    return next((role for role in ROLES if role in held), "attendee")


def doubles(badges: Iterable[Badge]) -> list[list[Badge]]:
    """Badges of one name and organisation: one person who is registered twice, or two who should be told apart."""
    found: dict[tuple[str, str], list[Badge]] = {}
    for badge in badges:
        found.setdefault((badge.sort_key, fold(badge.organisation)), []).append(badge)
    return [same for same in found.values() if len(same) > 1]
