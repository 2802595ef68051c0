"""An implementation that misbehaves on purpose: `fake.py MODE`.

It is honest about documents with <good/> and <bad/>. A document with <trigger/> makes it misbehave.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

MODE = sys.argv[1]
PAINT = "\x1b[2J\x7f1\n2"
"""Steers a terminal."""


def main() -> None:
    """Answers the runner."""
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "stop":
            if MODE == "bad-ending":
                sys.exit(3)
            if MODE == "ends-with-child":
                start_child()
            if MODE == "polite":
                print("bye", flush=True)
            return
        if message["type"] == "start":
            say(started())
            if MODE == "early":
                say({"type": "result", "seq": 1, "valid": True})
        else:
            misbehave(message, answer(message))


def started() -> dict[str, Any]:
    """The answer to start."""
    if MODE == "absent":
        return {"type": "absent", "reason": "no such library", "install": "get it"}
    if MODE == "absent-painter":
        return {"type": "absent", "reason": PAINT, "install": PAINT}
    if MODE == "dies-at-start":
        print("no config file", file=sys.stderr, flush=True)
        sys.exit(7)
    return {
        "type": "started",
        "protocol": 99 if MODE == "other-protocol" else 1,
        "name": "fake",
        "version": PAINT if MODE == "painter" else "1",
        "language": PAINT if MODE == "painter" else "Python",
        "versions": {PAINT: PAINT} if MODE == "painter" else {},
        "operations": ["accept"] if MODE == "accept-only" else ["accept", "read", "roundtrip"],
        "names_rules": MODE == "wrong-rule",
        "completes": MODE == "completer",
    }


def answer(message: dict[str, Any]) -> dict[str, Any]:
    """The honest answer."""
    xml = message["xml"]
    result: dict[str, Any] = {
        "type": "result",
        "seq": message["seq"],
        "valid": {"always-valid": True, "always-invalid": False}.get(MODE, "<bad/>" not in xml),
    }
    if not result["valid"]:
        result["faults"] = [{"message": "bad", "rule": "BAD-1", "path": "/domain/bad"}]
    elif message["operation"] == "read":
        result["facts"] = dict.fromkeys(message["paths"], True)
    elif message["operation"] == "roundtrip":
        result["xml"] = xml
    return result


def misbehave(message: dict[str, Any], result: dict[str, Any]) -> None:
    """Gives the answer, or does something else on a trigger."""
    if "<trigger/>" not in message["xml"]:
        say(result)
        return
    match MODE:
        case "crasher":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "crashes-with-child":
            start_child()
            os.kill(os.getpid(), signal.SIGSEGV)
        case "quitter":
            print("giving up", file=sys.stderr, flush=True)
            sys.exit(4)
        case "sleeper":
            time.sleep(3600)
        case "garbage":
            print("Segmentation fault, or so", flush=True)
        case "half-answer":
            print('{"type": "result", "seq"', flush=True)
        case "wrong-types":
            say({**result, "valid": "yes"})
        case "no-verdict":
            say({"type": "result", "seq": message["seq"]})
        case "wrong-seq":
            say({**result, "seq": 999})
        case "flooder":
            while True:
                sys.stdout.write("x" * 65536)
        case "noisy":
            sys.stderr.write("x" * (1 << 20))
            say(result)
        case "twice":
            say(result)
            say(result)
        case "twice-late":
            say(result)
            time.sleep(0.05)
            say(result)
        case "crashes-late":
            say(result)
            os.kill(os.getpid(), signal.SIGSEGV)
        case "quits-late":
            say(result)
            time.sleep(0.05)
            sys.exit(0)
        case "garbage-late":
            say(result)
            print("Done.", flush=True)
        case "glutton":
            hoard: list[bytearray] = []
            while True:
                hoard.append(bytearray(1 << 24))
        case "painter":
            say({**result, "valid": False, "faults": [{"message": PAINT}]})
        case "liar":
            say({**result, "xml": message["xml"].replace("<trigger/>", "")})
        case "smuggler":
            document_type = "<!DOCTYPE domain [<!ENTITY more '<more/>'>]>"
            say({**result, "xml": document_type + message["xml"].replace("</", "&more;</")})
        case "completer":
            say({**result, "xml": message["xml"].replace("<trigger/>", "<trigger/><more/>")})
        case "misreader":
            say({**result, "facts": dict.fromkeys(message["paths"] or [], "true")})
        case "wrong-rule":
            fault = {"message": "bad", "rule": "BAD-1", "path": "/domain/other"}
            say({**result, "valid": False, "faults": [fault]})
        case "excuse":
            say({"type": "result", "seq": message["seq"], "skipped": "not today"})
        case "confessor":
            say({"type": "result", "seq": message["seq"], "errored": "KeyError: 'x'"})
        case _:
            say(result)


def start_child() -> None:
    """Starts what outlives this program and holds its pipes."""
    subprocess.Popen(["sleep", "3600"])


def say(message: dict[str, Any]) -> None:
    """Sends a message."""
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main()
