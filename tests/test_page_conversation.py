"""A conversation of twelve turns over two documents on the real page: what was named holds until another is named."""

import pytest

from tests.browser import ask, expect, needs_browser
from tests.test_page import address, home, library, visit  # noqa: F401  (fixtures)

pytestmark = needs_browser

PLAN, RULES = "望川县学前教育提升计划", "白石镇中小学课后服务管理办法"
# Question, document that answers, words of its answer.
TURNS = (
    ("望川县2025年学前三年毛入园率要达到多少？", PLAN, "96.5%"),
    ("普惠性幼儿园覆盖率呢？", PLAN, "91%"),
    ("新建几所公办园？", PLAN, "7所"),
    ("增加多少学位？", PLAN, "2310个"),
    ("多久督导一次？", PLAN, "每学期"),
    ("白石镇课后服务费每月最多收多少？", RULES, "120元"),
    ("每周几天？", RULES, "5天"),
    ("每天多长时间？", RULES, "2小时"),
    ("望川县的幼儿园老师每年要培训多少学时？", PLAN, "60学时"),
    ("原文", PLAN, "保育员持证上岗"),
    ("《白石镇中小学课后服务管理办法》第二条是怎么规定的？", RULES, "家庭经济困难学生免收"),
    ("望川县财政每个学生安排多少公用经费？", PLAN, "800元"),
)


@pytest.mark.usefixtures("address")
def test_twelve_turns_are_each_answered_from_the_right_document(visit) -> None:  # noqa: F811
    page = visit()
    for number, (question, document, words) in enumerate(TURNS, 1):
        ask(page, question)
        expect(page.locator(".y-copy, .y-refusal")).to_have_count(number, timeout=60_000)
        answer = page.locator(".y-answer").last
        assert words in answer.locator(".y-text").inner_text(), question
        assert document in answer.locator(".y-sources").inner_text(), question
    # A question that was taken to go on from another is shown so, and can be asked by itself.
    assert "望川" in page.locator(".y-understood").nth(2).inner_text()
    page.locator(".y-understood .y-again").first.click()
    expect(page.locator(".y-copy, .y-refusal")).to_have_count(len(TURNS) + 1, timeout=60_000)


@pytest.mark.usefixtures("address")
def test_a_refusal_opens_what_comes_near_and_offers_what_it_answers(visit) -> None:  # noqa: F811
    page = visit()
    ask(page, "望川县学前三年毛入园率2019年是多少")
    refusal = page.locator(".y-refusal")
    expect(refusal.locator(".y-text")).to_be_visible(timeout=60_000)
    refusal.locator(".y-nearby .y-source-link").first.click()
    expect(page.locator("#y-panel mark").first).to_be_visible(timeout=10_000)
    refusal.locator(".y-offers .y-again").first.click()
    expect(page.locator(".y-copy")).to_have_count(1, timeout=60_000)
    assert PLAN in page.locator(".y-sources").inner_text()
