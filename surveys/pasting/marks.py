"""The marks by which people show what a line of a questionnaire is, in some languages.

No expression here is given a line of more than ``LONGEST`` characters.
"""

import re
from dataclasses import dataclass

LONGEST = 2_000
_LONGEST_OPTION = 80

_NUMBERED = re.compile(
    r"(?:(?:q|question|frage|vraag|pregunta)\s?(?P<named>\d{1,3})[a-z]?\s?[.):–-]?|(?P<number>\d{1,3})\s?[.):])"
    r"\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?:\(?[a-zA-Z]\s?[.)]|\(\d{1,2}\))\s+(?P<rest>\S.*)")
_BULLET = re.compile(r"(?P<mark>[-*+•◦‣▪·–—])\s+(?P<rest>\S.*)")
_BOXES = re.compile(r"[□☐☑☒▢◻]|\[ ?[xX]? ?\]")
_CIRCLES = re.compile(r"[○●◯⚪⚬]|\( ?[xX]? ?\)|(?:^|(?<=\s))o(?=\s)")
_MARK = re.compile(r"[-*+•◦‣▪·–—○●◯⚪⚬o]|\(?[a-zA-Z][.)]|\(?\d{1,3}[.):]|[Qq]\d{1,3}[.:]?")
_CODE = re.compile(r"(?P<code>\d{1,2})\s+(?P<rest>\S.*)")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<rest>\S.*?)\s*#*")
_SECTION = re.compile(
    r"(?:section|part|page|block|teil|abschnitt|seite|deel|partie|parte)\s+\w{1,4}\b.*", re.I
)
_RULE = re.compile(r"(?:[-=*_]\s?){3,}")
_BOLD = re.compile(r"(\*\*|__)(?P<rest>\S.*\S|\S)\1")
_REQUIRED = re.compile(
    r"\s?(?:\*|[(\[](?:required|mandatory|compulsory|pflicht(?:feld|frage)?|verplicht|obligatoire|obligatori[oa])[)\]])"
    r"(?=\s*$|\s*[(\[])",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\bmulti(?:-?(?:select|coded?|response))?\b|(?:select|check|tick|choose|mark|pick)\s+all\s+(?:that|which)\s+appl|(?:multiple|several)\s+(?:answers|"
    r"responses|selections?)|more than one answer|mehrfach(?:auswahl|nennung)|mehrere\s+antworten|"
    r"meerdere\s+antwoorden|plusieurs\s+réponses|varias\s+respuestas|todas\s+las\s+que",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:choose|select|pick|tick|check|mark)\s+(?:up\s+to|at\s+most|no\s+more\s+than|a\s+maximum\s+of)\s+"
    r"(?P<count>\d{1,2}|two|three|four|five)|(?:bis\s+zu|höchstens|maximal|maximaal|hoogstens)\s+(?P<more>\d{1,2})",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_BRACKETS = re.compile(r"\s?[(\[](?P<inside>[^()\[\]]{1,200})[)\]]")
_SKIP = re.compile(
    r"\b(?:go|skip|jump|proceed|continue)\s+(?:directly\s+|straight\s+)?(?:to|with|at)\s+"
    r"(?:the\s+)?(?:end|q(?:uestion)?s?(?:\s?\d|\b)|section|page|part|\d)|(?:→|->|=>|⇒)\s?(?:q(?:uestion)?|frage|vraag)?\s?\d|"
    r"\bweiter\s+(?:mit|zu|bei)\s+(?:der\s+)?(?:frage|seite|teil|\d)|\bga\s+(?:door\s+)?naar\s+(?:vraag|\d)|"
    r"\b(?:passez|allez)\s+(?:à|directement)|\b(?:vaya|pase|salte)\s+a\b",
    re.IGNORECASE,
)
_IF = re.compile(r"[(\[]?(?:if|wenn|falls|bei|als|bij|indien|si)\b", re.IGNORECASE)
_TO_SOME = re.compile(r"(?:(?:ASK|SHOW|DISPLAY)(?: ONLY)? )?IF\b.+")
"""In capitals, as they write who write for programmers."""
_RANGE = re.compile(
    r"(?<!\d)(?P<low>[01])\s?(?:-|–|—|to|bis|tot|à|\.\.)\s?(?P<high>10|[3-9])(?!\d)", re.IGNORECASE
)
_ENDS = re.compile(
    r"(?<!\d)(?P<low>[01])\s?[=(]\s?[^,;()=\d][^,;()=]{0,79}[,;)]?.{0,20}?(?<!\d)(?P<high>10|[3-9])\s?[=(]"
)
_AFTER = re.compile(r"[(\[].*")
_WORD = re.compile(r"[^\W\d_]+")
_SCALE_WORDS = frozenset(
    (
        *("please", "rate", "use", "answer", "from", "on", "of", "a", "the", "scale", "skala", "schaal"),
        *("échelle", "escala", "von", "van", "de", "auf", "einer", "bewerten", "sie"),
    )
)
_ON_A_SCALE = re.compile(r"\b(?:scale|skala|schaal|échelle|escala)\b", re.IGNORECASE)
_POINTS = re.compile(r"(?<!\d)[01](?:[\s|/,–—-]{1,20}\d{1,2}){2,10}(?!\d)")
_YES_NO = [
    {"yes", "no"},
    {"ja", "nein"},
    {"ja", "nee"},
    {"oui", "non"},
    {"sí", "no"},
    {"si", "no"},
    {"sim", "não"},
]
_OTHER = re.compile(
    r"(?:other|another|something else|anders?|andere[rs]?|sonstiges|etwas anderes|autre|otr[oa]|overig)\b"
    r".{0,60}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of whole numbers from ``low`` to ``high``, and the words at its ends."""

    low: int
    high: int
    low_words: str = ""
    high_words: str = ""


def numbered(line: str) -> tuple[int, str, bool] | None:
    """``(number, rest, whether it is called a question)`` of ``3. How …`` and of ``Q3: How …``."""
    found = _NUMBERED.fullmatch(line)
    if found is None:
        return None
    return int(found["named"] or found["number"]), found["rest"], found["named"] is not None


def options(line: str) -> tuple[list[str], str] | None:
    """The options of a line with boxes, circles, letters or bullets, and which of these it has."""
    for kind, mark in (("box", _BOXES), ("circle", _CIRCLES)):
        if mark.match(line):
            parts = [part.strip() for part in mark.split(line)]
            return [part for part in parts if part], kind
    for kind, shape in (("letter", _LETTERED), ("bullet", _BULLET)):
        if found := shape.fullmatch(line):
            return [found["rest"]], kind
    return None


def heading(line: str) -> tuple[int, str] | None:
    """``(level, words)`` of a line that is marked as a heading: by ``#``, its first word, or capitals."""
    if found := _HEADING.fullmatch(line):
        return len(found["marks"]), found["rest"]
    if len(line) <= _LONGEST_OPTION and not line.endswith((".", "?", "!", ",", ";")):
        letters = [letter for letter in line if letter.isalpha()]
        is_loud = len(letters) > 3 and " " in line and all(letter.isupper() for letter in letters)
        if is_loud or _SECTION.fullmatch(line):
            return 2, line.rstrip(":")
    return None


def is_rule(line: str) -> bool:
    """Whether the line only separates."""
    return _RULE.fullmatch(line) is not None and "_" not in line


def without_bold(line: str) -> tuple[str, bool]:
    """The line without the marks of bold type, and whether all of it was bold."""
    found = _BOLD.fullmatch(line)
    return (found["rest"], True) if found else (line.replace("**", ""), False)


def without_required(text: str) -> tuple[str, bool]:
    """A question without the mark that it must be answered, and whether it had one."""
    shorter, count = _REQUIRED.subn("", text, count=1)
    if text.startswith("*") and not text.startswith("* "):
        shorter, count = shorter.removeprefix("*"), 1
    return shorter.strip(), bool(count) and bool(shorter.strip())


def several(text: str) -> tuple[bool, int | None]:
    """Whether several answers may be chosen, and how many at most."""
    if found := _AT_MOST.search(text):
        count = (found["count"] or found["more"]).lower()
        most = _COUNTS.get(count) or int(count)
        return most > 1, most if most > 1 else None
    return _SEVERAL.search(text) is not None, None


def instructions(text: str) -> tuple[str, list[str]]:
    """A question without what it says in brackets about answering it, and what that was."""
    found: list[str] = []

    def drop(brackets: re.Match[str]) -> str:
        inside = brackets["inside"].strip()
        is_short = len(inside) <= _LONGEST_OPTION
        if scale_in(inside) or is_skip(inside) or (is_short and (several(inside)[0] or yes_no(inside))):
            found.append(inside)
            return ""
        return brackets[0]

    shorter = _BRACKETS.sub(drop, text).strip()
    return (shorter, found) if shorter else (text, [])


def is_skip(text: str) -> bool:
    """Whether the text says where to go on, or who is asked."""
    return _SKIP.search(text) is not None or _is_to_some(text)


def begins_with_skip(text: str) -> bool:
    """Whether the text is about nothing but where to go on, or who is asked."""
    is_conditional = _IF.match(text) is not None and is_skip(text)
    return _SKIP.match(text) is not None or is_conditional or _is_to_some(text)


def _is_to_some(text: str) -> bool:
    return _TO_SOME.fullmatch(text.strip("[]() ")) is not None


def without_codes(labels: list[str]) -> tuple[list[str], list[int]]:
    """Labels without the codes before them, and these, as in ``1 Red`` and ``2 Green``, where all have one in
    order."""
    found = [_CODE.fullmatch(label) for label in labels]
    codes = [int(each["code"]) for each in found if each]
    is_coded = len(codes) == len(labels) and codes == sorted(set(codes)) and codes[0] < 2
    return ([each["rest"] for each in found if each], codes) if is_coded else (labels, [])


def point_labels(scale: Scale) -> list[str]:
    """The points of a scale as columns, with the words at its ends."""
    ends = {scale.low: scale.low_words, scale.high: scale.high_words}
    points = range(scale.low, scale.high + 1)
    return [f"{point} – {ends[point]}" if ends.get(point) else str(point) for point in points]


def is_other(label: str) -> bool:
    """Whether a choice asks for words of one's own."""
    return is_blank(label[-3:]) or _OTHER.fullmatch(label) is not None


def is_blank(line: str) -> bool:
    """Whether the line is a place to write on: ``________``."""
    return set(line) <= set("_.… ") and any(run in line for run in ("___", ".....", "……"))


def labelled_blank(line: str) -> str:
    """The words before a place to write on, as in ``Name: ________``; ``""`` where there is none."""
    label = line.rstrip("_.… ")
    return label.rstrip(": ") if label and is_blank(line[len(label) :].strip()) else ""


def yes_no(line: str) -> bool:
    """Whether the line says yes and no, and nothing else."""
    return {part.strip(" .").casefold() for part in re.split(r"[/|]|\bor\b|\boder\b", line)} in _YES_NO


def is_yes_no(labels: list[str]) -> bool:
    """Whether the choices are yes and no, in this order."""
    said = [label.strip(" .").casefold() for label in labels]
    return len(said) == 2 and set(said) in _YES_NO and said[0] not in {"no", "nein", "nee", "non", "não"}


def slashed(line: str) -> list[str]:
    """The options of ``Good / fair / poor``; nothing where it isn't of this form."""
    parts = [part.strip() for part in re.split(r"\s/\s|\s\|\s", line)]
    is_short = all(0 < len(part) <= _LONGEST_OPTION for part in parts)
    return parts if 2 <= len(parts) <= 15 and is_short and not line.endswith("?") else []


def scale_in(text: str, *, is_named: bool = False) -> Scale | None:
    """The scale that ``1–5 (1 = poor, 5 = good)`` or ``poor 1 2 3 4 5 good`` stands for.

    With ``is_named`` a range counts only where the text speaks of a scale.
    """
    if found := _POINTS.search(text):
        points = [int(point) for point in re.findall(r"\d+", found[0])]
        if points == list(range(points[0], points[0] + len(points))) and 3 <= points[-1] <= 10:
            before, after = text[: found.start()], text[found.end() :]
            return Scale(points[0], points[-1], before.strip(" :-–("), after.strip(" :-–)"))
    found = _ENDS.search(text) or _RANGE.search(text)
    if found is None or (is_named and not _ON_A_SCALE.search(text)):
        return None
    rest = text[: found.start()] + text[found.end() :]
    if (
        not is_named
        and found.re is _RANGE
        and set(_WORD.findall(_AFTER.sub("", rest).lower())) - _SCALE_WORDS
    ):
        return None
    low, high = int(found["low"]), int(found["high"])
    return Scale(low, high, _words_of(low, text), _words_of(high, text))


def _words_of(point: int, text: str) -> str:
    """What ``1 = poor`` or ``1 (poor)`` says of a point."""
    found = re.search(
        rf"(?<!\d){point}\s?(?:=|:|\(|means|meaning|ist|heißt)\s?(?P<words>[^,;()=\d][^,;()=]{{0,79}})", text
    )
    return re.split(r"\s(?:and|und|en|et|y|to|bis)\s", found["words"])[0].strip(" .") if found else ""


def cells(line: str, *, in_table: bool = False) -> list[str]:
    """The cells of a row of a table, by bars or tabs; nothing where it is none.

    Two cells make a row only ``in_table``, below others.
    """
    if line.startswith("|") and line.count("|") >= 2:
        return [cell.strip() for cell in line.strip("|").split("|")]
    row = [cell.strip() for cell in line.split("\t")]
    first = next(filter(None, row), "")
    if _MARK.fullmatch(first) or _BOXES.match(first):
        return []
    is_row = len(row) > 2 and (row[0] or sum(map(bool, row)) > 1)
    return row if is_row or (in_table and len(row) > 1) else []
