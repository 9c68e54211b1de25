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
