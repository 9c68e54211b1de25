"""Functions over what surrounds the answers: scores, language, fields of address and contact."""

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.expressions.facts import Facts, ScoreOf
from surveys.expressions.functions.answers import name_part
from surveys.expressions.functions.table import Function
from surveys.expressions.naming import NameReader
from surveys.expressions.parts import Part, guarded
from surveys.expressions.scope import POINTS
from surveys.expressions.tree import Call, Literal, Reference
from surveys.expressions.value_types import NUMBER, TEXT
from surveys.expressions.values import guard_for
from surveys.expressions.wording import nearest

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_STEPS_OF_SCORE = 2_000


def _build_score(compiler: "Compiler", node: Call) -> Part:
    of, name = _scored(compiler, node)
    compiler.meter()

    def run(facts: Facts) -> float | None:
        facts.charge(_STEPS_OF_SCORE)
        return facts.score(of, name)

    return Part(node, NUMBER, guarded(run, guard_for(NUMBER)))


def _build_band(compiler: "Compiler", node: Call) -> Part:
    argument = node.arguments[0]
    if not isinstance(argument, Literal) or not isinstance(argument.value, str) or not argument.value:
        problem = gettext("Write the name of a score in quotation marks.")
        raise compiler.refusal(argument, problem, "wrong_arguments")
    name = _known_score(compiler, node, argument.value)
    compiler.meter()

    def run(facts: Facts) -> str | None:
        facts.charge(_STEPS_OF_SCORE)
        return facts.band(name)

    return Part(node, TEXT, guarded(run, guard_for(TEXT)))


def _scored(compiler: "Compiler", node: Call) -> tuple[ScoreOf, str]:
    if not node.arguments:
        return "survey", _known_score(compiler, node, "")
    argument = node.arguments[0]
    if isinstance(argument, Reference):
        return "question", name_part(compiler, node).name
    if isinstance(argument, Literal) and isinstance(argument.value, str) and argument.value:
        return "section", _known_score(compiler, node, argument.value)
    problem = gettext("Write the name of a question or, in quotation marks, that of a score.")
    raise compiler.refusal(argument, problem, "wrong_arguments")


def _known_score(compiler: "Compiler", node: Call, name: str) -> str:
    known = compiler.scope.scores
    place = node.arguments[0] if node.arguments else node
    if name not in known or name == POINTS:
        problem = gettext("There is no score with the name “%(name)s”.") % {"name": name}
        if not name:
            problem = gettext("This survey has no score of the whole.")
        meant = nearest(name, filter(str.isidentifier, known)) if name else ""
        raise compiler.refusal(
            place, problem, "unknown_name", meant=meant, suggestion=f'"{meant}"' if meant else ""
        )
    last = known[name].place
    if compiler.before is not None and last is not None and last >= compiler.before:
        problem = gettext("This score isn't complete here: questions that count come later.")
        raise compiler.refusal(place, problem, "forward_reference")
    compiler.scores.add(name)
    return name


def _build_points(compiler: "Compiler", node: Call) -> Part:
    """Points are told once all pages with right answers are over, lest they tell what is right."""
    known, of = compiler.scope.scores.get(POINTS), cast("ScoreOf", node.name)
    if known is None:
        problem = gettext("No question of this survey has a right answer.")
        raise compiler.refusal(node, problem, "unknown_name")
    if compiler.before is not None and known.place is not None and known.place >= compiler.before:
        problem = gettext("Points are only known behind the last page with a right answer.")
        raise compiler.refusal(node, problem, "forward_reference")
    compiler.scores.add(POINTS)
    compiler.meter()

    def run(facts: Facts) -> float | None:
        facts.charge(_STEPS_OF_SCORE)
        return facts.score(of, "")

    return Part(node, NUMBER, guarded(run, guard_for(NUMBER)))


def _build_field(compiler: "Compiler", node: Call) -> Part:
    argument = node.arguments[0]
    if not isinstance(argument, Literal) or not isinstance(argument.value, str):
        problem = gettext("The name of the field must be written out in quotation marks.")
        raise compiler.refusal(argument, problem, "wrong_arguments")
    return NameReader(compiler).field(argument, node.name, argument.value)


def _build_index(compiler: "Compiler", node: Call) -> Part:
    if not compiler.scope.in_repeat:
        problem = gettext("Only what is repeated has a number.")
        raise compiler.refusal(node, problem, "not_in_repeat")
    return Part(node, NUMBER, guarded(lambda facts: facts.index, guard_for(NUMBER)))


def _language(facts: Facts) -> str:
    return facts.language


CIRCUMSTANCE_FUNCTIONS = (
    Function(
        "score(of?: name) -> number",
        "survey",
        _("The score of the whole survey, of a question, or, by its name in quotation marks, of a section."),
        'score("wellbeing") < 50',
        build=_build_score,
    ),
    Function(
        "band(of: name) -> text",
        "survey",
        _("The words of the band that a score falls into, by the score's name in quotation marks."),
        'band("wellbeing")',
        build=_build_band,
    ),
    Function(
        "points() -> number",
        "survey",
        _("The points of right answers, behind the last page with one; unanswered questions have none."),
        "points() / possible_points() >= 0.6",
        build=_build_points,
    ),
    Function(
        "possible_points() -> number",
        "survey",
        _("The points that the questions are worth which were asked and have a right answer."),
        "possible_points() > 0",
        build=_build_points,
    ),
    Function(
        "language() -> text",
        "survey",
        _("The language that the survey is read in, such as en or pt-BR."),
        'language() = "nl"',
        evaluate=_language,
        reads_facts=True,
    ),
    Function(
        "index() -> number",
        "survey",
        _("In something repeated: which of them it is, the first being 1."),
        "index() > 1",
        build=_build_index,
    ),
    Function(
        "url(field: text) -> text",
        "survey",
        _("What came with the survey's address under this name."),
        'url("utm_source") = "newsletter"',
        build=_build_field,
    ),
    Function(
        "contact(field: text) -> text",
        "survey",
        _("What is known of the invited contact under this name."),
        'answered(contact("email"))',
        build=_build_field,
    ),
)
