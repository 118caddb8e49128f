"""README says what there is: every setting, every command, and nothing else."""

import argparse
import re

from rag.__main__ import _parser
from rag.settings import PREFIX, ROOT, Settings

README = (ROOT / "README.md").read_text("utf-8")


def test_every_setting_is_in_the_table_and_no_other() -> None:
    named = set(re.findall(rf"`({PREFIX}[A-Z_]+)`", README))
    assert named == {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_command_is_named() -> None:
    commands = next(action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name in commands.choices:
        assert f"python -m rag {name}" in README


def test_what_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
