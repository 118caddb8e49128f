"""A real browser for tests of the page; tests that need one are skipped aloud where there is none."""

import shutil

import pytest

playwright_api = pytest.importorskip(
    "playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed (requirements-dev.txt)"
)
Page = playwright_api.Page
expect = playwright_api.expect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="NO BROWSER TESTS: chromium is not installed (apt-get install chromium)"
)


def ask(page: Page, question: str) -> None:
    page.locator("#y-ask textarea").fill(question)
    page.locator("#y-ask textarea").press("Enter")


def marked(page: Page) -> str:
    """The words that the panel marks, once they are in view."""
    expect(page.locator("#y-panel mark").first).to_be_in_viewport(timeout=10_000)
    return "".join(page.locator("#y-panel mark").all_text_contents())


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
