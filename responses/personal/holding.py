"""Writing a response that came by a personal link, while the link stays what it is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from responses.personal.admitting import with_link_held
from responses.sittings import Sitting

type Writer[**P, T] = Callable[Concatenate[Sitting, P], T]


def while_linked[**P, T](write: Writer[P, T]) -> Writer[P, T]:
    """Let a function that writes a sitting's response raise ``SurveyNotOpen`` where its link was revoked."""

    @wraps(write)
    def held(sitting: Sitting, *args: P.args, **kwargs: P.kwargs) -> T:
        link = sitting.invited.link if sitting.invited else None
        return with_link_held(link, sitting.response, sitting.survey, lambda: write(sitting, *args, **kwargs))

    return cast("Writer[P, T]", held)
