"""Refusals around accounts."""


class SignInRefused(Exception):
    """The address and password do not fit, or there is no such account."""


class LinkNotGood(Exception):
    """A one-time link that was used, has expired or was never made."""


class AddressTaken(Exception):
    """Another account has this address."""


class UnknownRole(Exception):
    """No such role."""


class LastAdministrator(Exception):
    """Nobody would be left who may do everything in the house."""
