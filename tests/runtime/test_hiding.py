"""Secrets in text that is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virtdom_runtime.secrets import MASK, hide, is_secret, mask

WORD = "hunter2"


@pytest.mark.parametrize(
    "text",
    [
        "<graphics type='vnc' password='hunter2'/>",
        '<graphics password = "hunter2" port="1"/>',
        "<graphics PassWd='hunter2'/>",
        "<graphics x:password='hunter2'/>",
        "<graphics vncPassword='hunter2'/>",
        "<graphics token='hunter2'/>",
        "<graphics paswd='hunter2'/>",
        "<graphics pasword = 'hunter2'/>",
        "<graphics PASWD='hunter2'/>",
        "<graphics pwd='hunter2'/>",
        "<graphics x:pw='hunter2'/>",
        "<pasword>hunter2</pasword>",
        "<x:paswd>hunter2</x:paswd>",
        "<tokn>hunter2</tokn>",
        "<passwd value='hunter2'/>",
        "<passwd port='1' x='hunter2'>hunter2</passwd>",
        "<?passwd hunter2?>",
        "<!-- passwd: hunter2 -->",
        '{"password": "hunter2"}',
        "{'pw' : 'hunter2'}",
        "<password>hunter2</password>",
        "<x:password a='>'>hunter2</x:password>",
        "<password><![CDATA[hunter2]]></password>",
        "<password>\n hunter2\n</password>",
        "<graphics password='\nhunter2\n'/>",
        "<?pi password='hunter2'?>",
        "<!-- password='hunter2' -->",
    ],
)
def test_the_value_of_a_secret_is_hidden(text: str) -> None:
    """Attributes and elements with the name of a secret, or with one that looks like it."""
    assert WORD not in hide(text, ["token"])
    assert "(hidden)" in hide(text, ["token"])


@pytest.mark.parametrize(
    "text",
    [
        "<graphics password='hunter2 port='5900'/>",
        "<graphics password='hunter2/>\n<graphics port='5900'/>",
        "<graphics password='hunter2",
        "<graphics password=\"hunter2'/>",
        "<graphics password=hunter2 />",
        "<graphics password='it's hunter2'/>",
        "<graphics password='a'hunter2'/>",
        "<graphics password='a<hunter2'/>",
        "<graphics password 'hunter2'/>",
        "<graphics password\n=\n'hunter2'/>",
        "<graphics x='unclosed password='hunter2'/>",
        "<password>hunter2",
        "<password hunter2</password>",
        "<password a='hunter2>hunter2</password>",
        "<password\thunter2",
    ],
)
def test_a_torn_secret_is_hidden(text: str) -> None:
    """Where a quote or a bracket is missing, more is hidden rather than less."""
    assert WORD not in hide(text, [])


@pytest.mark.parametrize(
    "text",
    [
        "<name>the password is told elsewhere</name>",
        "<source file='/etc/passwd'/>",
        "<graphics type='vnc' port='5900'/>",
        "<password/>",
        "<password></password>",
        "<a pwm='1' bypath='2' address='3'/>",
        "<graphics password=''/>",
        "",
    ],
)
def test_what_holds_no_secret_stays(text: str) -> None:
    """Words of documents that merely sound secret are shown."""
    assert hide(text, ["password"]) == text


@pytest.mark.parametrize(
    "text",
    [
        "<graphics password='a' hunter2:x='1'/>",
        "<graphics password='a'/><hunter2>",
        "<graphics password hunter2/>",
        "<password>a</password>hunter2</password>",
    ],
)
def test_a_torn_document_may_hide_its_lines(text: str) -> None:
    """Where the document is not well-formed, what follows a secret in its line may be of it."""
    assert WORD not in mask(text, torn=True)
    assert mask(f"{text}\n<a/>", torn=True).endswith("\n<a/>")


def test_content_of_elements_is_hidden_on_request() -> None:
    """Of those whose start tags are named by their places."""
    text = "<a><b c='1'>x<d/>y</b>z</a>"
    assert mask(text, within=[3]).replace(MASK, "*") == "<a><b c='1'>******</b>z</a>"
    assert mask(text, within=[15, 1]) == text


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("password", True), ("{urn:x}vncPasswd", True), ("x:paswd", True), ("pw", True),
        ("token", True), ("port", False), ("pwm", False), ("address", False),
    ],
)  # fmt: skip
def test_names_of_secrets_are_told(name: str, secret: bool) -> None:
    """Those of the edition, those that look like a password's, and misspelt ones."""
    assert is_secret(name, ["token"]) is secret


def test_neighbours_stay() -> None:
    """What stands around a well-formed secret is shown as it is."""
    text = "<a b='1'/><graphics password='hunter2' port='5900'/><c>d</c>"
    assert hide(text, []) == "<a b='1'/><graphics password='(hidden)' port='5900'/><c>d</c>"


def test_places_stay_where_they_are() -> None:
    """The masked text is as long as before, line by line."""
    text = "<a password='hun\nter2'/>\n<b password='x'/><password>\n\n</password>"
    masked = mask(text, [])
    assert [len(line) for line in masked.split("\n")] == [len(line) for line in text.split("\n")]
    assert masked.count(MASK) == len("hunter2") + 1


@given(
    secret=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    before=st.text("<>='\" /ab\n", max_size=20),
    after=st.text("<>='\" /ab\n", max_size=20),
)
def test_no_neighbourhood_uncovers_a_secret(secret: str, before: str, after: str) -> None:
    """A quoted value without its own quote is hidden whatever stands around it."""
    value = "S" + secret.replace("'", "").replace("<", "") + "S"
    shown = mask(f"{before} password='{value}'{after}", [])
    start = len(before) + len(" password='")
    assert set(shown[start : start + len(value)]) == {MASK}


@given(st.text("<>='\"/ password\n!-[]"))
def test_any_text_can_be_masked(text: str) -> None:
    """Masking keeps the length and the line ends of every text."""
    masked = mask(text, ["pass"])
    assert len(masked) == len(text)
    assert all((a == "\n") == (b == "\n") for a, b in zip(text, masked, strict=True))
