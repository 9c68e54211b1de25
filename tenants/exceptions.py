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
