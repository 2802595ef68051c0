"""`virtdom format`: documents in libvirt's own layout."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from virtdom_runtime.commands import documents, one, options, output
from virtdom_runtime.commands.documents import Document, Place
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.failure import FAULTS, NOT_DONE, Failure, Refused, complain
from virtdom_runtime.commands.judging import judge
from virtdom_runtime.commands.visible import one_line


@click.command("format")
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--in-place", is_flag=True, help="Write the files that change.")
@options.edition
@options.lax
@options.colour
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def format_(
    check: bool, in_place: bool, bindings: Bindings, lax: bool, paths: tuple[str, ...]
) -> int:
    """Prints a document in libvirt's layout.

    Comments stay. PATH may be - for standard input; with --check and --in-place, there may be
    several, and a folder for its own *.xml files. Owner and mode of a file stay; one that is
    read-only or has other hard links is not written.

    Exit status: 0 done, or nothing to change; 1 --check found changes, or a document has faults
    and was left as it is; 2 a document was not read or not written.
    """
    if check and in_place:
        raise click.UsageError("--check and --in-place exclude each other.")
    if in_place and documents.STANDARD_INPUT in paths:
        raise click.UsageError("Standard input has no place to write to; leave out --in-place.")
    if not check and not in_place:
        if len(paths) > 1:
            raise click.UsageError("One document is printed; several need --check or --in-place.")
        path = next(iter(paths))
        output.write(one.element(path, bindings, strict=not lax).to_xml())
        return 0
    statuses = [_format(place, bindings, lax, in_place) for place in documents.places(paths)]
    return max(statuses)


def _format(place: Place, bindings: Bindings, lax: bool, in_place: bool) -> int:
    """Checks or writes one document; its exit status."""
    try:
        document = documents.read(place)
        element, report = judge(document, bindings, strict=not lax)
        if element is None:
            raise Refused(report)
        data = element.to_xml().encode()
        if data == document.data:
            return 0
        if in_place:
            _replace(document, place, data)
        click.echo(one_line(document.name))
        return 0 if in_place else FAULTS
    except documents.Unreadable as error:
        complain(str(error))
        return NOT_DONE
    except click.ClickException as error:
        error.show()
        return error.exit_code


def _replace(document: Document, place: Place, data: bytes) -> None:
    """Writes the file whole or not at all; what it links to is what changes."""
    if place.path is None:
        raise Failure(f"cannot write {document.name}")
    path = place.path.resolve()
    temporary: Path | None = None
    try:
        _refuse(path)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".virtdom-", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
        _take_over(path, temporary)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise Failure(f"cannot write {document.name}: {error.strerror}") from error


def _refuse(path: Path) -> None:
    """Raises OSError for a file that is not to be changed, or that has other names."""
    about = path.stat()
    if not about.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")
    if about.st_nlink > 1:
        raise OSError(errno.EMLINK, "it has other hard links; they would keep the old text")


def _take_over(path: Path, temporary: Path) -> None:
    """Gives the new file what the old one has: owner, mode and attributes. Raises OSError."""
    about = path.stat()
    if sys.platform != "win32":
        try:
            os.chown(temporary, about.st_uid, about.st_gid)
        except PermissionError:
            raise PermissionError(errno.EPERM, "its owner or group could not be kept") from None
    shutil.copystat(path, temporary)
    os.utime(temporary)
