from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "analytics"
    verbose_name = _("Analytics")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let files of responses go with what is in them."""
        from analytics.forgetting import forget_files_of_survey, forget_files_with_response
        from analytics.readmodel.forgetting import forget_results_of_survey
        from analytics.schedules.hearing import (
            follow_the_clock,
            forget_what_is_too_old,
            go_on_after_the_bin,
            make_what_is_due_at_closing,
        )
        from analytics.showing.links import open_address, open_results
        from surveys.shared_results import ask_for_results
        from webhooks.outbox import subscribe

        ask_for_results(offered=open_results, address=open_address)
        subscribe("survey.closed", "analytics.make_what_is_due_at_closing", make_what_is_due_at_closing)
        subscribe("organisation.changed", "analytics.schedules_follow_the_clock", follow_the_clock)
        subscribe("organisation.changed", "analytics.forget_old_editions", forget_what_is_too_old)
        subscribe("survey.restored", "analytics.go_on_after_the_bin", go_on_after_the_bin)
        subscribe("survey.deleted", "analytics.delete_files_of_survey", forget_files_of_survey)
        subscribe("survey.deleted", "analytics.forget_results_of_survey", forget_results_of_survey)
        subscribe("response.deleted", "analytics.delete_files_with_response", forget_files_with_response)
        subscribe("response.binned", "analytics.delete_files_with_binned", forget_files_with_response)
