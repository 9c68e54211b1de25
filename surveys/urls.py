"""Addresses of surveys' pages, under ``/surveys/``."""

from django.urls import path, register_converter

from surveys.views import (
    access,
    library,
    listing,
    looks,
    overview,
    publishing,
    settings,
    sharing,
    starting,
    texts,
)
from surveys.views.builder import (
    choices,
    history,
    keeping,
    lists,
    logic,
    pages,
    pictures,
    questions,
    rules,
    screen,
    selection,
    tables,
    together,
)

app_name = "surveys"


class QrKind:
    """The two forms of a QR code."""

    regex = "svg|png"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(QrKind, "qr")

urlpatterns = [
    path("", listing.listed, name="list"),
    path("new/", starting.new, name="new"),
    path("new/ready/<slug:ready>/", starting.ready, name="ready"),
    path("new/text/", texts.from_text, name="from_text"),
    path("new/text/make/", texts.make_from_text, name="make_from_text"),
    path("library/", library.listed, name="library"),
    path("library/<uuid:item>/", library.change, name="library_item"),
    path("library/<uuid:item>/delete/", library.delete, name="delete_library_item"),
    path("<uuid:pk>/", overview.overview, name="overview"),
    path("<uuid:pk>/pause/", overview.pause, name="pause"),
    path("<uuid:pk>/resume/", overview.resume, name="resume"),
    path("<uuid:pk>/close/", overview.close, name="close"),
    path("<uuid:pk>/reopen/", overview.reopen, name="reopen"),
    path("<uuid:pk>/duplicate/", overview.duplicate, name="duplicate"),
    path("<uuid:pk>/delete/", overview.delete, name="delete"),
    path("<uuid:pk>/share/", sharing.share, name="share"),
    path("<uuid:pk>/share/code.<qr:kind>", sharing.qr_code, name="qr_code"),
    path("<uuid:pk>/publish/", publishing.publish, name="publish"),
    path("<uuid:pk>/settings/", settings.settings, name="settings"),
    path("<uuid:pk>/settings/words/", settings.save_words, name="save_words"),
    path("<uuid:pk>/settings/run/", settings.save_run, name="save_run"),
    path("<uuid:pk>/settings/languages/", settings.add_language, name="add_language"),
    path(
        "<uuid:pk>/settings/languages/<str:language>/remove/",
        settings.remove_language,
        name="remove_language",
    ),
    path("<uuid:pk>/settings/address/", settings.save_address, name="save_address"),
    path("<uuid:pk>/settings/schedule/", settings.save_schedule, name="save_schedule"),
    path("<uuid:pk>/settings/look/", looks.look, name="look"),
    path("<uuid:pk>/settings/look/save/", looks.save_look, name="save_look"),
    path("<uuid:pk>/settings/look/sample/", looks.sample, name="look_sample"),
    path("<uuid:pk>/settings/access/", access.access, name="access"),
    path("<uuid:pk>/settings/access/password/", access.save_password, name="save_password"),
    path("<uuid:pk>/settings/access/password/remove/", access.remove_password, name="remove_password"),
    path("<uuid:pk>/settings/access/hours/", access.save_hours, name="save_hours"),
    path("<uuid:pk>/settings/access/limit/", access.save_limit, name="save_limit"),
    path("<uuid:pk>/settings/access/personal/", access.save_personal, name="save_personal"),
    path("<uuid:pk>/settings/access/again/", access.save_again, name="save_again"),
    path("<uuid:pk>/settings/access/embedding/", access.save_embedding, name="save_embedding"),
    path("<uuid:pk>/settings/access/kiosk/", access.save_kiosk, name="save_kiosk"),
    path("<uuid:pk>/build/", screen.build, name="build"),
    path("<uuid:pk>/build/cards/", screen.cards, name="cards"),
    path("<uuid:pk>/build/selection/", selection.choose, name="selection"),
    path("<uuid:pk>/build/selection/move/", selection.move, name="move_selection"),
    path("<uuid:pk>/build/selection/duplicate/", selection.duplicate, name="duplicate_selection"),
    path("<uuid:pk>/build/selection/require/", selection.require, name="require_selection"),
    path("<uuid:pk>/build/selection/relax/", selection.relax, name="relax_selection"),
    path("<uuid:pk>/build/selection/delete/", selection.delete, name="delete_selection"),
    path("<uuid:pk>/build/changes/", together.changes, name="changes"),
    path("<uuid:pk>/build/undo/", history.undo, name="undo"),
    path("<uuid:pk>/build/redo/", history.redo, name="redo"),
    path("<uuid:pk>/build/history/", history.history, name="history"),
    path("<uuid:pk>/build/history/compare/", history.compare, name="compare"),
    path("<uuid:pk>/build/history/<int:number>/", history.look, name="as_it_was"),
    path("<uuid:pk>/build/history/<int:number>/undo/", history.undo_one, name="undo_one"),
    path("<uuid:pk>/build/history/<int:number>/redo/", history.redo_one, name="redo_one"),
    path("<uuid:pk>/build/history/<int:number>/restore/", history.restore, name="restore"),
    path("<uuid:pk>/build/library/", keeping.pick, name="pick_kept"),
    path("<uuid:pk>/build/library/keep/", keeping.keep, name="keep"),
    path("<uuid:pk>/build/library/<uuid:item>/insert/", keeping.insert, name="insert_kept"),
    path("<uuid:pk>/build/lists/", lists.lists, name="lists"),
    path("<uuid:pk>/build/lists/add/", lists.add, name="add_list"),
    path("<uuid:pk>/build/lists/<str:listed>/", lists.save, name="save_list"),
    path("<uuid:pk>/build/lists/<str:listed>/delete/", lists.delete, name="delete_list"),
    path("<uuid:pk>/build/logic/", logic.logic, name="logic"),
    path("<uuid:pk>/build/logic/<str:kind>/add/", logic.add, name="add_part"),
    path("<uuid:pk>/build/logic/<str:part>/move/", logic.move, name="move_part"),
    path("<uuid:pk>/build/logic/<str:part>/delete/", logic.delete, name="delete_part"),
    path("<uuid:pk>/build/logic/<str:part>/behaviour/", logic.behave, name="save_behaviour"),
    path("<uuid:pk>/build/scores/<str:part>/", logic.score, name="score"),
    path("<uuid:pk>/build/scores/<str:part>/save/", logic.save_score, name="save_score"),
    path("<uuid:pk>/build/rules/<str:owner>/<str:slot>/", rules.rule, name="rule"),
    path("<uuid:pk>/build/rules/<str:owner>/<str:slot>/shape/", rules.reshape, name="reshape_rule"),
    path("<uuid:pk>/build/rules/<str:owner>/<str:slot>/save/", rules.save, name="save_rule"),
    path("<uuid:pk>/build/rules/<str:owner>/<str:slot>/complete/", rules.complete, name="complete"),
    path("<uuid:pk>/build/rules/<str:owner>/<str:slot>/move/", rules.move, name="move_rule"),
    path("<uuid:pk>/build/rules/<str:owner>/<str:slot>/delete/", rules.delete, name="delete_rule"),
    path("<uuid:pk>/build/questions/<str:question>/group/", logic.put_in_group, name="put_in_group"),
    path("<uuid:pk>/build/pages/<str:page>/block/", logic.put_in_block, name="put_in_block"),
    path("<uuid:pk>/build/pages/add/", pages.add_page, name="add_page"),
    path("<uuid:pk>/build/pages/<str:page>/", pages.save, name="save_page"),
    path("<uuid:pk>/build/pages/<str:page>/move/", pages.move, name="move_page"),
    path("<uuid:pk>/build/pages/<str:page>/duplicate/", pages.duplicate, name="duplicate_page"),
    path("<uuid:pk>/build/pages/<str:page>/delete/", pages.delete, name="delete_page"),
    path("<uuid:pk>/build/pages/<str:page>/add/", questions.add, name="add_question"),
    path("<uuid:pk>/build/questions/<str:question>/", questions.save, name="save_question"),
    path("<uuid:pk>/build/questions/<str:question>/move/", questions.move, name="move_question"),
    path(
        "<uuid:pk>/build/questions/<str:question>/duplicate/", questions.duplicate, name="duplicate_question"
    ),
    path("<uuid:pk>/build/questions/<str:question>/delete/", questions.delete, name="delete_question"),
    path("<uuid:pk>/build/questions/<str:question>/type/", questions.change_type, name="change_type"),
    path("<uuid:pk>/build/questions/<str:question>/lists/<str:listed>/add/", choices.add, name="add_choice"),
    path(
        "<uuid:pk>/build/questions/<str:question>/lists/<str:listed>/paste/",
        choices.paste,
        name="paste_choices",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/choices/<str:choice>/",
        choices.save,
        name="save_choice",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/choices/<str:choice>/details/",
        choices.look,
        name="look_at_choice",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/choices/<str:choice>/move/",
        choices.move,
        name="move_choice",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/choices/<str:choice>/delete/",
        choices.delete,
        name="delete_choice",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/choices/<str:choice>/picture/",
        pictures.change_of_choice,
        name="change_choice_picture",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/choices/<str:choice>/picture/remove/",
        pictures.remove_of_choice,
        name="remove_choice_picture",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/pictures/<str:setting>/picture/",
        pictures.change,
        name="change_picture",
    ),
    path(
        "<uuid:pk>/build/questions/<str:question>/pictures/<str:setting>/remove/",
        pictures.remove,
        name="remove_picture",
    ),
    path("<uuid:pk>/build/questions/<str:question>/table/", tables.change, name="change_table"),
    path("<uuid:pk>/build/questions/<str:question>/table/narrow/", tables.narrow, name="narrow_table"),
    path("<uuid:pk>/build/questions/<str:question>/areas/", pictures.place, name="place_areas"),
]
