"""Who may do what, as a table: roles give permissions, in the whole house or for one event."""

from dataclasses import dataclass

from .errors import UnknownRole

ROLES: dict[str, frozenset[str]] = {
    "administrator": frozenset({"*"}),
    "organiser": frozenset(
        {
            "events.edit",
            "registrations.read",
            "registrations.write",
            "registrations.export",
            "registrations.import",
            "registrations.sensitive",
            "outbox.read",
            "letters",
            "texts.write",
            "programme.edit",
            "badges",
            "surveys",
            "committees.edit",
            "committee.read",
            "committee.work",
            "committee.chair",
            "desk",
        }
    ),
    # given for one committee, by the seat that somebody takes there
    "committee_chair": frozenset({"committee.read", "committee.work", "committee.chair"}),
    "committee_member": frozenset({"committee.read", "committee.work"}),
    "committee_observer": frozenset({"committee.read"}),
    # may begin an event, and is its organiser then
    "coordinator": frozenset({"events.create"}),
    "access_coordinator": frozenset({"registrations.read", "registrations.sensitive"}),
    "privacy_officer": frozenset({"privacy"}),
    "door": frozenset({"desk"}),
    "reader": frozenset({"registrations.read"}),
    # sees the texts of an event, and nobody's personal data
    "translator": frozenset({"texts.write"}),
}

#: what each permission lets one do
PERMISSIONS = {
    "events.create": "begin an event, or copy one that one may edit",
    "events.edit": "write an event, its activities, categories and questions; move, postpone, cancel it; tell people",
    "registrations.read": "read who is registered, and the event's figures",
    "registrations.write": "register people, change and cancel; send an e-mail again; settle what desks dispute",
    "registrations.export": "take lists out",
    "registrations.import": "bring lists in",
    "registrations.sensitive": "read and arrange access needs, read sensitive answers",
    "outbox.read": "read the e-mails that an event sent",
    "letters": "write to groups",
    "texts.write": "read and translate the texts of an event; nobody's personal data",
    "programme.edit": "run the call, decide, arrange the programme, release and print it",
    "badges": "design and print badges",
    "surveys": "make surveys, read and export their results",
    "committees.edit": "set committees up",
    "committee.read": "read what a committee reads",
    "committee.work": "work in a committee: tasks, documents, reviews",
    "committee.chair": "preside: seats, phases of reading, conflicts of interest",
    "desk": "serve at the door",
    "privacy": "answer requests about personal information",
}

#: provinces and territories by postal code; the region follows from it unless the person says otherwise
PROVINCES = ("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT")


@dataclass(frozen=True)
class GrantFact:
    """A role that someone holds: in the house ("house", 0) or for one thing ("event", 3)."""

    role: str
    scope: str
    scope_id: int


def permissions_of(role: str) -> frozenset[str]:
    """What a role gives; UnknownRole for a word that is none."""
    if role not in ROLES:
        raise UnknownRole(role)
    return ROLES[role]


def allows(grants: tuple[GrantFact, ...], permission: str, scope: tuple[str, int] | None) -> bool:
    """Whether these grants give `permission` for `scope`; without a scope, whether they give it anywhere."""
    for grant in grants:
        given = permissions_of(grant.role)
        here = scope is None or grant.scope == "house" or (grant.scope, grant.scope_id) == scope
        if here and ("*" in given or permission in given):
            return True
    return False


def roles_with(permission: str) -> list[str]:
    """The roles that give a permission."""
    return [role for role, given in ROLES.items() if "*" in given or permission in given]


def region_of(province: str | None, regions: dict[str, list[str]]) -> str | None:
    """The region that a province belongs to, from {region: provinces}."""
    return next((key for key, provinces in regions.items() if province in provinces), None)
