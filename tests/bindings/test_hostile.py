"""Documents made to harm: each ends in a fault with its place, and nothing else is opened."""

from __future__ import annotations

import builtins
import importlib
import io
import os
import pkgutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import virtdom_runtime
from virtdom.v0_4 import Domain, FileDisk, InvalidDomain
from virtdom_runtime.parse import MAX_SIZE
from virtdom_runtime.reader import MAX_FAULTS

from .documents import FULL, disk, fault, faults, having, machine

XSI = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
PLAIN = machine()


# What is no document


@pytest.mark.parametrize(
    ("data", "rule", "place"),
    [
        ("", "xml.empty", (1, 1)),
        (b"", "xml.empty", (1, 1)),
        (" \t\r\n", "xml.empty", (1, 1)),
        ("\ufeff", "xml.empty", (1, 1)),
        (b"\xef\xbb\xbf\n", "xml.empty", (1, 1)),
        ("hello", "xml.wellformed", (1, 1)),
        ("web.xml", "xml.wellformed", (1, 1)),
        ('{"type": "kvm"}', "xml.wellformed", (1, 1)),
        ("<!-- only a comment -->", "xml.wellformed", (1, 24)),
        ("<domain>", "xml.wellformed", (1, 9)),
        ("<domain/>\n<domain/>", "xml.wellformed", (2, 1)),
        ("<domain/>text", "xml.wellformed", (1, 10)),
        ("\n<?xml version='1.0'?><domain/>", "xml.wellformed", (2, 1)),
        ("<domain>&unknown;</domain>", "xml.wellformed", (1, 9)),
        ("<domain>&#0;</domain>", "xml.wellformed", (1, 9)),
        ("<domain>&#xD800;</domain>", "xml.wellformed", (1, 9)),
        ("<domain>é\n\0</domain>", "xml.wellformed", (2, 1)),
        (b"\0\0\0\0", "xml.wellformed", (1, 1)),
        (f"{PLAIN}\0".encode(), "xml.wellformed", (1, len(PLAIN) + 1)),
        ("<domain>\ud800</domain>", "xml.wellformed", (1, 9)),
        ("<domain>\x0b</domain>", "xml.wellformed", (1, 9)),
        ("<domain>\ufffe</domain>", "xml.wellformed", (1, 9)),
        ("<network/>", "DOM-1", (1, 1)),
        ("<!-- é -->\n <Domain/>", "DOM-1", (2, 2)),
    ],
)
def test_what_is_no_document_is_told(data: str | bytes, rule: str, place: tuple[int, int]) -> None:
    """Text that is not XML, or not of a domain, is one fault at the place of the trouble."""
    found = fault(data)
    assert (found.rule, (found.line, found.column)) == (rule, place)
    assert found.message


@pytest.mark.parametrize("data", [None, 3, Path("web.xml"), io.StringIO(PLAIN), [PLAIN]])
def test_what_is_no_text_is_a_mistake(data: Any) -> None:
    """A path, a file or nothing at all is told as the mistake of the program that it is."""
    with pytest.raises(TypeError, match=f"str or bytes, not {type(data).__name__}"):
        Domain.from_xml(data)


# Encodings


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32", ""),
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "UTF-16"),
        ("iso-8859-1", "ISO-8859-1"),
        ("iso-8859-15", "iso-8859-15"),
        ("windows-1252", "windows-1252"),
        ("ascii", "us-ascii"),
    ],
)
def test_encodings_are_read(encoding: str, mark: str) -> None:
    """A document is read by its mark, its first bytes or its declaration."""
    name = "web" if encoding == "ascii" else "é"
    declaration = f"<?xml version='1.0' encoding='{mark}'?>\n" if mark else ""
    data = (declaration + PLAIN.replace("web", name)).encode(encoding)
    assert Domain.from_xml(data).name == name


def test_declared_encodings_do_not_count_in_text() -> None:
    """Text is decoded already: what its declaration says of bytes does not matter."""
    for declared in ("utf-16", "iso-8859-1", "no-such-encoding"):
        text = f"<?xml version='1.0' encoding='{declared}'?>{PLAIN}".replace("web", "é")
        assert Domain.from_xml(text).name == "é"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (PLAIN.replace("web", "é").encode("latin-1"), (1, PLAIN.index("web") + 1)),
        (f"<?xml version='1.0' encoding='ascii'?>\n{PLAIN}".replace("web", "é").encode(), (2, 26)),
        (f"<?xml version='1.0' encoding='utf-7'?>{PLAIN}".encode(), (1, 1)),
        (f"<?xml version='1.0' encoding='no-such'?>{PLAIN}".encode(), (1, 1)),
        (f"<?xml version='1.0' encoding='base64'?>{PLAIN}".encode(), (1, 1)),
        (f"<?xml version='1.0' encoding='zlib'?>{PLAIN}".encode(), (1, 1)),
        (f"<?xml version='1.0' encoding='idna'?>{PLAIN}".encode(), (1, 1)),
        (f"<?xml version='1.0' encoding='unicode-escape'?>{PLAIN}".encode(), (1, 1)),
        (PLAIN.encode() + b"\xff", (1, len(PLAIN) + 1)),
        (b"<domain>\xed\xa0\x80</domain>", (1, 9)),
        (b"<domain>\xc0\xaf</domain>", (1, 9)),
        (PLAIN.encode("utf-16")[:-1], (1, len(PLAIN))),
    ],
)
def test_wrong_encodings_are_told(data: bytes, place: tuple[int, int]) -> None:
    """Bytes that are not of their encoding, or of none for documents, are told with the place."""
    found = fault(data)
    assert (found.rule, (found.line, found.column)) == ("xml.encoding", place)


def test_unmarked_utf32_is_no_document() -> None:
    """UTF-32 without a mark is not guessed at; its zeros are characters that XML cannot hold."""
    assert fault(PLAIN.encode("utf-32-le")).rule == "xml.wellformed"


# Sizes


def test_large_documents_are_refused_unread() -> None:
    """More than the largest size is refused, as bytes, as text and in any encoding."""
    text = f"<domain>{' ' * MAX_SIZE}</domain>"
    for data in (text, text.encode(), text[: MAX_SIZE // 2 + 10].encode("utf-16")):
        found = fault(data)
        assert (found.rule, found.found) == ("xml.size", "16.0 MiB")


def test_deep_documents_are_refused() -> None:
    """Ten thousand levels are refused where the first too many begins."""
    found = fault("<domain>" * 10_000 + "</domain>" * 10_000)
    assert (found.rule, found.line, found.column) == ("xml.depth", 1, 8 * 256 + 1)
    assert faults("<domain>" * 200 + "</domain>" * 200)[-1].path == "/domain/domain"


def test_long_documents_are_read() -> None:
    """Thousands of siblings and comments, and millions of blanks, are no trouble."""
    disks = [disk(f"hd{number}") for number in range(5_000)]
    domain = Domain.from_xml(having("\n<!-- c -->".join(disks)))
    assert len(domain.devices.disks) == 5_000
    assert domain.to_xml().count("<!-- c -->") == 4_999
    assert Domain.from_xml(f"{PLAIN}<!--{' ' * 5_000_000}-->") is not None


@pytest.mark.parametrize(
    ("many", "rule"),
    [
        (having(disk().replace("'file'", "'fiel'") * 10_000), "DISK-TYPE-2"),
        (having("<x/>" * 10_000), "DEV-3"),
        (having("text<!-- -->" * 10_000), "DEV-3"),
        (having(disk() * 10_000), "DISK-TGT-7"),
        (machine("<vcpu>1</vcpu>" * 10_000), "RES-CPU-1"),
        (having("<input/>" * 10_000), "INP-1"),
    ],
)
def test_many_faults_end_the_reading(many: str, rule: str) -> None:
    """So many faults are told, and then that there are more."""
    found = faults(many)
    assert [one.rule for one in found] == [rule] * MAX_FAULTS + ["reading.faults"]
    assert found[-1].message == f"there are more than {MAX_FAULTS} faults; mend those told first"


@pytest.mark.parametrize(
    "text",
    [
        machine().replace("1024", "9" * 100_000),
        machine().replace("1024", "0" * 100_000),
        machine(f"<vcpu>{'1' * 4400}</vcpu>"),
        having(f"<graphics type='vnc' port='{'9' * 1_000_000}'/>"),
        having(f"<graphics type='vnc' listen='{'1.' * 500_000}'/>"),
        having(f"<graphics type='vnc' listen='{'::' * 500_000}'/>"),
        having(f"<interface type='user'><mac address='{'00:' * 300_000}'/></interface>"),
        having(disk("a" * 1_000_000).replace("hda", "")).replace("<target", "<target bus=' '"),
        machine(attributes=f"type='{'kvm' * 300_000}'"),
        machine(f"<{'e' * 40_000}/>"),
        machine(attributes=f"type='kvm' {'a' * 40_000}='1'"),
    ],
)
def test_long_values_are_refused_shortly(text: str) -> None:
    """A value of any length is judged, and shown in a few characters."""
    for found in faults(text):
        assert found.found is None or len(found.found) < 50_000
        assert len(found.rule) < 20


# Entities and what lies outside


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server that nobody must call, and a file that nobody must read.

    What Python itself would open is refused; what libxml2 would, the server and the file show.
    Modules that the runtime loads when they are first needed are loaded before.
    """
    for module in pkgutil.walk_packages(virtdom_runtime.__path__, "virtdom_runtime."):
        importlib.import_module(module.name)
    secret = tmp_path / "secret.txt"
    secret.write_text("outside")
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)

    def refuse(*arguments: object, **_options: object) -> Any:
        raise AssertionError(f"opened {arguments}")

    for owner, name in ((builtins, "open"), (io, "open"), (os, "open"), (socket, "socket")):
        monkeypatch.setattr(owner, name, refuse)
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", secret
    monkeypatch.undo()
    with server, pytest.raises(BlockingIOError):
        server.accept()


DOCTYPES = (
    "<!DOCTYPE domain>",
    "<!DOCTYPE domain SYSTEM '{url}d.dtd'>",
    "<!DOCTYPE domain SYSTEM 'file://{file}'>",
    "<!DOCTYPE domain PUBLIC '-//X//Y' '{url}d.dtd'>",
    "<!DOCTYPE domain [<!ENTITY a SYSTEM '{url}a'>]>",
    "<!DOCTYPE domain [<!ENTITY a SYSTEM 'file://{file}'>]>",
    "<!DOCTYPE domain [<!ENTITY % p SYSTEM '{url}p'>%p;]>",
    "<!DOCTYPE domain [<!ENTITY a 'kvm'>]>",
    "<!DOCTYPE domain [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
    "<!DOCTYPE domain [<!ATTLIST domain type CDATA 'kvm'>]>",
)


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("declaration", ["", "<?xml version='1.0'?>\n", "<?xml version='1.1'?>\n"])
@pytest.mark.parametrize("encoding", ["", "utf-8", "utf-16"])
def test_doctypes_are_refused(
    sealed: tuple[str, Path], doctype: str, declaration: str, encoding: str
) -> None:
    """A DOCTYPE is refused at its place, whatever it declares; nothing it names is opened."""
    url, file = sealed
    text = declaration + doctype.format(url=url, file=file) + PLAIN.replace("web", "&a;")
    found = fault(text.encode(encoding) if encoding else text)
    assert (found.rule, found.line, found.column) == ("xml.doctype", 2 if declaration else 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- <!DOCTYPE domain [<!ENTITY a 'b'>]> -->{PLAIN}",
        f"<?note <!DOCTYPE domain> ?>{PLAIN}",
        PLAIN.replace("web", "<![CDATA[<!DOCTYPE domain>]]>"),
        PLAIN.replace("</domain>", "<!-- <!DOCTYPE domain> --></domain>"),
    ],
)
def test_the_word_doctype_may_be_said(sealed: tuple[str, Path], text: str) -> None:
    """The word in a comment, an instruction or CDATA declares nothing."""
    domain = Domain.from_xml(text)
    assert Domain.from_xml(domain.to_xml()) == domain


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (machine("<xi:include href='file://{file}' parse='text' "
                 "xmlns:xi='http://www.w3.org/2001/XInclude'/>"), ["DOM-9"]),
        (machine(attributes=f"type='kvm' {XSI} xsi:schemaLocation='urn:x {{url}}x.xsd'"), []),
        (machine(attributes=f"type='kvm' {XSI} xsi:noNamespaceSchemaLocation='{{url}}x.xsd'"), []),
        ("<?xml-stylesheet href='{url}x.xsl' type='text/xsl'?>" + PLAIN, []),
        ("<?xml-model href='{url}x.rng'?>" + PLAIN, []),
        (machine(attributes="type='kvm' xml:base='{url}'"), ["DOM-9"]),
    ],
)  # fmt: skip
def test_references_are_followed_nowhere(
    sealed: tuple[str, Path], text: str, refused: list[str]
) -> None:
    """Inclusions, schemas, style sheets and bases are text: kept or refused, never opened."""
    url, file = sealed
    text = text.replace("{url}", url).replace("{file}", str(file))
    domain = Domain.from_xml(text, strict=False)
    assert "outside" not in domain.with_defaults().to_xml()
    if refused:
        assert [one.rule for one in faults(text)] == refused
    else:
        assert Domain.from_xml(text) == domain


def test_all_ways_of_reading_are_sealed(sealed: tuple[str, Path]) -> None:
    """Fragments and judged objects go the same way as documents."""
    url, _ = sealed
    text = f"<!DOCTYPE disk SYSTEM '{url}'>{disk()}"
    with pytest.raises(InvalidDomain) as caught:
        FileDisk.from_xml(text)
    assert [one.rule for one in caught.value.faults] == ["xml.doctype"]
    assert Domain.from_xml(FULL).with_defaults().validate() == ()


# What XML Schema gives a meaning


@pytest.mark.parametrize("name", ["type", "nil"])
def test_schemas_are_not_steered_by_documents(name: str) -> None:
    """A document cannot choose its own type, or claim to have no content."""
    found = fault(machine(attributes=f"type='kvm' {XSI} xsi:{name}='true'"))
    assert (found.rule, found.path) == ("DOM-9", f"/domain/@xsi:{name}")
