"""The page of the map: the picture, the table, and what leads where."""

from xml.etree import ElementTree

from tests.builders import make_definition, make_question, make_survey


def test_the_page_shows_the_map_and_its_table(editor, client_of):
    pages = [make_question("yes_no")], [make_question("email", "mail")]
    survey = make_survey(make_definition(*pages), by=editor)
    client = client_of(editor)

    plain = client.get(f"/surveys/{survey.pk}/map/").content.decode()
    sent = client.get(f"/surveys/{survey.pk}/map/?tried=1").content.decode()

    start = plain.index('<svg class="chart"')
    svg = ElementTree.fromstring(plain[start : plain.index("</svg>", start) + len("</svg>")])
    assert len(svg.findall(".//a")) == 3
    assert "Came here" not in plain
    assert "200 / 200" in sent


def test_a_long_survey_is_folded_until_every_page_is_asked_for(editor, client_of):
    pages = [[make_question("yes_no", f"sure_{number}")] for number in range(45)]
    survey = make_survey(make_definition(*pages), by=editor)
    client = client_of(editor)

    short = client.get(f"/surveys/{survey.pk}/map/").content.decode()
    whole = client.get(f"/surveys/{survey.pk}/map/?whole=1").content.decode()

    assert [html.count('class="chart-stop') for html in (short, whole)] == [2, 46]
    assert [html.count('<tr id="row-') for html in (short, whole)] == [46, 46]


def test_viewers_are_led_to_the_preview(client_of, make_person, editor):
    survey = make_survey(by=editor)

    html = client_of(make_person("viewer")).get(f"/surveys/{survey.pk}/map/").content.decode()

    assert "/build/" not in html.partition('<svg class="chart"')[2]
    assert "/preview/workbench/?at=" in html
