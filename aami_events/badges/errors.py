"""Why something about badges is refused."""


class BadgesWrong(Exception):
    """What was asked for cannot be; the page says why."""


class DesignWrong(BadgesWrong):
    """A design cannot be laid out: `what` is a key of phrases.DESIGN_FAULTS, `detail` what it is about."""

    def __init__(self, what: str, detail: str = "", line: int = 0) -> None:
        super().__init__(what, detail, line)
        self.what, self.detail, self.line = what, detail, line


class NobodyToPrint(BadgesWrong):
    """Nobody of those asked for has a badge."""


class NotThere(BadgesWrong):
    """There is no such print or person in this event."""


class DesignChanged(BadgesWrong):
    """Somebody else saved the design meanwhile."""


class SettingsWrong(BadgesWrong):
    """`faults`: [(field, key of phrases.SETTING_FAULTS)]."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class ImageRefused(BadgesWrong):
    """Not a picture that a design may have; `why` is a key of phrases.IMAGE_FAULTS."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
