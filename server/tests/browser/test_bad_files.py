"""What is wrong with a file is said in a sentence at the file; nothing half-made is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bench.server import Server
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.drops import drop
from tests.browser.people import Person, World

pytestmark = pytest.mark.browser


def open_wizard(world: World, visit: Visit) -> tuple[Person, str, Page]:
    ann = world.person("Ann")
    team = world.team(ann)
    page = visit(ann, f"/teams/{team}/projects/new")
    return ann, team, page


def drop_files(page: Page, files: dict[str, bytes | str]) -> None:
    drop(page.get_by_role("button", name=re.compile("Drop files here")), files)


def projects_of(person: Person, team: str) -> int:
    query = "query($input: GetProjectsPaginatedInput!) { result: getProjects(input: $input) { totalCount } }"
    return int(person.ask(query, input={"page": {"skip": 0, "take": 10}, "filter": {"teamId": team}})["totalCount"])


def test_problems_seen_before_sending(world: World, visit: Visit) -> None:
    ann, team, page = open_wizard(world, visit)
    drop_files(page, {"good.txt": "One line.\n", "empty.txt": "", "table.csv": "a,b\n1,2\n", "program.exe": "MZ"})
    expect(page.get_by_role("listitem").filter(has_text="empty.txt")).to_contain_text("The file is empty. Remove it.")
    expect(page.get_by_role("listitem").filter(has_text="table.csv")).to_contain_text(
        "All files of a project have the same type. Most are txt, this one is csv"
    )
    expect(page.get_by_role("listitem").filter(has_text="program.exe")).to_contain_text(
        "Files of the type exe are not supported."
    )
    drop_files(page, {"good.txt": "Another line.\n"})
    expect(page.get_by_text("A file of this name is already in the list. Rename one of them.")).to_have_count(1)
    expect(page.get_by_text("4 to mend")).to_be_visible()
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    for name in ("empty.txt", "table.csv", "program.exe"):
        page.get_by_role("button", name=f"Remove {name}").click()
    page.get_by_role("button", name="Remove good.txt").last.click()
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    assert projects_of(ann, team) == 0


BROKEN = {
    "encoding": (
        "latin.txt",
        b"caf\xe9 \x81\x8d\x8f\x90\x9d\x00\xff\xfe broken\n" * 3,
        "latin.txt, line 1: Byte 3 is not valid UTF-8. Save the file as UTF-8 (or UTF-16 with a byte order mark).",
    ),
    "quoting": ("quotes.csv", b'a,b\n1,"open\n2,3\n', "quotes.csv, line 2: A quote that opens here is never closed."),
    "ragged": (
        "ragged.csv",
        b"a,b\n1,2\n3,4,5,6\n",
        "ragged.csv, line 3, column 3: The row has 4 cells in a table of 2 columns.",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_problems_the_server_finds(case: str, world: World, visit: Visit) -> None:
    name, content, sentence = BROKEN[case]
    ann, team, page = open_wizard(world, visit)
    drop_files(page, {name: content})
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    onward = page.get_by_role("button", name="Next")
    expect(onward).to_be_disabled()
    expect(onward).to_have_accessible_description(re.compile(re.escape(name)))
    onward.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_text(name, exact=True)).to_be_visible()
    page.goto(f"/teams/{team}/projects")
    expect(page.get_by_text("Create your first project")).to_be_visible()
    assert projects_of(ann, team) == 0


def test_a_file_above_the_limit(visit: Visit, web_app: None, tmp_path: Path) -> None:
    server = Server(tmp_path / "data", GLOSS_MAX_FILE_BYTES="1", GLOSS_WORKERS="0")
    server.start()
    try:
        small = World(server.url)
        page = visit(small.root, "/teams/personal/projects/new")
        expect(page.get_by_text("At most 50 MB a file.")).to_be_visible()
        (tmp_path / "big.txt").write_bytes(b"x" * (50 * 1024 * 1024 + 1))
        page.locator("input[type=file]").set_input_files(tmp_path / "big.txt")
        expect(page.get_by_role("listitem").filter(has_text="big.txt")).to_contain_text(
            "Larger than 50 MB, the most this server takes. Cut the file into smaller ones."
        )
        expect(page.get_by_role("button", name="Next")).to_be_disabled()
        page.context.close()
    finally:
        server.stop()
