"""Addresses of respondents' pages, at an organisation's host."""

from django.urls import path

from responses import views

app_name = "responses"
PAGE = path("s/<slug:slug>/", views.page, name="page")
urlpatterns = [
    PAGE,
    path("s/<slug:slug>", views.without_slash),
    path("s/-/files/<str:identity>", views.asset, name="asset"),
    path("s/-/tables/<str:identity>", views.table_search, name="table_search"),
    path("s/-/look/<str:name>.css", views.look, name="look"),
    path("s/<slug:slug>/privacy/", views.privacy, name="privacy"),
    path("s/<slug:slug>/continue/", views.continue_page, name="continue"),
    path("s/<slug:slug>/continue/mail/", views.mail_link, name="mail_link"),
    path("s/<slug:slug>/continue/<str:token>/", views.continue_page),
    path("s/<slug:slug>/copy/", views.answers_copy, name="copy"),
    path("s/<slug:slug>/copy/answers.pdf", views.answers_as_pdf, name="copy_pdf"),
    path("s/<slug:slug>/copy/mail/", views.answers_by_mail, name="copy_mail"),
    path("s/<slug:slug>/embed/", views.embedded(views.page), name="embedded"),
    path("s/<slug:slug>/embed/privacy/", views.embedded(views.privacy)),
    path("s/<slug:slug>/kiosk/", views.on_shared_device(views.page), name="kiosk"),
    path("s/<slug:slug>/kiosk/privacy/", views.on_shared_device(views.privacy)),
    path("surveys/<uuid:pk>/files/<uuid:identity>/", views.upload, name="upload"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/correct/<str:page>/", views.correct, name="correct"),
    path("surveys/<uuid:pk>/links/", views.links.links, name="links"),
    path("surveys/<uuid:pk>/links/links.csv", views.links.links_file, name="links_file"),
    path("surveys/<uuid:pk>/links/add/", views.links.add_links, name="add_links"),
    path("surveys/<uuid:pk>/links/label/", views.links.add_labelled_links, name="add_labelled_links"),
    path("surveys/<uuid:pk>/links/<uuid:link>/revoke/", views.links.revoke, name="revoke_link"),
    path("surveys/<uuid:pk>/links/<uuid:link>/restore/", views.links.restore, name="restore_link"),
    path("surveys/<uuid:pk>/preview/", views.preview, name="preview"),
    path("surveys/<uuid:pk>/preview/workbench/", views.bench, name="bench"),
    path("surveys/<uuid:pk>/preview/why/", views.why, name="why"),
    path("surveys/<uuid:pk>/preview/talk/", views.talk, name="talk"),
    path("review/<str:token>/", views.reviewing, name="reviewing"),
    path("review/<str:token>/page/", views.reviewed_page, name="reviewed_page"),
    path("review/<str:token>/talk/", views.reviewed_talk, name="reviewed_talk"),
    path("review/<str:token>/comment/", views.review_comment, name="review_comment"),
    path("surveys/new/ready/<slug:ready>/preview/", views.preview_ready, name="preview_ready"),
    path("surveys/<uuid:pk>/settings/access/places/", views.places, name="places"),
    path("surveys/<uuid:pk>/build/quotas/", views.quotas, name="quotas"),
]
