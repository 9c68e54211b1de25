"""Ready templates: complete surveys to begin with. Each is one file in ``questionnaires``."""

from surveys.ready.library import CATEGORIES, Ready, Scale, found, ready_survey, ready_surveys, started

__all__ = ["CATEGORIES", "Ready", "Scale", "found", "ready_survey", "ready_surveys", "started"]
