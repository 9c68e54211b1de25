from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    name = "responses"
    verbose_name = _("Responses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let files go with what they belong to; count again when quotas change."""
        from responses.forgetting import forget_files_of_response, forget_files_of_survey
        from responses.recounting import recount_after_publishing
        from webhooks.outbox import subscribe

        subscribe("response.deleted", "responses.delete_files", forget_files_of_response)
        subscribe("survey.deleted", "responses.delete_files_of_survey", forget_files_of_survey)
        subscribe("survey.published", "responses.recount_quotas", recount_after_publishing)
