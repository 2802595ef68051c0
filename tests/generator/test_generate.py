"""From schema folders to files: the same every time, all or nothing, and of any size."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from virtdom_generator.emit.bindings import emit
from virtdom_generator.errors import SchemaError
from virtdom_generator.generate import edition_names, generate, plans
from virtdom_generator.output import diff, write
from virtdom_generator.plan import Plan, PlanClass, dump
from virtdom_runtime.tables import Node

from .editions import copied, importable, imported
from .schemas import GOLDEN, module
from .schemas import write as write_files
from .synthetic import write_schema

DOMAIN = """
<xs:element name="domain" type="domain">«A machine.»</xs:element>
<xs:complexType name="domain">«Its parts.»<xs:all>
  <xs:element name="name" type="xs:token">«Its name.»</xs:element>
</xs:all></xs:complexType>
"""

DIGEST = """
import hashlib, sys
from pathlib import Path
from virtdom_generator.generate import generate
digest = hashlib.sha256()
for path, text in generate(Path(sys.argv[1])).items():
    digest.update(path.encode() + b"\\0" + text.encode() + b"\\0")
print(digest.hexdigest())
"""


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """A folder with two small editions."""
    write_files(made(tmp_path / "schema" / "v1"), {"domain.xsd": module(DOMAIN)})
    write_files(made(tmp_path / "schema" / "v1_2"), {"domain.xsd": module(DOMAIN)})
    return tmp_path / "schema"


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


# The same every time


def test_the_tree_is_what_the_schema_gives(root: Path, tmp_path: Path) -> None:
    """What is committed is what the schema gives, wherever its folder lies."""
    schema = tmp_path / "elsewhere" / "schema"
    for name in edition_names(root / "schema"):
        shutil.copytree(root / "schema" / name, schema / name)
    difference = diff(generate(schema), root / "generated")
    assert difference == "", "run: virtdom generate"


def test_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Two runs give the same bytes, however Python hashes."""
    for name in ("identity_rules", "name_clashes", "namespaces", "type_per_element"):
        copied(GOLDEN / name, tmp_path / "schema" / name)
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST, str(tmp_path / "schema")],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1
    digest = hashlib.sha256()
    for path, text in generate(tmp_path / "schema").items():
        digest.update(path.encode() + b"\0" + text.encode() + b"\0")
    assert digests == {f"{digest.hexdigest()}\n"}


def test_files_tell_no_place_of_this_machine(schemas: Path) -> None:
    """No generated file has the path of the schema folder or of anything else here."""
    found = [path for path, text in generate(schemas).items() if str(schemas.parent) in text]
    assert found == []


def test_files_come_in_the_order_of_their_paths(schemas: Path) -> None:
    """Files are listed by path; every one ends in one line feed, or is empty."""
    files = generate(schemas)
    assert list(files) == sorted(files)
    assert {path for path, text in files.items() if text and not text.endswith("\n")} == set()


# Editions


def test_editions_are_ordered_by_age(schemas: Path) -> None:
    """Editions are the folders with a domain.xsd, the oldest first; v2 is older than v12."""
    write_files(made(schemas / "v12"), {"domain.xsd": module(DOMAIN)})
    write_files(made(schemas / "v2"), {"domain.xsd": module(DOMAIN)})
    made(schemas / "notes")
    assert edition_names(schemas) == ["v1", "v1_2", "v2", "v12"]
    assert [plan.edition for plan in plans(schemas)] == ["v1", "v1_2", "v2", "v12"]


def test_the_package_gives_the_newest_edition(schemas: Path) -> None:
    """`virtdom` gives the newest edition and lists all, the oldest first."""
    text = generate(schemas)["virtdom/__init__.py"]
    assert "from virtdom.v1_2 import (" in text
    assert 'EDITIONS = (\n    "v1",\n    "v1_2",\n)' in text


def test_one_edition_alone(schemas: Path) -> None:
    """One edition by itself is made without what all editions share."""
    files = generate(schemas, ["v1"])
    assert "virtdom/v1/domain.py" in files
    assert not [path for path in files if "v1_2" in path or path == "virtdom/__init__.py"]
    assert generate(schemas, ["v1", "v1_2"]) == generate(schemas)


def test_an_unknown_edition_is_refused(schemas: Path) -> None:
    """An edition without a folder is refused by name."""
    with pytest.raises(SchemaError, match=r"v3:1: there is no such edition"):
        generate(schemas, ["v1", "v3"])


def test_the_plan_is_json(schemas: Path) -> None:
    """The Plan dumps as JSON, the same every time."""
    (first, _), (second, _) = plans(schemas), plans(schemas)
    assert dump(first) == dump(second)
    assert dump(first).startswith('{\n "edition": "v1",')


# Faulty schemas


def test_a_broken_schema_writes_nothing(schemas: Path, tmp_path: Path) -> None:
    """When any edition is faulty, all faults of all are told and no file of any is written."""
    write_files(schemas / "v1", {"domain.xsd": module(DOMAIN.replace("xs:token", "xs:tokn"))})
    write_files(schemas / "v1_2", {"domain.xsd": module(DOMAIN.replace("«Its name.»", ""))})
    out = tmp_path / "generated"
    command = [sys.executable, "-m", "virtdom_runtime", "generate"]
    run = subprocess.run(
        [*command, "--schema", str(schemas), "--output", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert f"{schemas}/v1/domain.xsd:6: there is no type" in run.stderr
    assert f"{schemas}/v1_2/domain.xsd:6: " in run.stderr
    assert "nothing was written" in run.stderr
    assert "Traceback" not in run.stderr
    assert not out.exists()


def test_a_broken_schema_leaves_what_is_there(schemas: Path, tmp_path: Path) -> None:
    """A faulty schema raises before anything is written."""
    out = tmp_path / "generated"
    write(generate(schemas), out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (schemas / "v1_2" / "domain.xsd").write_text("<xs:schema")
    with pytest.raises(SchemaError, match=r"v1_2/domain\.xsd:1: "):
        write(generate(schemas), out)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_removed_part_leaves_no_file(schemas: Path, tmp_path: Path) -> None:
    """A chapter that is gone from the schema is gone from what is generated."""
    more = module('<xs:complexType name="more">«More.»</xs:complexType>')
    using = '<xs:element name="more" type="more" maxOccurs="2">«More.»</xs:element></xs:all>'
    body = '<xs:include schemaLocation="more.xsd"/>' + DOMAIN.replace("</xs:all>", using)
    write_files(schemas / "v1", {"more.xsd": more, "domain.xsd": module(body)})
    write(generate(schemas), tmp_path / "out")
    assert (tmp_path / "out/virtdom/v1/more.py").is_file()
    (schemas / "v1" / "more.xsd").unlink()
    write_files(schemas / "v1", {"domain.xsd": module(DOMAIN)})
    assert "virtdom/v1/more.py" in write(generate(schemas), tmp_path / "out")
    assert not (tmp_path / "out/virtdom/v1/more.py").exists()
    assert diff(generate(schemas), tmp_path / "out") == ""


# Any size

SAMPLES = {
    "ABSOLUTE_PATH": "/a",
    "ANY_TEXT": " any text ",
    "DEVICE_NAME": "sda",
    "NAME_LIST": "sda sdb",
    "PCI_SLOT": "0x1f",
    "PORT_NUMBER": "80",
    "PORT_OR_NAME": "http",
    "QUEUE_COUNT": "256",
    "RATIO": "1.50",
    "YES_NO": "yes",
}


def full(plan: Plan) -> Node:
    """A document with every kind of every element of a plan, and every attribute of each."""
    classes = {one.name: one for one in plan.classes}
    unions = {union.name: union for union in plan.unions}

    def fill(node: Node, one: PlanClass) -> Node:
        for attribute in one.attributes:
            node.set(attribute.name, attribute.constant or SAMPLES[attribute.value])
        for child in one.children:
            if child.value is not None:
                etree.SubElement(node, child.name).text = SAMPLES[child.value]
                continue
            kinds = unions[child.union].members if child.union is not None else (child.cls or "",)
            for kind in kinds:
                fill(etree.SubElement(node, child.name), classes[kind])
        return node

    return fill(etree.Element("domain"), classes[plan.root])


def test_a_large_schema_is_generated(tmp_path: Path) -> None:
    """Of 700 types and 1,500 attributes bindings are made that read and write every part."""
    write_schema(tmp_path / "schema" / "large")
    (plan,) = plans(tmp_path / "schema")
    document = full(plan)
    attributes = sum(len(node.attrib) for node in document.iter())
    assert attributes > 1500
    with importable(tmp_path / "out"):
        v = imported(emit(plan), "large", tmp_path / "out")
        domain = v.Domain.from_element(document)
        assert len(v.EDITION.tables) == len(plan.classes) > 600
        written = domain.to_element()
        assert v.Domain.from_element(written) == domain
    assert sorted(content(document)) == sorted(content(written))


def content(root: Node) -> list[tuple[str, str, str]]:
    """Every attribute and text of a document."""
    found = [(str(n.tag), str(name), str(text)) for n in root.iter() for name, text in n.items()]
    return found + [(str(n.tag), "", (n.text or "").strip()) for n in root.iter()]
