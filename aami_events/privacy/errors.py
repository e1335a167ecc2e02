"""Refusals around personal information."""


class NobodyFound(Exception):
    """Nothing is kept under this address and name."""


class SharedAddress(Exception):
    """Several people share this address: it has to be said which of them is meant. `names` are theirs."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(len(names))
        self.names = names


class AccountInUse(Exception):
    """The person has an account with roles: it has to be said that it goes too. `roles` are theirs."""

    def __init__(self, roles: list[str]) -> None:
        super().__init__(", ".join(roles))
        self.roles = roles


class RequestClosed(Exception):
    """The request was fulfilled, refused or withdrawn."""
