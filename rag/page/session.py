"""What gradio keeps of each open page: no more after a thousand questions than after one."""

from typing import Any

from gradio.blocks import Block
from gradio.state_holder import SessionState

# Open pages remembered, the last ones, some 0.1 MB each. One that is forgotten asks on; its thumbs and verdicts are drawn anew.
MOST_SESSIONS = 1000


class Session(SessionState):
    """gradio makes a component anew with each change to it, and under a new number: it would then be kept under both."""

    def __setitem__(self, key: int, value: Any) -> None:
        if isinstance(value, Block):
            value._id = key
        super().__setitem__(key, value)
