"""How the form of a draft that is tried out carries what was answered so far: signed, with nothing stored."""

from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from responses.trying import Trial
from tenants.scope import schema

SALT = "responses.preview"
HIDDEN = (
    '<input type="hidden" form="answers" name="csrfmiddlewaretoken" value="{}">'
    '<input type="hidden" form="answers" name="_in" value="{}">'
    '<input type="hidden" form="answers" name="_state" value="{}">'
)


def trial_fields(request: HttpRequest, trial: Trial, page: str) -> SafeString:
    """Return what the form of a page carries unseen."""
    state = {"page": page, "answers": trial.journey.answers, "seed": trial.journey.seed}
    state |= {"told": sorted(trial.journey.over), "options": trial.options.query}
    signed = signing.dumps(state, salt=_salt(trial.about), compress=True)
    return format_html(HIDDEN, get_token(request), trial.language, signed)


def trial_state(request: HttpRequest, about: str) -> dict[str, Any]:
    """Return what the form carries of the trial so far; nothing when it carries nothing, or not ours."""
    try:
        state: dict[str, Any] = signing.loads(request.POST.get("_state", ""), salt=_salt(about))
    except signing.BadSignature:
        return {}
    return state


def _salt(about: str) -> str:
    return f"{SALT}.{schema()}.{about}"
