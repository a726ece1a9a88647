"""Script in what a reader brings along is text, also where no calculator reads it."""

from playwright.sync_api import Page, expect

from tests.browser.test_own_figures import OWN
from tests.record.test_record import EVIL


def test_script_in_the_name_of_a_file_and_in_a_search_is_text(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.dismiss())
    name = f"{EVIL.replace('/', '∕')}.yaml"
    page.goto(OWN)
    before = page.locator("img, script").count()
    page.locator("[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": b"rows: {}"})
    expect(page.get_by_text(f"{name} stands in the field now.")).to_be_visible()
    page.locator("[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": b"\xff\xfe"})
    expect(page.get_by_text(f"{name} is not a text in UTF-8.")).to_be_visible()
    search = page.get_by_role("textbox", name="Search")
    search.fill(f"cardiologist {EVIL}")
    search.press("Space")
    expect(page.locator(".md-search-result__meta")).not_to_be_empty()
    assert page.locator("img, script").count() == before
