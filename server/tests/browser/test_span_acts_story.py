"""Acts on many labels, classes made while labeling, the look of the text, and what a screen reader hears."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import document_of, spans_of
from tests.browser.people import Person, World

pytestmark = pytest.mark.browser

SETS = [
    {"name": "Kitchen", "options": [{"id": "1", "label": "Dish"}, {"id": "2", "label": "Place"}]},
    {"name": "Menu", "options": [{"id": "d", "label": "Dish"}]},
]
TEXT = "Jun cooked laksa in Penang.\nThe laksa of Penang is sour. She sells it.\nNobody else makes laksa.\n"


def opened(world: World, visit: Visit) -> tuple[Person, str, Canvas]:
    """A person with the text open; their copy's id."""
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(
        ann,
        team,
        {"soup.txt": TEXT},
        {ann.email: "LABELER"},
        kinds=["TOKEN_BASED"],
        tokenLabelSets=SETS,
        projectSettings={"enableEditLabelSet": True},
    )
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    return ann, str(document_of(ann, project)["id"]), Canvas(page, "soup.txt").ready()


def run_command(page: Page, name: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(name)
    page.get_by_role("option", name=re.compile(re.escape(name))).first.click()


def test_equal_texts_are_labeled_copied_and_cleared_each_as_one_act(world: World, visit: Visit) -> None:
    ann, document, canvas = opened(world, visit)
    page = canvas.page
    canvas.select(0, "laksa")
    canvas.keys("Alt+Shift+L")
    dialog = page.get_by_role("dialog", name="Label all equal texts")
    expect(dialog.get_by_text("3 places. 3 of them have no such label yet.")).to_be_visible()
    dialog.get_by_role("button", name="Label 3 places").click()
    expect(canvas.captions("Dish")).to_have_count(3)
    expect(canvas.saved).to_be_visible()
    laksa = [("1", 0, 2, 2), ("1", 1, 1, 1), ("1", 2, 3, 3)]
    assert spans_of(ann, document) == laksa
    canvas.keys("Control+z")
    expect(canvas.captions()).to_have_count(0)
    canvas.keys("Control+Shift+z")
    expect(canvas.captions("Dish")).to_have_count(3)

    run_command(page, "Copy labels to another label set")
    dialog = page.get_by_role("dialog", name="Copy labels between label sets")
    expect(dialog.get_by_text("3 labels will be copied.")).to_be_visible()
    dialog.get_by_role("button", name="Copy", exact=True).click()
    expect(canvas.captions("Dish")).to_have_count(6)
    expect(canvas.saved).to_be_visible()
    assert {item for item, *_ in spans_of(ann, document)} == {"1", "d"}

    run_command(page, "Delete all labels of the file")
    page.get_by_role("dialog").get_by_role("button", name="Delete labels").click()
    expect(canvas.captions()).to_have_count(0)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, document) == []
    canvas.focus()
    canvas.keys("Control+z")
    expect(canvas.captions("Dish")).to_have_count(6)


def test_a_class_is_copied_and_made_while_labeling(world: World, visit: Visit) -> None:
    ann, document, canvas = opened(world, visit)
    page = canvas.page
    canvas.label(0, "Penang", None, "Place")
    canvas.captions("Place").first.click()
    canvas.keys("Control+c", "Escape")
    canvas.select(1, "Penang")
    canvas.keys("Control+v")
    expect(canvas.captions("Place")).to_have_count(2)

    canvas.select(0, "Jun")
    canvas.keys("/")
    page.keyboard.type("Cook")
    canvas.box.get_by_role("button", name="Create “Cook”").click()
    expect(canvas.captions("Cook")).to_have_count(1)
    expect(canvas.saved).to_be_visible()
    assert [place for _, *place in spans_of(ann, document)] == [[0, 0, 0], [0, 4, 4], [1, 3, 3]]
    page.reload()
    canvas.ready()
    expect(canvas.captions("Cook")).to_have_count(1)


def test_a_screen_reader_hears_places_and_outcomes(world: World, visit: Visit) -> None:
    _, _, canvas = opened(world, visit)
    page = canvas.page
    where, outcome = page.get_by_test_id("spoken-place"), page.get_by_test_id("spoken-outcome")
    expect(canvas.root).to_have_attribute("aria-description", re.compile("Arrow keys move"))
    canvas.focus()
    canvas.keys("Control+Home", "ArrowRight", "ArrowRight")
    expect(where).to_have_text("laksa selected, line 1")
    canvas.keys("1")
    expect(outcome).to_have_text("Dish: laksa, line 1 added")
    expect(canvas.root.get_by_role("button", name="Dish: laksa, line 1")).to_be_visible()
    canvas.keys("Control+Home", "n")
    expect(where).to_have_text("Dish: laksa, line 1")
    chosen = canvas.root.get_attribute("aria-activedescendant")
    assert chosen is not None
    expect(page.locator(f"#{chosen}")).to_have_accessible_name("Dish: laksa, line 1")
    canvas.keys("Delete")
    expect(outcome).to_have_text("Dish: laksa, line 1 deleted")
    canvas.keys("Escape", "Escape", "2")
    expect(outcome).to_have_text("Brush: Place")


def test_the_look_of_the_text_is_kept_in_the_account(world: World, visit: Visit) -> None:
    ann, _, canvas = opened(world, visit)
    page = canvas.page
    text = canvas.root.locator(".gx-text").first
    expect(text).to_have_css("font-size", "15px")
    page.get_by_role("button", name="Text settings").click()
    page.get_by_role("button", name="Larger text").click()
    page.get_by_role("button", name="Larger text").click()
    expect(page.get_by_text("145 %")).to_be_visible()
    expect(text).to_have_css("font-size", "22px")
    page.get_by_role("switch", name="Line numbers").click(force=True)
    expect(canvas.root.locator(".gx-number").first).to_be_hidden()
    other = visit(ann, page.url)
    expect(other.locator(".gx-text").first).to_have_css("font-size", "22px")


def test_a_triple_click_takes_the_sentence(world: World, visit: Visit) -> None:
    ann, document, canvas = opened(world, visit)
    left, right, top, bottom = canvas.place(1, "sells")
    canvas.page.mouse.click((left + right) / 2, (top + bottom) / 2, click_count=3)
    expect(canvas.box).to_be_visible()
    canvas.keys("2")
    expect(canvas.captions("Place")).to_have_count(1)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, document) == [("2", 1, 7, 10)]
