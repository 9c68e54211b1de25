"""What can go wrong with organisations, people and their work."""


class OrganisationUnknown(LookupError):
    """No organisation has that schema or host name."""


class OrganisationSuspended(Exception):
    """The organisation exists, and is closed for now."""


class OrganisationInvalid(ValueError):
    """An organisation can't be made or changed so; ``field`` says what is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NoOrganisation(RuntimeError):
    """Code that needs an organisation ran outside every organisation."""


class LogoInvalid(ValueError):
    """A file can't be a logo: ``too_large``, ``svg``, ``too_many_pixels`` or ``not_a_picture``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PictureInvalid(ValueError):
    """A file can't be kept as a picture: ``svg``, ``not_a_picture``, ``too_many_pixels``, ``too_large``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ColourUnreadable(ValueError):
    """Text on that colour, or the colour on a page, can't be read; ``nearest`` is the one to offer."""

    def __init__(self, nearest: str) -> None:
        super().__init__(nearest)
        self.nearest = nearest
