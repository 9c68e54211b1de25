"""Addresses of boards."""

from django.urls import path

from analytics.views import board_editing
from analytics.views import boards as views

boards = [
    path("boards/", views.listed, name="boards"),
    path("boards/new/", views.new, name="board_new"),
    path("boards/<uuid:board_pk>/", views.show, name="board"),
    path("boards/<uuid:board_pk>/live/", views.live, name="board_live"),
    path("boards/<uuid:board_pk>/wall/", views.wall, name="board_wall"),
    path("boards/<uuid:board_pk>/edit/", board_editing.edit, name="board_edit"),
    path("boards/<uuid:board_pk>/save/", board_editing.save, name="board_save"),
    path("boards/<uuid:board_pk>/tiles/", board_editing.add, name="board_add"),
    path("boards/<uuid:board_pk>/delete/", views.delete, name="board_delete"),
]
