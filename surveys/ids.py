"""Identities inside a definition: short random strings, never reused, never shown to people."""

import secrets
import string
from collections.abc import Callable
from typing import Annotated

from pydantic import StringConstraints

type NewId = Callable[[str], str]

_ALPHABET = string.ascii_lowercase + string.digits
_LENGTH = 8

type PageId = Annotated[str, StringConstraints(pattern=r"^p_[a-z0-9]{8}$")]
type ElementId = Annotated[str, StringConstraints(pattern=r"^q_[a-z0-9]{8}$")]
type ChoiceId = Annotated[str, StringConstraints(pattern=r"^c_[a-z0-9]{8}$")]
type RowId = Annotated[str, StringConstraints(pattern=r"^r_[a-z0-9]{8}$")]
type EndingId = Annotated[str, StringConstraints(pattern=r"^e_[a-z0-9]{8}$")]
type BlockId = Annotated[str, StringConstraints(pattern=r"^b_[a-z0-9]{8}$")]
type QuotaId = Annotated[str, StringConstraints(pattern=r"^k_[a-z0-9]{8}$")]
type ScoreId = Annotated[str, StringConstraints(pattern=r"^s_[a-z0-9]{8}$")]
type ChoiceListId = Annotated[str, StringConstraints(pattern=r"^l_[a-z0-9]{8}$")]
type AssetId = Annotated[str, StringConstraints(pattern=r"^a_[0-9a-f]{32}$")]
"""Names a stored file by its content."""
type TableId = Annotated[str, StringConstraints(pattern=r"^t_[0-9a-f]{32}$")]
"""Names a table of choices by its content."""


def new_id(prefix: str) -> str:
    """Return a fresh id such as ``q_4fk20xz9``; ``prefix`` is one of ``p q c r e b k s l``."""
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"
