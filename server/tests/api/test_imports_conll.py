"""CONLL_2003 writes spaces of class names as ``_``; reading it back finds the classes again."""

from __future__ import annotations

from gloss.labels.models import Label
from gloss.labelsets.models import LabelSet
from tests.creating import made

CONLL = "-DOCSTART- -X- O O\n\nRosa -X- _ B-Street_Food\ncooked -X- _ B-main_dish\nlaksa -X- _ B-Side_Dish\n\n"


def test_joined_names_find_their_class(api, make):
    user = make.user()
    names = ("Street  Food", "Main Dish", "main_dish")
    sets = [{"name": "Food", "options": [{"id": str(at), "label": name} for at, name in enumerate(names, 1)]}]
    project = made(api.as_(user), {"soup.conll": CONLL}, tokenLabelSets=sets)
    items = [item["tagName"] for item in LabelSet.objects.get(project=project).items]
    assert items == ["Street  Food", "Main Dish", "main_dish", "Side_Dish"]
    labels = Label.objects.filter(copy__cabinet__project=project, copy__cabinet__role="ROOT").order_by("start_token")
    assert [label.item for label in labels] == ["1", "3", "4"]
