"""The kinds of rules in the builder: what each says, and what can be set of it beside its condition."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from surveys.building.behaviour import Described, Options
from surveys.question_types.elements import Words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule: what it says first (``%(what)s`` is the part), its condition's field, its other fields.

    ``is_needed`` is whether it has no sense without a condition.
    """

    title: Words
    condition: str
    fields: tuple[Described, ...] = ()
    is_needed: bool = False
    help: Words = ""


_MESSAGE = Described("message", "line", gettext_lazy("What to say otherwise"))
_TITLE = Described("title", "line", gettext_lazy("Title"))
_ENDING_KINDS: Options = (("", gettext_lazy("Complete")), ("screened_out", gettext_lazy("Screened out")))
_ACTIONS: Options = (
    ("end", gettext_lazy("End the survey for them")),
    ("continue", gettext_lazy("Go on, only mark the response")),
)
KINDS: dict[tuple[str, str], Kind] = {
    ("q", "visible_if"): Kind(gettext_lazy("Show %(what)s if …"), "visible_if"),
    ("p", "visible_if"): Kind(gettext_lazy("Show the page %(what)s if …"), "visible_if"),
    ("c", "visible_if"): Kind(gettext_lazy("Show the answer %(what)s if …"), "visible_if"),
    ("r", "visible_if"): Kind(gettext_lazy("Show the row %(what)s if …"), "visible_if"),
    ("q", "required_if"): Kind(gettext_lazy("Require an answer to %(what)s if …"), "required_if"),
    ("q", "checks"): Kind(
        gettext_lazy("Accept an answer to %(what)s only if …"), "valid_if", (_MESSAGE,), is_needed=True
    ),
    ("q", "variants"): Kind(
        gettext_lazy("Another wording of %(what)s, for those for whom …"),
        "visible_if",
        (
            Described("text", "line", gettext_lazy("Text of the question")),
            Described("hint", "rich", gettext_lazy("Hint")),
        ),
        is_needed=True,
    ),
    ("q", "quiz"): Kind(
        gettext_lazy("The answer to %(what)s is right if …"),
        "right_if",
        (
            Described("points", "number", gettext_lazy("Points"), gettext_lazy("Empty: one.")),
            Described(
                "answer",
                "line",
                gettext_lazy("The right answer in words"),
                gettext_lazy("Empty: made from the conditions, where they are simple enough."),
            ),
            Described("if_right", "rich", gettext_lazy("Said when right")),
            Described("if_wrong", "rich", gettext_lazy("Said when wrong")),
        ),
        is_needed=True,
        help=gettext_lazy("Respondents are told of it afterwards, as the survey’s settings say."),
    ),
    ("p", "jumps"): Kind(
        gettext_lazy("After %(what)s go on elsewhere if …"),
        "condition",
        (Described("to", "select", gettext_lazy("Go to"), is_needed=True),),
        help=gettext_lazy("Without a condition: always. The first that fits counts."),
    ),
    ("b", "visible_if"): Kind(
        gettext_lazy("Show the block %(what)s if …"),
        "visible_if",
        (
            _TITLE,
            Described("shuffle", "shuffle", gettext_lazy("Order of its pages")),
            Described(
                "pinned",
                "switch",
                gettext_lazy("Keeps its place"),
                gettext_lazy("Where the blocks are shuffled."),
            ),
        ),
    ),
    ("e", "visible_if"): Kind(
        gettext_lazy("The ending %(what)s, for those for whom …"),
        "visible_if",
        (
            Described("title", "line", gettext_lazy("Heading")),
            Described("text", "rich", gettext_lazy("Text")),
            Described("kind", "select", gettext_lazy("Counts as"), "", _ENDING_KINDS),
            Described(
                "url",
                "line",
                gettext_lazy("Send respondents on to this address"),
                gettext_lazy("Answers can be piped into it, as in https://example.com/?age={{ age }}."),
            ),
            Described(
                "results",
                "select",
                gettext_lazy("Let respondents see how others answered"),
                gettext_lazy(
                    "A link to shared results (Results, Share), shown here as long as these can be seen."
                ),
            ),
        ),
        help=gettext_lazy("Without a condition: everybody. The first that fits counts."),
    ),
    ("e", "sections"): Kind(
        gettext_lazy("A part of the ending %(what)s, only if …"),
        "visible_if",
        (Described("text", "rich", gettext_lazy("Text")),),
        is_needed=True,
    ),
    ("k", "condition"): Kind(
        gettext_lazy("The quota %(what)s counts responses for which …"),
        "condition",
        (
            Described("name", "code", gettext_lazy("Name"), is_needed=True),
            Described("limit", "integer", gettext_lazy("At most so many responses")),
            Described("action", "select", gettext_lazy("When it is full"), "", _ACTIONS),
            Described("ending", "select", gettext_lazy("With the ending")),
            Described(
                "checked_early",
                "switch",
                gettext_lazy("Tell as soon as it is known"),
                gettext_lazy("Otherwise only at the end."),
            ),
        ),
        help=gettext_lazy("Without a condition it counts all."),
    ),
}
