"""Segments, weightings and the smallest group: pages, without scripts."""

import pytest
from django.test import Client

from analytics.models import SavedSegment, WeightScheme
from responses.anonymity import set_anonymity, threshold_of
from responses.exceptions import PromiseKept, ThresholdUnknown
from responses.models import Anonymity
from surveys.models import Survey
from tenants.permissions import Role
from tests.analytics.pages import WEIGHTS, Browsers, People, cells, path, said
from webhooks.models import Event


def test_segments_are_saved_used_and_deleted(owner: Client, crowd: Survey) -> None:
    conditions = owner.get(path(crowd, "results/conditions/?where=region~in~l"))
    assert "Save as a segment" in said(conditions)
    begun = said(owner.get(path(crowd, "results/segments/")))
    named = owner.get(path(crowd, "results/conditions/apply/?to=segments&shown=1&c0=region&o0=in&v0=l"))
    assert "results/conditions/?to=segments" in begun
    assert named.headers["Location"].endswith("/results/conditions/?where=region~in~l&to=segments#segment")
    saved = owner.post(
        path(crowd, "results/segments/save/"), {"name": " The  east ", "where": ["region~in~l"]}
    )
    segment = SavedSegment.objects.get()

    assert saved.status_code == 302
    assert segment.name == "The east"
    owner.post(path(crowd, "results/segments/save/"), {"name": "The east", "where": ["region~in~k"]})
    assert SavedSegment.objects.count() == 1
    listed = said(owner.get(path(crowd, "results/segments/")))
    assert "What about region? is K" in listed
    assert "?where=region~in~k" in listed
    assert "The east" in said(owner.get(path(crowd)))
    assert owner.post(path(crowd, f"results/segments/{segment.pk}/delete/")).status_code == 302
    assert not SavedSegment.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"name": "x"}, {"name": " ", "where": "one~answered"}, {"name": "x", "where": "no"}]
)
def test_segments_without_a_name_or_a_filter_are_422(
    owner: Client, crowd: Survey, sent: dict[str, str]
) -> None:
    assert owner.post(path(crowd, "results/segments/save/"), sent).status_code == 422
    assert not SavedSegment.objects.exists()


def test_viewers_use_segments_and_weightings_and_save_none(
    client_of: Browsers, make_person: People, crowd: Survey
) -> None:
    viewer = client_of(make_person(Role.VIEWER))

    for page in ("segments/save/", "weights/save/"):
        assert viewer.post(path(crowd, f"results/{page}"), {"name": "x"}).status_code == 403
    assert "Save as a segment" not in said(viewer.get(path(crowd, "results/conditions/?where=one~answered")))
    assert "New segment" not in said(viewer.get(path(crowd, "results/segments/")))


def test_weightings_are_saved_with_their_price_and_used(owner: Client, crowd: Survey) -> None:
    chosen = said(owner.get(path(crowd, "results/weights/?by=region")))
    assert "66.7\xa0%" in chosen or "66.7 %" in chosen
    assert owner.post(path(crowd, "results/weights/save/"), WEIGHTS).status_code == 302
    scheme = WeightScheme.objects.get()

    listed = said(owner.get(path(crowd, "results/weights/")))
    table = owner.get(path(crowd, f"results/crosstab/?rows=region&weight={scheme.pk}&show=column"))

    assert all(figure in listed for figure in ("Efficiency", "88.9", "1.125", "21.3", "0.75", "1.5"))
    assert [row[:2] for row in cells(table)][-2:] == [["K", "50.0 %"], ["L", "50.0 %"]]
    assert ["Effective base", "21.3 (small base)"] in [row[:2] for row in cells(table)]
    csv = owner.get(path(crowd, f"results/crosstab.csv?rows=region&weight={scheme.pk}")).content.decode()
    assert "Effective base,,21.33333" in csv
    assert owner.post(path(crowd, f"results/weights/{scheme.pk}/delete/")).status_code == 302


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"region-0": "60"}, "The percentages add up to 110, not to 100."),
        ({"region-0": "many"}, "Write a number of 0 to 100."),
        ({"by": "words"}, "Choose a question to weight by."),
        ({"cap": "0.5"}, "Write a number of 1 to 1000."),
        ({"name": ""}, "Write a name of 1 to 100 letters."),
    ],
)
def test_weightings_that_make_no_sense_are_422(
    owner: Client, crowd: Survey, changed: dict[str, str], words: str
) -> None:
    response = owner.post(path(crowd, "results/weights/save/"), WEIGHTS | changed)

    assert response.status_code == 422
    assert words in said(response)


def test_a_weighting_that_became_impossible_says_so(owner: Client, crowd: Survey) -> None:
    owner.post(path(crowd, "results/weights/save/"), WEIGHTS | {"region-0": "100", "region-1": ""})
    scheme = WeightScheme.objects.get()

    response = owner.get(path(crowd, f"results/crosstab/?rows=one&weight={scheme.pk}"))

    assert response.status_code == 422
    assert "region: “l” was answered and has no target." in said(response)
    assert "has no target" in said(owner.get(path(crowd, "results/weights/")))
    scheme.document["targets"][0]["column"] = "category:q_gone"
    scheme.save()
    assert "weights by a question that is gone" in said(owner.get(path(crowd, "results/weights/")))
    gone = owner.get(path(crowd, f"results/crosstab/?rows=one&weight={scheme.pk}"))
    assert gone.status_code == 422
    assert owner.get(path(crowd, "results/crosstab/?rows=one&weight=none")).status_code == 422


def test_the_smallest_group_is_a_promise(owner: Client, crowd: Survey, make_person: People) -> None:
    person = make_person(Role.OWNER, email="other@acme.example")
    assert owner.post(path(crowd, "results/anonymity/save/"), {"threshold": "5"}).status_code == 302

    lower = owner.post(path(crowd, "results/anonymity/save/"), {"threshold": "3"})

    assert lower.status_code == 422
    assert "it can only be raised" in said(lower)
    assert owner.post(path(crowd, "results/anonymity/save/"), {"threshold": "x"}).status_code == 422
    assert threshold_of(crowd.pk) == 5
    assert Event.objects.get(type="survey.anonymity_changed").payload["to"] == 5
    with pytest.raises(PromiseKept):
        set_anonymity(survey_id=crowd.pk, threshold=0, by=person)
    with pytest.raises(ThresholdUnknown):
        set_anonymity(survey_id=crowd.pk, threshold=9, by=person)
    assert str(Anonymity.objects.get()) == "5"


def test_anonymous_results_close_rows_and_refuse_small_groups(
    owner: Client, crowd: Survey, make_person: People
) -> None:
    set_anonymity(survey_id=crowd.pk, threshold=10, by=make_person(Role.OWNER, email="o@acme.example"))

    assert owner.get(path(crowd)).status_code == 200
    refused = owner.get(path(crowd, "results/?where=region~in~l"))
    assert "fewer than 10 people" in said(refused)
    assert "66.7" not in said(refused)
    assert owner.get(path(crowd, "results/answers/q_00000008/?where=region~in~l")).status_code == 404
    assert "Text 1" in said(owner.get(path(crowd, "results/answers/q_00000008/")))
    listed = owner.get(path(crowd, "responses/"))
    assert listed.status_code == 403
    assert "Single responses are closed" in said(listed)
    table = owner.get(path(crowd, "results/crosstab/?rows=one&banner=region"))
    assert [row[2:] for row in cells(table)] == [["* (small base)"] * 2, ["*"] * 2, ["*"] * 2]
    filtered = owner.get(path(crowd, "results/crosstab/?rows=one&where=region~in~l"))
    assert filtered.status_code == 422
    csv = owner.get(path(crowd, "results/crosstab.csv?rows=likely&banner=region")).content.decode()
    assert "Base,,24,*,*" in csv
    means = cells(owner.get(path(crowd, "results/crosstab/?rows=likely&banner=region")))
    assert means[-1][2:] == ["*", "*"]
    set_anonymity(survey_id=crowd.pk, threshold=30, by=make_person(Role.OWNER, email="p@acme.example"))
    assert "Targets" in said(owner.get(path(crowd, "results/weights/?by=region")))
    assert "fewer than 30 people" in said(owner.get(path(crowd)))
    assert "30" in said(owner.get(path(crowd, "results/anonymity/")))
