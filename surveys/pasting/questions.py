"""What a line says of a question: how it is asked, and how it is answered."""

from surveys.pasting import marks
from surveys.pasting.lines import Asked

_LONGEST_NOTE = 120
_LONGEST_LABEL = 200
_LONGEST_LOOSE = 80


def asked(number: int, words: str, indent: int, numeral: int) -> tuple[Asked, list[str]]:
    """The question that a line asks, and what it says of where to go on."""
    text, is_required = marks.without_required(words)
    text, inside = marks.instructions(text)
    if not is_required:
        text, is_required = marks.without_required(text)
    label = marks.labelled_blank(text)
    question = Asked(number, label or text, indent, numeral, is_required, blanks=bool(label))
    asks, mark, answers = text.partition("? ")
    if mark and (answered_by(question, answers) or _boxed(question, answers)):
        question.text = f"{asks}?"
    for said in inside:
        _note(question, said)
    is_several, at_most = marks.several(text)
    question.is_several, question.at_most = question.is_several or is_several, question.at_most or at_most
    question.scale = question.scale or marks.scale_in(text, is_named=True)
    return question, [said for said in inside if marks.is_skip(said)]


def is_question(words: str) -> bool:
    """Whether a line without a number asks something, as ``Name:`` and ``Sure? Yes / No`` do."""
    text = marks.instructions(marks.without_required(words)[0])[0]
    _asks, mark, answers = text.partition("? ")
    return (
        text.endswith("?")
        or (text.endswith(":") and len(text) < _LONGEST_LABEL)
        or (bool(mark) and answered_by(Asked(0, ""), answers))
    )


def answered_by(question: Asked, words: str) -> bool:
    """Whether the line says how the question is answered; the question then knows."""
    if marks.is_blank(words):
        question.blanks += 1
        return True
    if marks.several(words)[0] and len(words) < _LONGEST_NOTE and not question.columns:
        _note(question, words)
        return True
    scale = None if words.endswith("?") else marks.scale_in(words)
    if scale and question.scale and not question.choices:
        question.scale = scale
        return True
    if question.has_answer or words.endswith("?"):
        return False
    question.is_yes_no = marks.yes_no(words)
    question.scale = None if question.is_yes_no else scale
    if not question.is_yes_no and not question.scale:
        question.choices += marks.slashed(words)
    return question.has_answer


def settle(question: Asked) -> None:
    """Decide what the lines right below a question are: two or more short ones are its choices, or the rows
    that are rated where it has a scale."""
    words = [marks.without_bold(line.source)[0] for line in question.loose]
    is_list = len(words) > 1 and all(
        len(each) <= _LONGEST_LOOSE and not each.endswith((".", ":", ";", "!")) for each in words
    )
    if not is_list or question.choices or question.columns or question.blanks:
        return
    question.hints = question.hints[: -len(words)]
    labels, codes = marks.without_codes(words)
    if question.scale:
        question.rows, question.columns = labels, marks.point_labels(question.scale)
    else:
        question.choices, question.codes = labels, codes
    for line in question.loose:
        line.kind = "choice"


def table_row(question: Asked, row: list[str]) -> bool:
    """Take a row of a table; whether nothing of it needs a second look."""
    if not question.columns:
        question.columns = [cell for cell in row[1:] if cell] or [cell for cell in row if cell]
        return True
    if all(set(cell) <= set(":- ") for cell in row):
        return True
    words = [cell for cell in row[1:] if len(cell) > 2 and not marks.options(cell)]
    question.rows.append(" – ".join(filter(None, [row[0], *words])))
    return not words


def _boxed(question: Asked, words: str) -> bool:
    """Take the boxes or circles that stand on the line of the question itself."""
    labels, mark = marks.options(words) or ([], "")
    if mark not in ("box", "circle") or len(labels) < 2:
        return False
    question.choices, question.has_boxes = labels, mark == "box"
    return True


def _note(question: Asked, said: str) -> None:
    is_several, at_most = marks.several(said)
    question.is_several = question.is_several or is_several
    question.at_most = at_most or question.at_most
    question.scale = question.scale or marks.scale_in(said)
    question.is_yes_no = question.is_yes_no or marks.yes_no(said)
