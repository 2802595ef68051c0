"""libvirt's own grammar by its command `virt-xml-validate`, run for each document."""

from __future__ import annotations

import shutil
import subprocess

from virtdom_conformance.adapters.serve import Adapter, Message, Refused, Unavailable, serve

_INSTALL = "apt-get install libvirt-clients libxml2-utils"
_VALID, _NOT_XML, _INVALID = 0, 1, 3
"""Exit statuses, which are those of xmllint."""


class Command(Adapter):
    """Judges only."""

    name = "virt-xml-validate"
    language = "RELAX NG"
    notes = "Today's grammar, which does not know the parts that were renamed since 2008."

    def start(self, edition: str) -> None:
        program = shutil.which("virt-xml-validate")
        if program is None or shutil.which("xmllint") is None:
            raise Unavailable("no virt-xml-validate or no xmllint", _INSTALL)
        self._program = program
        told = self._run(["--version"]).stdout.decode().split()
        self.version = told[-1] if told else "unknown"

    def accept(self, document: bytes) -> list[Message]:
        run = self._run(["-", "domain"], document)
        said = [line for line in run.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        if run.returncode in (_NOT_XML, _INVALID):
            raise Refused(*said[:8])
        if run.returncode != _VALID:
            raise RuntimeError(f"exit status {run.returncode}: {' '.join(said)[:300]}")
        return []

    def _run(self, arguments: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603
            [self._program, *arguments],
            input=data,
            capture_output=True,
            check=False,
        )


if __name__ == "__main__":
    serve(Command())
