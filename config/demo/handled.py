"""What colleagues of the demo said of responses: rules of quality, flags, tags, a note."""

from analytics.quality import Rules
from analytics.quality.keeping import save_rules
from responses.handling.marking import flag_responses, note_response, tag_responses
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User

TO_CHECK = 12


def handle_responses(*, slug: str, by: User) -> None:
    """Mark a survey's responses by rules, and let some of them have been looked at."""
    survey = Survey.objects.get(slug=slug)
    save_rules(survey=survey, rules=Rules(fast_share=0.3, straight_rows=3), by=by)
    marked = Response.objects.filter(survey=survey).exclude(marks={}).order_by("-started_at")
    chosen = list(marked.values_list("pk", flat=True)[:TO_CHECK])
    flag_responses(survey=survey.pk, responses=chosen, flag=Response.Flag.CHECK, by=by)
    tag_responses(survey=survey.pk, responses=chosen[::2], add=["ask the panel"], by=by)
    for pk in chosen[:1]:
        words = "The panel is asked how this came about."
        note_response(survey=survey.pk, response=pk, words=words, by=by)
