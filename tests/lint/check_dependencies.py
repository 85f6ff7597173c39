#!/usr/bin/env python3
"""docs/dependencies.md names everything that the build looks for and every package that deploy/install may bring.

usage: check_dependencies.py [PROJECT]   exit 1 and one line a finding: file:line: sentence
"""
import re
import sys
from pathlib import Path

FIND_PACKAGE = re.compile(r"^\s*find_package\s*\(\s*([\w+.-]+)")
PKG_CHECK = re.compile(r"^\s*pkg_check_modules\s*\(\s*\w+\s+(.*?)\)")
OPTIONS = {"REQUIRED", "QUIET", "IMPORTED_TARGET", "GLOBAL", "NO_CMAKE_PATH"}
PACKAGE_ARRAY = re.compile(r"^\w+_packages=\((.*?)\)", re.MULTILINE | re.DOTALL)


def cmake_files(project: Path):
    for file in sorted([*project.rglob("CMakeLists.txt"), *project.glob("cmake/*.cmake")]):
        if "build" not in file.relative_to(project).parts:
            yield file


def sought_by_cmake(text: str):
    """Line and name of every package that a CMake file looks for."""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := FIND_PACKAGE.match(line):
            yield number, match.group(1)
        elif match := PKG_CHECK.match(line):
            yield from ((number, re.split("[<>=]", word)[0]) for word in match.group(1).split() if word not in OPTIONS)


def installed_by(text: str):
    """Line and name of every Debian package that the script may install."""
    for array in PACKAGE_ARRAY.finditer(text):
        first = text.count("\n", 0, array.start(1)) + 1
        for offset, line in enumerate(array.group(1).split("\n")):
            yield from ((first + offset, word) for word in line.split("#")[0].split())


def check(project: Path) -> list[str]:
    document = (project / "docs/dependencies.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`]+)`", document))
    sought = [(file, *one) for file in cmake_files(project) for one in sought_by_cmake(file.read_text(encoding="utf-8"))]
    install = project / "deploy/install"
    sought += [(install, *one) for one in installed_by(install.read_text(encoding="utf-8"))]
    return [f"{file.relative_to(project)}:{line}: docs/dependencies.md does not name `{name}`"
            for file, line, name in sought if name not in named]


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)
