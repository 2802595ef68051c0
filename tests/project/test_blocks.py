"""The reader of Markdown blocks, which the tests of README and CONTRIBUTING trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from .blocks import Block, Step, blocks, carry_out, environment, same, steps

TEXT = """\
Text.

```python
print("a")
```

```xml web.xml
<a/>
```
"""


def test_blocks_have_language_file_and_line() -> None:
    """A block is read with its language, the file named behind it and its line."""
    assert list(blocks(TEXT)) == [
        Block("python", "", 'print("a")\n', 3),
        Block("xml", "web.xml", "<a/>\n", 7),
    ]


def test_steps_are_commands_with_output() -> None:
    """A console block is a series of commands, each with what it shows."""
    assert list(steps("$ a b\n$ c\nd\n")) == [Step("a b", ""), Step("c", "d\n")]


@pytest.mark.parametrize(
    ("output", "shown", "verdict"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\n", False),
        ("a\nx\ny\nb\n", "a\n...\nb\n", True),
        ("a\nb\n", "", True),
        ("a.c\n", "abc\n", False),
        ("abc\n", "a.c\n", False),
    ],
)
def test_shown_is_literal(output: str, shown: str, verdict: bool) -> None:
    """What is shown is compared letter by letter, but for lines of three dots."""
    assert same(output, shown) is verdict


@pytest.mark.parametrize(
    ("language", "text", "message"),
    [
        ("python", "raise SystemExit(1)", "line 7"),
        ("console", "$ exit 2\nsomething\n", "status 2"),
        ("console", "$ exit 1\n", "status 1"),
        ("console", "$ echo b\na\n", "prints:\nb"),
        ("diff", "--- a/none\n+++ b/none\n@@ -1 +1 @@\n-a\n+b\n", "does not apply"),
        ("pascal", "", "pascal"),
    ],
)
def test_a_wrong_block_is_told(tmp_path: Path, language: str, text: str, message: str) -> None:
    """A block that cannot be carried out, or shows something else, fails."""
    with pytest.raises(AssertionError, match=message):
        carry_out([Block(language, "", text, 7)], tmp_path, environment())


def test_python_blocks_go_on_from_each_other(tmp_path: Path) -> None:
    """A Python block knows the names of the earlier ones, and only its own output counts."""
    found = [
        Block("python", "", "a = 1\nprint(a)\n", 1),
        Block("text", "", "1\n", 4),
        Block("python", "", "print(a + 1)\n", 7),
        Block("text", "", "2\n", 9),
    ]
    carry_out(found, tmp_path, environment())
    with pytest.raises(AssertionError, match="prints"):
        carry_out([*found[:3], Block("text", "", "3\n", 9)], tmp_path, environment())
