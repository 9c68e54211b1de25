"""What can go wrong at the door for partner systems."""


class TokenRefused(Exception):
    """A token can't be used here; ``code`` never changes, ``message`` says what to do about it.

    Codes: ``token_invalid``, ``token_expired``, ``token_wrong_type``, ``token_of_another_organisation``,
    ``token_revoked``, ``token_reused``.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


class CredentialsRefused(Exception):
    """No active person of the organisation has that e-mail address and password."""


class KeyReused(Exception):
    """An Idempotency-Key came again with another request than the one it was used for."""


class RequestInProgress(Exception):
    """The request of that Idempotency-Key is still being answered."""


class AllowanceUsedUp(Exception):
    """Too many requests; ``seconds`` until the next may come."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"wait {seconds} s")
