"""The wording by a real language model on a real server, such as llama.cpp's with a small GGUF.

Run with YOUJU_LLM_BASE_URL and YOUJU_LLM_MODEL set; which sentences a model finds is its own affair, what is kept of them is not.
"""

import os
import re

import pytest

from rag.chain import Assistant
from rag.settings import Settings
from rag.wording.check import borne_out
from rag.wording.writer import open_writer

pytestmark = pytest.mark.skipif(
    not (os.environ.get("YOUJU_LLM_BASE_URL") and os.environ.get("YOUJU_LLM_MODEL")),
    reason="NO LANGUAGE MODEL: set YOUJU_LLM_BASE_URL and YOUJU_LLM_MODEL to test with one",
)
QUESTIONS = (
    "岱山县校园安全智慧平台由几个模块组成？",
    "东沙中学往后主攻什么方向？",
    "培训学时没修够又说不出理由的老师，当年考核会怎么样？",
    "三亚市的保教费是多少？",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_real_model_says_is_kept_only_where_it_holds(samples: Assistant, question: str) -> None:
    quoted = samples.ask(question)
    *growing, worded = Assistant(samples.library, open_writer(Settings(_env_file=None))).stream(question)
    assert worded.refused == quoted.refused
    assert set(worded.citations) <= set(quoted.citations)
    for before in growing:
        assert worded.text.startswith(before.text)
    if quoted.refused or worded.text == quoted.text:
        return
    for line in worded.text.splitlines():
        if "“" in line:
            continue
        used = [worded.citations[int(number) - 1] for number in re.findall(r"\[(\d+)\]", line)]
        documents = [samples.library.document(each.source) for each in used]
        about = [text for each in used for text in each.section]
        about += [document.name for document in documents]
        about += [document.metadata.place.value for document in documents if document.metadata.place]
        assert used and borne_out(re.sub(r"\[\d+\]", "", line), [each.quote for each in used], about)
