"""Whether a document breaks off in the middle of its text."""

import re
from collections.abc import Sequence

from rag.schema import Clause

_ENDED = re.compile("[。！？!?；;…：:．.][”’〞」』）)\\]】]*$")
_NO_SENTENCE = re.compile("[：:|｜]|^(附件|抄送|联系人|主题词)|印发[）)]?$|\\d日?[）)]?$")
_SHORT = 20  # characters under which a last line may be a signature or a contact


def breaks_off(clauses: Sequence[Clause]) -> bool:
    """Whether the last sentence of a document's clauses does not end, or its last heading has no text."""
    last = clauses[-1]
    sentence = last.sentences[-1].text
    if _ENDED.search(sentence) or _NO_SENTENCE.search(sentence):
        return False
    return len(sentence) >= _SHORT or bool(last.path and len(last.sentences) == 1)
