"""A CSV that is sent while it is read, and kept nowhere."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from analytics.exporting.csv_files import csv_portions
from analytics.exporting.personal import left_out_of
from analytics.exporting.tables import tables_of
from analytics.exporting.wanted import Wanted
from analytics.results.relation import answers_of
from responses.queries import labels_of_links


def csv_of_survey(survey_id: UUID, wanted: Wanted, *, time_zone: str) -> Iterator[bytes]:
    """Yield a CSV of a survey's responses, all versions in one table."""
    labels = labels_of_links(survey_id)
    options = replace(wanted.options, versions="merged")
    left_out = left_out_of(survey_id, options)
    with answers_of(survey_id) as answers:
        (table,) = tables_of(
            answers, wanted.selection, options, time_zone=time_zone, labels=labels, left_out=left_out
        )
        for portion, _rows in csv_portions(table, options):
            yield portion
