#!/usr/bin/env python3
"""The doors of the house (docs/architecture.md): which room may include what, and what a pure room may never call.

CMake already hides a room's headers from rooms that do not link it. But Debian's headers lie in one directory that every
compiler sees, and a relative path walks through any wall: this check sees both.

usage: check_layers.py [PROJECT]      exit 1 and one line a finding: file:line: sentence
"""
import re
import sys
from pathlib import Path
from typing import NamedTuple


class Room(NamedTuple):
    rooms: tuple[str, ...]    # other rooms whose public headers it may include
    outside: tuple[str, ...]  # beginnings of headers from outside; besides them only the standard library
    pure: bool                # values in, values out: no clock, file, thread, randomness, environment


HOUSE = {
    "model": Room((), (), pure=True),
    "media": Room(("model",), ("jpeglib.h", "jerror.h", "png.h"), pure=True),
    "adapters": Room(("model",), ("openssl/", "boost/json"), pure=True),
    "dialogs": Room(("model",), ("yaml-cpp/",), pure=True),
    "cases": Room(("model",), ("date/",), pure=True),
    "store": Room(("model", "cases"), ("boost/asio", "boost/system", "hiredis/", "sqlite3.h", "sodium.h", "archive.h", "archive_entry.h"), pure=False),
    "desk": Room(("model", "cases", "store", "dialogs"), ("boost/", "fmt/"), pure=False),
    "gateway": Room(("model", "media", "adapters", "dialogs", "cases", "store", "desk"),
                    ("boost/", "openssl/", "spdlog/", "fmt/", "prometheus/", "CLI/", "curl/", "xlsxwriter.h"), pure=False),
}

# In a pure room even the standard library's doors to the world stay shut.
PURE_NEVER_INCLUDES = {
    "condition_variable", "filesystem", "fstream", "future", "iostream", "mutex", "random", "thread",
    "ctime", "time.h", "cstdio", "stdio.h", "clocale", "locale", "locale.h", "netdb.h", "pthread.h", "unistd.h",
}
PURE_NEVER_CALLS = {
    r"\b\w*_clock::now\s*\(": "reads a clock; time is passed in",
    r"\b(?:std::)?getenv\s*\(": "reads the environment; configuration is passed in",
    r"\bRAND_(?:priv_)?bytes\s*\(": "draws random bytes; randomness is passed in",
    r"\bthis_thread\b": "touches a thread",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
STANDARD = re.compile(r"^c?[a-z_0-9]+$")  # <vector>, <cstring>; C and POSIX headers have a dot
POSIX = re.compile(r"^(?:sys/|netinet/|arpa/|netdb|unistd|fcntl|signal|pthread|time|stdio|stdlib|string|errno)")


def fault_of_include(room_name: str, path: str, own: bool) -> str | None:
    """Why this include is forbidden in that room, or nothing. `own`: it names a file of the room's src/."""
    room = HOUSE[room_name]
    if ".." in path.split("/"):
        return f'"{path}" climbs out of its room; include a public header as "room/header.h"'
    first = path.split("/")[0]
    if first in HOUSE and "/" in path:
        if first == room_name or first in room.rooms:
            return None
        allowed = ", ".join(room.rooms) or "no other room"
        return f'"{path}": {room_name} may include {allowed}, not {first}'
    if own:
        return None
    if any(path.startswith(start) for start in room.outside):
        return None
    if room.pure and path in PURE_NEVER_INCLUDES:
        return f"<{path}>: {room_name} is pure; its callers do that and pass in the values"
    if STANDARD.match(path):
        return None
    if not room.pure and POSIX.match(path):
        return None
    return f"<{path}>: {room_name} may use from outside {', '.join(room.outside) or 'nothing'}"


def without_comments(line: str) -> str:
    return re.sub(r"//.*", "", line)


def findings_of_file(project: Path, room_name: str, file: Path) -> list[str]:
    findings = []
    shown = file.relative_to(project)
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        include = INCLUDE.match(line)
        if include:
            quoted, path = include.group(1) == '"', include.group(2)
            # A header without a folder is beside its includer, or generated into the build tree.
            own = quoted and ("/" not in path or (project / room_name / "src" / path).parent.is_dir())
            why = fault_of_include(room_name, path, own)
            if why:
                findings.append(f"{shown}:{number}: {why}")
        elif HOUSE[room_name].pure:
            for pattern, why in PURE_NEVER_CALLS.items():
                if re.search(pattern, without_comments(line)):
                    findings.append(f"{shown}:{number}: {room_name} is pure, but this {why}")
    return findings


def check(project: Path) -> list[str]:
    findings = []
    for room_name in HOUSE:
        for part in ("include", "src"):
            for file in sorted((project / room_name / part).rglob("*")):
                if file.suffix in (".h", ".cpp"):
                    findings += findings_of_file(project, room_name, file)
    return findings


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)
