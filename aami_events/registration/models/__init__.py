"""The tables of registration."""

from .access import AccessRequest, AccessService
from .categories import Category
from .drafts import Draft
from .invitations import Invitation
from .registrations import Answer, Consent, Group, Registration, RegistrationPart, SearchWord

__all__ = [
    "AccessRequest",
    "AccessService",
    "Answer",
    "Category",
    "Consent",
    "Draft",
    "Group",
    "Invitation",
    "Registration",
    "RegistrationPart",
    "SearchWord",
]
