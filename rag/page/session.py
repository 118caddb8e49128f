"""What gradio keeps of each open page: no more after a thousand questions than after one."""

from types import SimpleNamespace
from typing import Any

from gradio.blocks import Block, Blocks
from gradio.state_holder import SessionState

# Open pages remembered, the last ones, some KB each. One that is forgotten asks on; its thumbs and verdicts are drawn anew.
MOST_SESSIONS = 1000


class Session(SessionState):
    """gradio describes all components anew for each page that opens, and one with each change to it: for links to a page as it
    stands, which ours has none of. And it makes a component anew with each change, and under a new number: it would then be kept
    under both."""

    def __init__(self, blocks: Blocks) -> None:
        super().__init__(SimpleNamespace(default_config=blocks.default_config, blocks=()))  # type: ignore[arg-type]
        self.blocks_config.config_for_block = lambda *_: {}  # type: ignore[method-assign]

    def __setitem__(self, key: int, value: Any) -> None:
        if isinstance(value, Block):
            value._id = key
        super().__setitem__(key, value)
