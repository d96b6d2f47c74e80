"""Sets that projects use join the library of their workspace, once."""

from __future__ import annotations

from gloss.labelsets.models import LabelSetTemplate
from gloss.questionsets.models import QuestionSet
from tests.creating import made

SOUP = {"soup.txt": "Rosa cooked laksa.\n"}


def food(*names: str, name: str = "Food") -> list[dict]:
    return [{"name": name, "options": [{"id": str(at), "label": label} for at, label in enumerate(names, 1)]}]


def entries(team) -> list[tuple[str, list[str]]]:
    rows = LabelSetTemplate.objects.filter(team=team).order_by("pk")
    return [(row.name, [option["tagName"] for option in row.items[0]["options"]]) for row in rows]


def test_a_set_is_added_once_and_renamed_when_its_name_is_taken(api, make):
    rosa = make.user()
    team = make.team(rosa)
    caller = api.as_(rosa)
    made(caller, SOUP, teamId=team.pk, tokenLabelSets=food("Dish", "Drink"))
    assert entries(team) == [("Food", ["Dish", "Drink"])]
    # Equal whatever its name, order and colours.
    made(caller, SOUP, teamId=team.pk, tokenLabelSets=food("drink", "Dish", name="Meals"))
    assert entries(team) == [("Food", ["Dish", "Drink"])]
    made(caller, SOUP, teamId=team.pk, tokenLabelSets=food("Dish", name="FOOD"))
    made(caller, SOUP, teamId=team.pk, tokenLabelSets=food("Soup"))
    assert entries(team)[1:] == [("FOOD (2)", ["Dish"]), ("Food (3)", ["Soup"])]
    # It is a library entry like any other.
    read = caller.query(
        "getLabelSetTemplates",
        "nodes { name count items { options { label } } }",
        input={"filter": {"teamId": str(team.pk), "keyword": "(3)"}},
    )
    assert read.data == {"nodes": [{"name": "Food (3)", "count": 1, "items": [{"options": [{"label": "Soup"}]}]}]}


def test_questions_join_it_too(api, make):
    rosa = make.user()
    team = make.team(rosa)
    asked = [{"type": "TEXT", "label": "Why?", "config": {}}]
    for _ in range(2):
        made(
            api.as_(rosa), {"a.csv": "x,y\n1,2\n"}, name="Ask", teamId=team.pk, kinds=["ROW_BASED"], rowQuestions=asked
        )
    assert list(QuestionSet.objects.filter(team=team).values_list("name", flat=True)) == ["Ask: rows"]
    assert QuestionSet.objects.get(team=team).items[0]["label"] == "Why?"


def test_empty_sets_and_personal_projects_add_nothing(api, make):
    rosa = make.user()
    team = make.team(rosa)
    made(api.as_(rosa), SOUP, teamId=team.pk, tokenLabelSets=food())
    made(api.as_(rosa), SOUP, tokenLabelSets=food("Dish"))
    assert entries(team) == []
    assert not LabelSetTemplate.objects.filter(owner=rosa).exists()
