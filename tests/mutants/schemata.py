# SPDX-License-Identifier: MIT
"""Makes a copy of the tree that holds all mutants at once; CTRIP_MUTANT=<number> chooses one when the program runs."""
import os
import pathlib
import re
import shutil
import subprocess

from entries import ROOT, places

TREE = ROOT / "build" / "mutants" / "tree"
BUILD = TREE / "build" / "dev"
HEADER = "lib/base/mutant.hpp"
HEADER_TEXT = """\
// SPDX-License-Identifier: MIT
// Says whether this mutant was chosen by the environment.
#pragma once

#include <cstdlib>

inline bool ctrip_mutant(long number) noexcept
{
    static const long chosen = [] {
        const char* const text = std::getenv("CTRIP_MUTANT");
        return text == nullptr ? 0 : std::strtol(text, nullptr, 10);
    }();
    return chosen == number;
}
"""
SKIPPED = {".git", "build", "node_modules", "__pycache__", ".cache"}
# What the tests need and no mutant changes.
LINKED = ("build/tools", "build/contracts", "tests/node_modules", "tests/anvil/node_modules")


def rewritten(source, found):
    """The text of a file with these mutants in it."""
    text = _between(source, 0, len(source), list(found))
    return '#include "base/mutant.hpp"\n' + _without_constexpr(text)


def _between(source, begin, end, found):
    """Source from begin to end; the places in it are sorted, outer ones first."""
    text, at = "", begin
    while found:
        place = found.pop(0)
        inner = [other for other in found if other.end <= place.end]
        found = found[len(inner):]
        text += source[at:place.begin] + _chosen(place, _between(source, place.begin, place.end, inner))
        at = place.end
    return text + source[at:end]


def _chosen(place, old):
    condition = f"::ctrip_mutant({place.mutant.number})"
    if place.is_statement:
        return f"if ({condition}) {{ {place.new} }} else {{ {old} }}"
    if place.is_format:
        return f"fmt::runtime({condition} ? ({place.new}) : ({_text_of(old)}))"
    return f"({condition} ? ({place.new}) : ({old}))"


def _text_of(format_string):
    """Of one with a mutant in it the text alone."""
    return format_string.removeprefix("fmt::runtime")


def _without_constexpr(text):
    """A constant that a mutant changes is none any more."""
    parts = re.split(r"(?=\bconstexpr\b)", text)
    for index, part in enumerate(parts):
        # As far as the declaration goes: to its semicolon, or to the body of a function.
        declaration = re.split(r";|\n\s*\{\n", part, maxsplit=1)[0]
        if part.startswith("constexpr") and "::ctrip_mutant(" in declaration:
            parts[index] = "const" + part[len("constexpr"):]
    return "".join(parts)


def sources():
    """Every file of the tree, from its root."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        for name in names:
            path = pathlib.Path(folder) / name
            if not path.is_symlink():
                yield path.relative_to(ROOT).as_posix()


def write_tree(mutants):
    """Writes what differs from the last time only, so that little is compiled again."""
    wanted = {path: (ROOT / path).read_bytes() for path in sources()}
    for path, found in places(mutants).items():
        wanted[path] = rewritten(wanted[path].decode(), found).encode()
    wanted[HEADER] = HEADER_TEXT.encode()
    for path, content in wanted.items():
        file = TREE / path
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if path != HEADER:
            shutil.copymode(ROOT / path, file)
    for folder, folders, names in os.walk(TREE):
        folders[:] = [name for name in folders if name not in SKIPPED]
        for name in names:
            path = pathlib.Path(folder) / name
            if not path.is_symlink() and path.relative_to(TREE).as_posix() not in wanted:
                path.unlink()
    for path in LINKED:
        link = TREE / path
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink() and (ROOT / path).exists():
            link.symlink_to((ROOT / path).resolve())


def build(jobs):
    """One build for all, without sanitizers: the tests are to fail by what they say, and to be quick."""
    settings = {
        "CTRIP_SANITIZE": "",
        "CTRIP_WERROR": "OFF",
        "CMAKE_CXX_FLAGS": "-w",
        "CMAKE_CXX_FLAGS_DEBUG": "-O0 -g0",
        "CTRIP_RELEASE_BINARY": str(BUILD / "ctrip"),
    }
    for command in (
        ["cmake", "--preset", "dev", *(f"-D{name}={value}" for name, value in settings.items())],
        ["cmake", "--build", str(BUILD), "--parallel", str(jobs)],
    ):
        done = subprocess.run(
            command, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{done.stdout}\ntests/mutants/run: {' '.join(command[:3])} failed")
