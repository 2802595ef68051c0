"""Secrets in what the command writes, wherever they slipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from virtdom.v0_4 import Domain, InvalidDomain

from .conftest import VALID, Run

SECRET = "hunter2"
PASSWORD = "password='hunter2'"

TORN = [
    "password='ab' hunter2'",
    "password='ab' hunter2:x='1'",
    "password='ab' hunter2='' hunter2=''",
    "password='ab' x='hunter2' <",
    "password='ab'/><hunter2>",
    "password='ab'/></hunter2>",
    "password='ab'/><hunter2:x/>",
    "password='ab'/><?hunter2:x?>",
    "password='ab&hunter2;'",
    "password hunter2",
    "paswd='hunter2' <",
    "pwd='hunter2' <",
    "pw='hunter2' <",
    "><pasword>hunter2</pasword><",
    "><?passwd hunter2?><",
    "><!-- passwd: hunter2 -- -->",
]
"""What stands for the password where the document is not well-formed."""

MISPLACED = [
    "/><paswd>hunter2</paswd><graphics type='sdl'",
    "/><passwd value='hunter2'/><graphics type='sdl'",
    "/><passwd value='hunter2'>x</passwd><graphics type='sdl'",
    "/><?passwd hunter2?><x/><graphics type='sdl'",
    "passWord='hunter2'",
    "paswd='hunter2'",
    "pw='hunter2'",
    ">hunter2</graphics><graphics type='sdl'",
    "autoport='x'>hunter2</graphics><graphics type='sdl'",
    "password='x'><a/>hunter2<b/></graphics><graphics type='sdl'",
]
"""What stands for the password where the document is well-formed and has a fault."""

OTHER = [
    b'{"graphics":{"password":"hunter2"}}',
    b'{"graphics":{"pw":"hunter2"}}',
    b"passwd: hunter2",
    b"graphics:\n  passwd: |\n    hunter2",
    b"x",
    "\ufeffpassword:hunter2".encode(),
    f"\n{VALID}".encode("utf-16-le"),
    f"\n{VALID}".encode("utf-16-be"),
    f"<?xml version='1.0' encoding='UTF-16'?>{VALID}".encode(),
    f"<?xml version='1.0' encoding='UTF-16'?>{VALID} ".encode(),
]
"""What is no XML, or in an encoding that is not told."""

FORMATS = ["text", "json", "github", "sarif", "junit"]


def everything(run: Run, text: str | bytes) -> str:
    """All that is said of a document that is refused."""
    data = text.encode() if isinstance(text, str) else text
    ended = [
        run("validate", "--edition", "v0_4", "--format", form, "-", stdin=data) for form in FORMATS
    ]
    ended += [
        run("convert", "--edition", "v0_4", "--from", "xml", "--to", "json", "-", stdin=data),
        run("diff", "--edition", "v0_4", "web.xml", "-", stdin=data),
    ]
    said = [f"{one.out}{one.err}" for one in ended]
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(data)
    return "\n".join([*said, str(caught.value), repr(caught.value.faults)])


@pytest.mark.usefixtures("vms")
@pytest.mark.parametrize("part", TORN)
def test_a_torn_document_shows_no_secret(run: Run, part: str) -> None:
    """Its pieces are taken for names, and are shown in no sentence and no line."""
    text = VALID.replace(PASSWORD, part)
    assert "[xml.wellformed]" in everything(run, text)
    assert SECRET not in everything(run, text)
    assert SECRET not in everything(run, text.replace("\n", " "))


@pytest.mark.usefixtures("vms")
@pytest.mark.parametrize("part", MISPLACED)
def test_a_misplaced_secret_is_not_shown(run: Run, part: str) -> None:
    """Elsewhere in its element, under another name, or in an element of its own."""
    text = VALID.replace(PASSWORD, part)
    assert SECRET not in everything(run, text)
    assert SECRET not in everything(run, text.replace("\n", " "))


@pytest.mark.usefixtures("vms")
@pytest.mark.parametrize("data", OTHER)
def test_what_is_no_xml_shows_no_secret(run: Run, data: bytes) -> None:
    """JSON, YAML and text in another encoding hold secrets in their own way."""
    said = everything(run, data)
    legible = said.replace("\u2400", "")
    assert SECRET not in legible
    assert SECRET.encode() not in legible.encode("utf-16", errors="replace")


def test_names_are_quoted_where_no_secret_is(run: Run) -> None:
    """A torn document is told with its names as long as no secret stands beside them."""
    text = VALID.replace("</name>", "</nam>")
    outcome = run("validate", "--edition", "v0_4", "-", stdin=text)
    assert "</nam> stands where <name> of line 2 is to be closed" in outcome.out


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("part", MISPLACED)
def test_differences_of_misplaced_secrets_are_told_and_not_shown(
    run: Run, vms: Path, part: str, form: str
) -> None:
    """As lax reading keeps them."""
    arguments = ("diff", "--lax", "--edition", "v0_4", "--format", form)
    text = VALID.replace(PASSWORD, part.replace("autoport='x'", ""))
    (vms / "one.xml").write_text(text)
    for other in (VALID, text.replace(SECRET, "0ther")):
        outcome = run(*arguments, "one.xml", "-", stdin=other)
        assert outcome.err == ""
        assert outcome.out or "?" in part  # processing instructions carry no configuration
        assert SECRET not in outcome.out
        assert "0ther" not in outcome.out
