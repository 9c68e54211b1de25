"""Settings of the API, apart from the others for their length."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tenants.partners.rest.authentication.BearerToken"],
    "DEFAULT_PERMISSION_CLASSES": ["tenants.partners.rest.permission.MayDo"],
    "DEFAULT_PARSER_CLASSES": ["tenants.partners.rest.parsing.StrictJson"],
    "DEFAULT_RENDERER_CLASSES": ["config.api.rendering.EnvelopeRenderer"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.errors.answer_error",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SIMPLE_JWT: dict[str, Any] = {"USER_ID_CLAIM": "sub", "TOKEN_TYPE_CLAIM": "type", "JTI_CLAIM": "jti"}

DESCRIPTION = """
Everything that pages do with surveys, responses and results, for programs.

**Signing in.** `POST /api/v1/auth/token/` takes the e-mail address and the password of a person of the
organisation whose host you call, and gives an access token (15 minutes) and a refresh token (7 days, works
once). Send the access token as `Authorization: Bearer …`. What you may do is what the person's role allows.
The tokens are signed (RS256); the keys are at `/.well-known/jwks.json`.

**The envelope.** Every answer is `{"success", "data", "message", "errors", "metadata"}`. An error has
`success: false`, words for people in `message`, and in `errors` what is wrong with which field, each with a
`code` that never changes.

**Lists** come newest first, `per_page` at a time; follow `metadata.pagination.next`.

**Changing a document** takes its `ETag` in `If-Match`: 428 without it, 412 when somebody else was quicker.

**Repeating a POST** is safe with an `Idempotency-Key`: the first answer is replayed for 24 hours.

**Allowances.** Over them the answer is 429, and `Retry-After` says how many seconds to wait.
"""

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Canvass",
    "VERSION": "1.0.0",
    "DESCRIPTION": DESCRIPTION,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_PUBLIC": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "DISABLE_ERRORS_AND_WARNINGS": False,
    "SORT_OPERATIONS": False,
    "TAGS": [
        {"name": "auth", "description": "Signing in, staying in, signing out."},
        {"name": "surveys", "description": "Drafts, versions, and whether respondents may answer."},
        {"name": "responses", "description": "What respondents answered."},
        {"name": "links", "description": "Links for one person each, and what became of them."},
        {"name": "results", "description": "What it adds up to."},
    ],
    "ENUM_NAME_OVERRIDES": {"SurveyOutputStatusEnum": "surveys.api.serializers.STATUSES"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api.describing.describe_envelope",
    ],
}
