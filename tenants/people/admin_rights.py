"""What the admin's own permission words mean in the permission table."""

from tenants.scope import in_public

ADMIN_RIGHTS: dict[str, str] = {
    "people.view_user": "people.view",
    "people.add_user": "people.manage",
    "people.change_user": "people.manage",
    "people.delete_user": "people.manage",
    "surveys.view_survey": "survey.view",
    "surveys.change_survey": "survey.edit",
    "surveys.delete_survey": "survey.delete",
    "surveys.view_surveyversion": "survey.view",
    "responses.view_response": "response.view",
    "responses.delete_response": "response.delete",
    "webhooks.view_event": "organisation.manage",
}
OPERATED_APPS = {"tenants", "django_celery_beat", "people"}


def permission_behind(perm: str) -> str | None:
    """Return the permission that a word such as ``surveys.change_survey`` stands for, or None.

    In the public schema, where only operators sign in, the installation's own apps are theirs.
    """
    app_label = perm.partition(".")[0]
    if in_public():
        return "installation.operate" if app_label in OPERATED_APPS else None
    return ADMIN_RIGHTS.get(perm)
