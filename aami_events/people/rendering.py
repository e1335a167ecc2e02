"""Who may do what, written down."""

from collections.abc import Iterable, Mapping

from .rules import PERMISSIONS, ROLES

HEAD = """# Who may do what

Written by `flask --app app users roles`, and checked: a test reads this page and tries every address below with every
role. A role is given in the whole house, for one event, or for one committee; it counts for what stands in that. An
administrator may do everything. Beside these, a volunteer at the door signs in with the day's code and may do what
`desk` says, in that event and on that day; and whoever has the link of a registration, an invitation, a group, a
proposal, a draft or a survey does there what it is for, and nothing else.
"""


def matrix(routes: Mapping[str, Iterable[str]]) -> str:
    """The page in Markdown; `routes` are the addresses that need each permission."""
    roles = [role for role in ROLES if role != "administrator"]
    lines = [HEAD, f"| permission | lets one | {' | '.join(roles)} |", "|---|---" + "|:-:" * len(roles) + "|"]
    for name, words in PERMISSIONS.items():
        marks = ("✓" if name in ROLES[role] else "" for role in roles)
        lines.append(f"| `{name}` | {words} | {' | '.join(marks)} |")
    lines.append("\n## Addresses\n")
    for name in sorted(routes):
        lines += [f"**{name}**\n", *(f"- `{one}`" for one in sorted(routes[name])), ""]
    return "\n".join(lines).rstrip() + "\n"
