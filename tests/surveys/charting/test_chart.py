"""The map: stops, ways, warnings, and where they are drawn."""

import time
from itertools import pairwise

from hypothesis import given, settings

from surveys.charting import chart_of, drawn, folded, marked, tried
from surveys.charting.graph import OWN_THANKS, Leads
from surveys.charting.layout import LANE, WIDTH, fitted
from surveys.definition import Definition
from tests.surveys.definitions import document, element_data
from tests.surveys.flow.imagined import definitions

YES = element_data("yes_no", 1, text={"en": "Sure?"})


def made(*pages, jumps=(), **changes):
    data = document(*pages, **changes)
    for place, jump in jumps:
        data["pages"][place].setdefault("jumps", []).append(jump)
    return Definition.model_validate(data)


def questions(*numbers):
    return [[element_data("email", number)] for number in numbers]


def test_pages_lead_on_and_the_last_one_to_the_ending():
    chart = chart_of(made([YES], *questions(2)), "en")

    assert [(stop.kind, stop.number, stop.questions) for stop in chart.stops] == [
        ("page", 1, 1),
        ("page", 2, 1),
        ("ending", 3, 0),
    ]
    assert chart.stops[0].leads == (Leads("p_00000002", "Page 2", "", "order"),)
    assert chart.stops[1].leads == (Leads("e_00000001", "Thanks", "", "order"),)
    assert chart.warned == ()


def test_jumps_are_told_with_their_conditions():
    jump = {"condition": "question_1", "to": "p_00000003"}

    chart = chart_of(made([YES], *questions(2, 3), jumps=[(0, jump)]), "en")

    assert chart.stops[0].leads == (
        Leads("p_00000003", "Page 3", "“Sure?” is yes", "jump"),
        Leads("p_00000002", "Page 2", "", "order"),
    )


def test_what_nobody_can_reach_is_marked():
    always = {"to": "p_00000003"}
    endings = [{"id": "e_00000001", "title": {"en": "A"}}, {"id": "e_00000002", "title": {"en": "B"}}]

    chart = chart_of(made([YES], *questions(2, 3), jumps=[(0, always)], endings=endings), "en")

    assert [stop.id for stop in chart.stops if stop.is_lost] == ["p_00000002", "e_00000002"]
    assert [leads.to for leads in chart.stops[0].leads] == ["p_00000003"]
    assert all(stop.warnings for stop in chart.stops if stop.is_lost)


def test_a_page_whose_condition_is_never_true_is_lost():
    data = document([YES], *questions(2))
    data["pages"][1]["visible_if"] = "question_1 and not question_1"

    chart = chart_of(Definition.model_validate(data), "en")

    assert [stop.id for stop in chart.stops if stop.is_lost] == ["p_00000002"]
    assert len(chart.stops[1].warnings) == 1


def test_where_no_ending_is_for_everybody_the_house_thanks():
    endings = [{"id": "e_00000001", "title": {"en": "A"}, "visible_if": "question_1"}]

    some = chart_of(made([YES], endings=endings), "en")
    none = chart_of(made([YES], endings=[]), "en")

    assert [leads.to for leads in some.stops[0].leads] == ["e_00000001", OWN_THANKS]
    assert some.stops[-1].warnings == ("Some respondents may get no ending of the survey's own.",)
    assert none.stops[-1].warnings == ()


def test_blocks_stand_behind_their_pages():
    data = document([YES], *questions(2, 3))
    data["blocks"] = [{"id": "b_00000001", "title": {"en": "Work"}, "visible_if": "question_1"}]
    for page in data["pages"][1:]:
        page["block"] = "b_00000001"

    drawing = drawn(chart_of(Definition.model_validate(data), "en"))

    (band,) = drawing.bands
    assert band.title == "Work, if “Sure?” is yes"
    first, last = drawing.boxes[1], drawing.boxes[2]
    assert drawing.boxes[0].stop.block == ""
    assert band.y < first.y
    assert band.y + band.height > last.y + last.height


def test_a_block_without_a_condition_is_called_by_its_name():
    data = document([YES], *questions(2), blocks=[{"id": "b_00000001"}])
    data["pages"][1]["block"] = "b_00000001"

    assert chart_of(Definition.model_validate(data), "en").stops[1].block == "Untitled block"


@settings(max_examples=30)
@given(definitions(most_pages=6, most_elements=1))
def test_nothing_lies_on_anything_else(definition):
    chart = chart_of(definition, "en")
    drawing = drawn(chart)

    ends = [(box.y, box.y + box.height) for box in drawing.boxes]
    assert all(end < begin for (_, end), (begin, _) in pairwise(ends))
    assert drawing.height > ends[-1][1]
    ways = sum(leads.to in {stop.id for stop in chart.stops} for stop in chart.stops for leads in stop.leads)
    assert len(drawing.wires) == ways


def test_jumps_to_one_stop_share_a_lane_and_others_do_not_overlap():
    jumps = [(0, {"condition": "question_1", "to": "p_00000004"})]
    jumps += [(1, {"condition": "question_1", "to": "p_00000004"})]
    jumps += [(1, {"condition": "question_1", "to": "p_00000005"})]

    drawing = drawn(chart_of(made([YES], *questions(2, 3, 4, 5), jumps=jumps), "en"))

    lanes = {wire.path.split("H")[1].split("q")[0] for wire in drawing.wires if wire.kind == "jump"}
    assert len(lanes) == 2
    assert drawing.width < 24 + WIDTH + 22 + 3 * LANE + 24


def test_five_hundred_pages_are_laid_out_at_once():
    pages = questions(*range(2, 501))
    jumps = [(0, {"condition": "question_1", "to": f"p_{number:08d}"}) for number in range(100, 199)]
    definition = made([YES], *pages, jumps=jumps)

    started = time.process_time()
    drawing = drawn(chart_of(definition, "en"))

    assert time.process_time() - started < 5
    assert len(drawing.boxes) == 501


def test_plain_pages_in_a_row_of_a_long_survey_are_drawn_as_one():
    jumps = [(9, {"condition": "question_1", "to": "p_00000020"})]

    chart = chart_of(made([YES], *questions(*range(2, 51)), jumps=jumps), "en")
    picture = folded(chart)

    spans = [(stop.number, stop.last, stop.questions) for stop in picture.stops]
    assert spans == [(1, 9, 9), (10, 0, 1), (11, 19, 9), (20, 50, 31), (51, 0, 0)]
    assert [leads.to for leads in picture.stops[2].leads] == ["p_00000020"]
    assert "1–9 · Page without a title … Page without a title" in drawn(picture).boxes[0].label
    assert len(drawn(picture).wires) == 5


def test_a_short_survey_is_drawn_with_every_page():
    chart = chart_of(made([YES], *questions(*range(2, 20))), "en")

    assert folded(chart) is chart


def test_two_plain_pages_are_not_worth_it():
    jumps = [(place, {"condition": "question_1", "to": "p_00000050"}) for place in range(0, 49, 3)]

    chart = chart_of(made([YES], *questions(*range(2, 51)), jumps=jumps), "en")

    assert len(folded(chart).stops) == len(chart.stops)


def test_words_are_cut_where_they_no_longer_fit():
    assert fitted("short", 10) == "short"
    assert fitted("much too long", 8) == "much to…"
    assert fitted("调查问卷调查问卷", 8) == "调查问…"


def test_made_up_respondents_tell_where_they_come():
    jump = {"condition": "question_1", "to": "p_00000003"}

    outcome = tried(made([YES], *questions(2, 3), jumps=[(0, jump)]), seed=1)

    assert outcome.count == 200
    assert outcome.words_of("p_00000001") == "200 / 200"
    assert 0 < outcome.reached["p_00000002"] < 200
    assert outcome.reached["e_00000001"] == 200
    assert outcome.stuck == {}


def test_dead_ends_are_marked():
    never = {"valid_if": "question_2 != question_2", "message": {"en": "Never right"}}
    stuck = element_data("number", 2, required=True, checks=[never], settings={})

    definition = made([YES], [stuck])
    chart = marked(chart_of(definition, "en"), tried(definition, seed=1))

    assert [stop.id for stop in chart.warned] == ["p_00000002"]
    assert chart.warned[0].warnings == ("Some got no further: question_2: Never right",)


def test_files_are_no_dead_end_but_the_end_of_what_can_be_made_up():
    file = element_data("file_upload", 2, required=True)

    outcome = tried(made([YES], [file]), seed=1)

    words = "Made-up respondents have no files to give: they get no further here."
    assert outcome.stuck == {"p_00000002": (words,)}


def test_a_question_that_nobody_is_asked_is_named():
    lost = element_data("email", 2, text={"en": "Mail?"}, visible_if="question_1 and not question_1")

    chart = chart_of(made([YES, lost]), "en")

    assert not chart.stops[0].is_lost
    (words,) = chart.stops[0].warnings
    assert words.startswith("“Mail?”: Nobody is asked this question")
