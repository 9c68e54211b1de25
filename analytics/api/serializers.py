"""The shapes of results in the API."""

from typing import Any

from rest_framework import serializers

from analytics.exporting.formats import FORMAT_KEYS
from analytics.exporting.options import ABOUT
from analytics.results import QUALITY_CHOICES, STATUS_CHOICES
from analytics.results.crosstabs import CORRECTIONS
from analytics.results.figures import BASES


class ResultsFilter(serializers.Serializer[Any]):
    """Which responses the results are of."""

    status = serializers.ChoiceField(choices=STATUS_CHOICES, required=False)
    quality = serializers.ChoiceField(
        choices=QUALITY_CHOICES,
        required=False,
        help_text="`counted`: without excluded responses, `unmarked`: nor marked ones, `any`: all.",
    )
    language = serializers.CharField(required=False)
    since = serializers.DateField(required=False, help_text="First day, in the organisation's time zone.")
    until = serializers.DateField(required=False, help_text="Last day.")
    where = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="A group of conditions, of which one is enough: `country~in~nl,be;age~ge~18`."
        " Repeat it for more groups, which must all hold.",
    )


class ResultsAsked(ResultsFilter):
    """Which responses the results are of, and how they are reckoned."""

    base = serializers.ChoiceField(
        choices=BASES,
        required=False,
        help_text="What percentages are of: those who answered, were asked, or all who are selected.",
    )
    weight = serializers.UUIDField(required=False, help_text="A weighting of the survey.")
    breakdown = serializers.ChoiceField(
        choices=["0", "1"], required=False, help_text="`1`: also who answered and when."
    )


class SummaryOutput(serializers.Serializer[Any]):
    """What the answers to a question add up to; which figures there are depends on `kind`."""

    kind = serializers.CharField(
        help_text="choices, scale, nps, csat, ces, number, numbers, date, time, datetime, matrix, parts,"
        " ranking, sums or text; hidden where fewer answered than results may speak of."
    )
    question = serializers.DictField()
    base = serializers.DictField(
        allow_null=True,
        help_text="How many were selected, asked, answered, refused (two ways), skipped, and not shown.",
    )
    counts = serializers.ListField(child=serializers.DictField(), required=False)
    rows = serializers.ListField(child=serializers.DictField(), required=False)
    bins = serializers.ListField(child=serializers.DictField(), required=False)
    periods = serializers.ListField(child=serializers.DictField(), required=False)
    moments = serializers.DictField(required=False, allow_null=True)
    nps = serializers.DictField(required=False, allow_null=True)
    share = serializers.DictField(required=False, allow_null=True)
    latest = serializers.ListField(child=serializers.DictField(), required=False)
    hours = serializers.JSONField(required=False)
    ranks = serializers.ListField(child=serializers.DictField(), required=False)
    amounts = serializers.ListField(child=serializers.DictField(), required=False)
    texts = serializers.ListField(child=serializers.DictField(), required=False)
    parts = serializers.ListField(child=serializers.DictField(), required=False)


class ResultsOutput(serializers.Serializer[Any]):
    """All results of a survey, of one moment."""

    survey = serializers.UUIDField()
    selection = serializers.DictField()
    overview = serializers.DictField()
    questions = SummaryOutput(many=True)
    weighting = serializers.DictField(required=False)
    breakdown = serializers.DictField(required=False)


class ExportInput(serializers.Serializer[Any]):
    """A file to be made; what is left out is as on the page, and judged by the same form."""

    format = serializers.ChoiceField(choices=FORMAT_KEYS, required=False)
    status = serializers.ChoiceField(choices=STATUS_CHOICES, required=False)
    quality = serializers.ChoiceField(
        choices=QUALITY_CHOICES,
        required=False,
        help_text="`counted`: without excluded responses, `unmarked`: nor marked ones, `any`: all.",
    )
    language = serializers.CharField(required=False, help_text="Answered in this language.")
    since = serializers.CharField(required=False, help_text="First day, in the organisation's time zone.")
    until = serializers.CharField(required=False, help_text="Last day.")
    where = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="A filter, as the address of results has it."
    )
    values = serializers.ChoiceField(choices=["labels", "codes"], required=False)
    header = serializers.ChoiceField(choices=["names", "texts"], required=False)
    words = serializers.CharField(required=False, help_text="Language of the words.")
    multiple = serializers.ChoiceField(choices=["split", "joined"], required=False)
    missing = serializers.ChoiceField(choices=["empty", "told"], required=False)
    versions = serializers.ChoiceField(choices=["merged", "apart"], required=False)
    personal = serializers.ChoiceField(
        choices=["with", "without"],
        required=False,
        help_text="`without` leaves out the answers to questions that ask who people are or are marked as"
        " personal or sensitive, and what personal links say; so it is by default for those who may not see"
        " single responses.",
    )
    separator = serializers.ChoiceField(choices=[",", ";", "\t"], required=False)
    bom = serializers.BooleanField(required=False)
    about = serializers.ListField(
        child=serializers.ChoiceField(choices=ABOUT), required=False, help_text="Columns about the response."
    )


class ExportOutput(serializers.Serializer[Any]):
    """A file of responses: how far it is, and where it can be had."""

    id = serializers.UUIDField()
    survey = serializers.UUIDField()
    status = serializers.ChoiceField(
        choices=["waiting", "running", "ready", "failed", "cancelled", "expired"],
        help_text="`ready`: `links.file` can be downloaded until `expires_at`.",
    )
    format = serializers.ChoiceField(choices=FORMAT_KEYS)
    options = serializers.DictField()
    selection = serializers.DictField()
    file_name = serializers.CharField()
    rows = serializers.IntegerField(help_text="Written so far.")
    total = serializers.IntegerField()
    percent = serializers.IntegerField()
    size = serializers.IntegerField(help_text="In bytes.")
    problem = serializers.DictField(allow_null=True, help_text="`code` and `message` of what went wrong.")
    by = serializers.CharField()
    asked_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    links = serializers.DictField(child=serializers.CharField(allow_null=True))


class CrosstabFilter(ResultsFilter):
    """What a cross-tab is of."""

    rows = serializers.ListField(
        child=serializers.CharField(), help_text="Names of columns, or of questions with several parts."
    )
    banner = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="A banner: the name of a column, or several joined by `~`, the outer one first.",
    )
    test = serializers.ChoiceField(choices=CORRECTIONS, required=False)
    weight = serializers.UUIDField(required=False, help_text="A weighting of the survey.")


class ComparisonFilter(ResultsFilter):
    """Which groups stand side by side."""

    compare = serializers.CharField(
        help_text="The name of a column, as in filters; `segments`, or `periods`.",
    )
    group = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Codes of answers (the six given most if left out), ids of segments, or periods:"
        " `2026-01-01..2026-01-31`. At most six.",
    )
    question = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Names of questions; all that can be compared if left out.",
    )
    base = serializers.ChoiceField(choices=BASES, required=False, help_text="What shares are of.")
    weight = serializers.UUIDField(required=False, help_text="A weighting of the survey.")


class ComparisonOutput(serializers.Serializer[Any]):
    """Groups side by side: `columns` are groups, everybody first; every list in `questions` follows them.

    Shares run from 0 to 1, scores as they are. A figure that would speak of too few people is `null`.
    Letters are those of the groups that a figure is significantly higher than.
    """

    survey = serializers.UUIDField()
    selection = serializers.DictField()
    base = serializers.ChoiceField(choices=BASES)
    columns = serializers.ListField(child=serializers.DictField())
    questions = serializers.ListField(
        child=serializers.DictField(),
        help_text="Each has a `name` and `tables` as in cross-tabs, one a column, with a `score`"
        " (NPS, share of the top points) where it is read by one.",
    )
    overlapping = serializers.BooleanField(help_text="Whether somebody may be in several groups.")
    correction = serializers.CharField()
    threshold = serializers.IntegerField()
    weighting = serializers.DictField(allow_null=True)


class CrosstabOutput(serializers.Serializer[Any]):
    """A cross-tab: `columns` are groups, everybody first; every list in `tables` follows their order.

    Shares run from 0 to 1. A figure that would speak of too few people is `null`.
    """

    survey = serializers.UUIDField()
    selection = serializers.DictField()
    columns = serializers.ListField(child=serializers.DictField())
    tables = serializers.ListField(child=serializers.DictField())
    correction = serializers.CharField()
    threshold = serializers.IntegerField()
    weighting = serializers.DictField(allow_null=True)
