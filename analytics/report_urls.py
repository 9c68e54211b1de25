"""Addresses of reports and their editions."""

from django.urls import path

from analytics.views import editions, report_editing, report_settings, reports

_REPORT = "surveys/<uuid:pk>/reports/<uuid:report>"
_EDITION = f"{_REPORT}/editions/<uuid:edition>"

composed = [
    path("surveys/<uuid:pk>/reports/", reports.listed, name="reports"),
    path("surveys/<uuid:pk>/reports/new/", reports.new, name="report_new"),
    path(f"{_REPORT}/", reports.show, name="report"),
    path(f"{_REPORT}/live/", reports.live, name="report_live"),
    path(f"{_REPORT}/delete/", reports.delete, name="report_delete"),
    path(f"{_REPORT}/edit/", report_editing.edit, name="report_edit"),
    path(f"{_REPORT}/edit/settings/", report_settings.settings, name="report_settings"),
    path(f"{_REPORT}/edit/undo/", report_editing.undo, name="report_undo"),
    path(f"{_REPORT}/edit/add/", report_editing.add, name="report_add"),
    path(f"{_REPORT}/edit/<str:block>/", report_editing.save, name="report_block"),
    path(f"{_REPORT}/edit/<str:block>/move/", report_editing.move, name="report_move"),
    path(f"{_REPORT}/edit/<str:block>/remove/", report_editing.remove, name="report_remove"),
    path(f"{_REPORT}/editions/", editions.make, name="edition_make"),
    path(f"{_REPORT}/editions/live/", editions.listed, name="editions_live"),
    path(f"{_EDITION}/", editions.show, name="edition"),
    path(f"{_EDITION}/pdf/", editions.pdf, name="edition_pdf"),
    path(f"{_EDITION}/send/", editions.send, name="edition_send"),
]
