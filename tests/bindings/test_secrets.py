"""The VNC password stands in documents and nowhere else (GFX-13)."""

from __future__ import annotations

import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from virtdom.v0_4 import Devices, Domain, Extras, InvalidDomain, VncGraphics, compare
from virtdom_runtime.faults import HIDDEN

from .documents import FULL, having, machine

SECRET = "s3cret"
OTHER = "an0ther"
HELD = Domain.from_xml(FULL)


def shown(*things: object) -> str:
    return "\n".join([*map(repr, things), *map(str, things)])


def graphics(**parts: Any) -> Domain:
    """A domain with such graphics, whatever the types of their parts."""
    made: Any = VncGraphics
    domain = HELD.copy()
    domain.devices.graphics = [made(**parts)]
    return domain


def test_documents_have_the_password() -> None:
    """What is read has the password, and writes it, in every form that is data."""
    (one,) = HELD.devices.graphics
    assert isinstance(one, VncGraphics)
    assert one.password == SECRET
    assert all(SECRET in form for form in (HELD.to_xml(), HELD.to_json(), str(HELD.to_dict())))
    assert pickle.loads(pickle.dumps(HELD)) == HELD


def test_no_repr_shows_it() -> None:
    """The repr of no object that holds it shows it, however deep it lies."""
    one = HELD.devices.graphics[0]
    assert SECRET not in shown(HELD, HELD.devices, one, HELD.devices.graphics, {"x": HELD})
    assert repr(one) == "VncGraphics(port=5904, autoport=False, listen='127.0.0.1')"
    assert SECRET not in str(one.__rich_repr__())


def test_no_log_shows_it(caplog: pytest.LogCaptureFixture) -> None:
    """Reading, judging and filling in log nothing, and a logged object shows no secret."""
    with caplog.at_level(logging.DEBUG):
        Domain.from_xml(FULL).with_defaults().validate()
        logging.getLogger("test").warning("%s %r", HELD, HELD)
    assert SECRET not in caplog.text


BROKEN: dict[str, Callable[[], object]] = {
    "an error beside it": lambda: Domain.from_xml(FULL.replace("5904", "0")),
    "a condition of its element": lambda: Domain.from_xml(FULL.replace("'no'", "'yes'")),
    "its name misspelt": lambda: Domain.from_xml(FULL.replace("password", "passwort")),
    "another attribute of its name": lambda: Domain.from_xml(
        FULL.replace("password=", "xmlns:q='urn:q' q:password=")
    ),
    "an element of its name": lambda: Domain.from_xml(
        FULL.replace("<input", f"<password>{SECRET}</password><input")
    ),
    "not well-formed": lambda: Domain.from_xml(FULL.replace(f"'{SECRET}'", f"'{SECRET}")),
    "an unknown entity in it": lambda: Domain.from_xml(FULL.replace(SECRET, f"&{SECRET};")),
    "a character that is none": lambda: Domain.from_xml(FULL.replace(SECRET, f"{SECRET}\x01")),
    "given twice": lambda: Domain.from_xml(
        FULL.replace("password=", f"password='{SECRET}' password=")
    ),
    "wrong bytes": lambda: Domain.from_xml(FULL.replace(SECRET, f"é{SECRET}").encode("latin-1")),
    "of a wrong type": lambda: graphics(password=[SECRET]).to_xml(),
    "a number": lambda: graphics(password=424242).to_xml(),
    "unwritable": lambda: graphics(password=f"{SECRET}\x00").to_xml(),
    "graphics as a dict": lambda: Domain(
        type="kvm", name="a", memory=1,
        devices=Devices(graphics=[{"type": "vnc", "password": SECRET}]),  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    ).to_xml(),
    "devices as a dict": lambda: Domain(
        type="kvm", name="a", memory=1, devices={"graphics": [{"password": SECRET}]},  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ).to_xml(),
    "another kind": lambda: VncGraphics.from_xml(
        f"<graphics type='sdl' password='{SECRET}'/>"
    ),
    "another element": lambda: VncGraphics.from_xml(f"<disk password='{SECRET}'/>"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_no_fault_shows_it(case: str) -> None:
    """Whatever is wrong with a document or object, no fault, error or traceback tells it."""
    with pytest.raises(InvalidDomain) as caught:
        BROKEN[case]()
    error = caught.value
    assert error.faults
    told = shown(error, *error.faults) + "".join(traceback.format_exception_only(error))
    assert SECRET not in told
    assert SECRET not in shown(pickle.loads(pickle.dumps(error)))
    assert "424242" not in told


def test_kept_content_shows_names_only() -> None:
    """What lax reading keeps may be a secret that this edition does not know."""
    text = having(
        f"<graphics type='vnc' passwd='{SECRET}'><auth secret='{SECRET}'>{SECRET}</auth></graphics>"
        f"<!-- {SECRET} -->"
    )
    domain = Domain.from_xml(text, strict=False)
    assert domain.to_xml().count(SECRET) == 4
    extras = domain.devices.graphics[0].extras
    assert extras is not None
    assert SECRET not in shown(domain, extras, *extras.nodes, domain.devices.extras)
    assert repr(extras) == "Extras(@passwd, <auth>)"
    assert repr(Extras(text=SECRET, prolog=[f"<?pi {SECRET}?>"])) == "Extras(<?pi>, text)"


def test_strict_reading_of_unknown_content_shows_names_only() -> None:
    """A fault about unknown content tells its name and not what it holds."""
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(machine(f"<secret key='{SECRET}'>{SECRET}</secret>"))
    assert SECRET not in shown(caught.value, *caught.value.faults)


@pytest.mark.parametrize("defaults", [True, False])
@pytest.mark.parametrize("password", [OTHER, None, ""])
def test_differences_hide_it(password: str | None, defaults: bool) -> None:
    """That a password differs is told, and neither of the two."""
    other = HELD.copy()
    one = other.devices.graphics[0]
    assert isinstance(one, VncGraphics)
    one.password = password
    for first, second in ((HELD, other), (other, HELD)):
        (difference,) = compare(first, second, defaults=defaults)
        assert difference.path == "/domain/devices/graphics/@password"
        assert {difference.before, difference.after} <= {HIDDEN, None}
        assert SECRET not in shown(difference)
        assert OTHER not in shown(difference)


def test_whole_parts_hide_it() -> None:
    """Graphics or devices that only one of two has are told with the password hidden."""
    screen = FULL[FULL.index("<graphics") : FULL.index("</devices>")]
    all_ = FULL[FULL.index("<devices>") : FULL.index("</domain>")]
    for cut in (screen, all_):
        without = Domain.from_xml(FULL.replace(cut, ""))
        for found in (compare(HELD, without), compare(without, HELD)):
            assert found
            assert SECRET not in shown(*found)


@pytest.mark.parametrize(
    "kept",
    [
        "<graphics type='vnc' paswd='{}'/>",
        "<graphics type='vnc' pw='{}'/>",
        "<graphics type='vnc'>{}</graphics>",
        "<graphics type='vnc'><passwd value='{}'/></graphics>",
        "<graphics type='vnc'><password>{}</password></graphics>",
        "<x><y password='{}'/></x>",
    ],
)
def test_differences_of_kept_content_hide_it(kept: str) -> None:
    """What lax reading kept may be a secret under another name or in another place."""
    first, second, third = (
        Domain.from_xml(having(*devices), strict=False)
        for devices in ((kept.format(SECRET),), (kept.format(OTHER),), ())
    )
    for one, other in ((first, second), (first, third), (third, second)):
        found = compare(one, other)
        assert found
        assert SECRET not in shown(*found)
        assert OTHER not in shown(*found)


def test_trees_of_faults_are_not_kept() -> None:
    """An error holds its faults alone: no document, object or tree hangs on it."""
    tree = etree.fromstring(FULL.replace("5904", "0"))
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_element(tree)
    assert set(vars(caught.value)) == {"faults"}
    assert caught.value.__cause__ is None
