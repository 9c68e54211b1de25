"""Addresses of the home page, results, responses and files."""

from django.urls import path

from analytics.board_urls import boards
from analytics.looking_urls import looked_at
from analytics.report_urls import composed
from analytics.schedule_urls import scheduled
from analytics.series_urls import repeated
from analytics.sharing_urls import sharing
from analytics.text_urls import open_answers
from analytics.trend_urls import followed
from analytics.views import (
    anonymity,
    binned,
    concerned,
    conditions,
    crosstab,
    exports,
    handling,
    home,
    quality,
    responses,
    results,
    segments,
    teaser,
    weights,
)

app_name = "analytics"
urlpatterns = [
    path("", home.show, name="home"),
    path("surveys/<uuid:pk>/results/", results.show, name="results"),
    path("surveys/<uuid:pk>/results/teaser/", teaser.show, name="teaser"),
    path("surveys/<uuid:pk>/results/concerned/", concerned.show, name="concerned"),
    path("surveys/<uuid:pk>/results/versions/", concerned.versions, name="version_answers"),
    path("surveys/<uuid:pk>/results/live/", results.live, name="results_live"),
    path("surveys/<uuid:pk>/results/answers/<str:question>/", results.answers, name="answers"),
    path("surveys/<uuid:pk>/results/conditions/", conditions.edit, name="conditions"),
    path("surveys/<uuid:pk>/results/conditions/apply/", conditions.apply, name="conditions_apply"),
    path("surveys/<uuid:pk>/results/segments/", segments.listed, name="segments"),
    path("surveys/<uuid:pk>/results/segments/save/", segments.save, name="segment_save"),
    path(
        "surveys/<uuid:pk>/results/segments/<uuid:segment_pk>/delete/", segments.delete, name="segment_delete"
    ),
    path("surveys/<uuid:pk>/results/crosstab/", crosstab.show, name="crosstab"),
    path("surveys/<uuid:pk>/results/crosstab.csv", crosstab.file, {"kind": "csv"}, name="crosstab_csv"),
    path("surveys/<uuid:pk>/results/crosstab.xlsx", crosstab.file, {"kind": "xlsx"}, name="crosstab_xlsx"),
    path("surveys/<uuid:pk>/results/weights/", weights.listed, name="weights"),
    path("surveys/<uuid:pk>/results/weights/save/", weights.save, name="weights_save"),
    path("surveys/<uuid:pk>/results/weights/<uuid:scheme_pk>/delete/", weights.delete, name="weights_delete"),
    path("surveys/<uuid:pk>/results/anonymity/", anonymity.show, name="anonymity"),
    path("surveys/<uuid:pk>/results/anonymity/save/", anonymity.save, name="anonymity_save"),
    path("surveys/<uuid:pk>/responses/", responses.listed, name="responses"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/", responses.single, name="response"),
    path("surveys/<uuid:pk>/responses/quality/", quality.show, name="quality"),
    path("surveys/<uuid:pk>/responses/quality/save/", quality.save, name="quality_save"),
    path("surveys/<uuid:pk>/responses/bin/", binned.listed, name="binned"),
    path("surveys/<uuid:pk>/responses/several/flag/", handling.flag_several, name="flag_several"),
    path("surveys/<uuid:pk>/responses/several/tag/", handling.tag_several, name="tag_several"),
    path("surveys/<uuid:pk>/responses/several/untag/", handling.untag_several, name="untag_several"),
    path("surveys/<uuid:pk>/responses/several/bin/", handling.bin_several, name="bin_several"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/delete/", binned.delete, name="response_delete"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/restore/", binned.restore, name="response_restore"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/erase/", binned.erase, name="response_erase"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/say/", handling.say, name="response_say"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/note/", handling.note, name="response_note"),
    path(
        "surveys/<uuid:pk>/responses/<uuid:response_pk>/notes/<uuid:note_pk>/delete/",
        handling.note_delete,
        name="response_note_delete",
    ),
    *composed,
    path("surveys/<uuid:pk>/export/", exports.form, name="export"),
    path("surveys/<uuid:pk>/export/preview/", exports.preview, name="export_preview"),
    path("surveys/<uuid:pk>/export.csv", exports.csv_file, name="export_csv"),
    path("surveys/<uuid:pk>/exports/", exports.order, name="export_order"),
    path("surveys/<uuid:pk>/exports/live/", exports.listed, name="exports_live"),
    path("surveys/<uuid:pk>/exports/<uuid:export>/cancel/", exports.cancel, name="export_cancel"),
    path("surveys/<uuid:pk>/exports/<uuid:export>/again/", exports.again, name="export_again"),
    path("surveys/<uuid:pk>/exports/<uuid:export>/<str:token>/", exports.file, name="export_file"),
    *looked_at,
    *sharing,
    *boards,
    *followed,
    *repeated,
    *scheduled,
    *open_answers,
]
