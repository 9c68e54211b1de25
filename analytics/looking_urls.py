"""Addresses of how results are looked at: views, benchmarks, who and when."""

from django.urls import path

from analytics.views import looking, summary_files, whens

looked_at = [
    path("surveys/<uuid:pk>/results.csv", summary_files.file, {"kind": "csv"}, name="results_csv"),
    path("surveys/<uuid:pk>/results.xlsx", summary_files.file, {"kind": "xlsx"}, name="results_xlsx"),
    path("surveys/<uuid:pk>/results/who-and-when/", whens.show, name="whens"),
    path("surveys/<uuid:pk>/results/who-and-when/live/", whens.live, name="whens_live"),
    path("surveys/<uuid:pk>/results/view/", looking.edit, name="view_edit"),
    path("surveys/<uuid:pk>/results/view/save/", looking.save, name="view_save"),
    path("surveys/<uuid:pk>/results/view/<uuid:view_pk>/delete/", looking.delete, name="view_delete"),
    path("surveys/<uuid:pk>/results/benchmarks/", looking.benchmarks, name="benchmarks"),
    path("surveys/<uuid:pk>/results/benchmarks/save/", looking.benchmark_save, name="benchmark_save"),
    path(
        "surveys/<uuid:pk>/results/benchmarks/<uuid:mark_pk>/delete/",
        looking.benchmark_delete,
        name="benchmark_delete",
    ),
]
