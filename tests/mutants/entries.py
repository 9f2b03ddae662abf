# SPDX-License-Identifier: MIT
"""Reads the list of mutants and finds each one's place in the sources."""
import dataclasses
import pathlib
import re
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIELDS = ("in", "after", "old", "new", "tests", "survives")
TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|(?P<text>"(?:\\.|[^"\\\n])*")|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


class ListError(Exception):
    """The list and the sources do not fit together."""


@dataclasses.dataclass
class Mutant:
    """One entry of the list."""

    name: str
    line: int
    file: str = ""
    after: str = ""
    old: str = ""
    new: str = ""
    tests: list = dataclasses.field(default_factory=list)
    survives: str = ""

    @property
    def number(self):
        """Of the name alone, so that a new entry changes no other one's code."""
        return zlib.crc32(self.name.encode()) >> 1

    @property
    def module(self):
        folder, rest = self.file.split("/", 1)
        return rest.split("/")[0] if folder == "lib" else folder

    def wrong(self, what):
        return ListError(f"tests/mutants/list:{self.line}: {self.name}: {what}")


@dataclasses.dataclass
class Place:
    """Where a mutant's code goes: begin and end in the text of the file, and the code instead."""

    mutant: Mutant
    begin: int
    end: int
    new: str
    is_statement: bool
    is_format: bool = False


def parse(text):
    """The entries in order. A name begins in the first column, its fields are indented, what belongs to the field above
    is indented further."""
    mutants, field = [], None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            field = None
            continue
        match = re.match(r"  (\w+): ?(.*)$", line)
        if not line.startswith(" "):
            mutants.append(Mutant(line.strip(), number))
        elif match and mutants and match[1] in FIELDS:
            field = match[1]
            _add(mutants[-1], field, match[2])
        elif line.startswith("    ") and field in ("after", "old", "new", "survives"):
            setattr(mutants[-1], field, getattr(mutants[-1], field) + "\n" + line.strip())
        else:
            raise ListError(f"tests/mutants/list:{number}: neither a name nor one of the fields {', '.join(FIELDS)}")
    _check(mutants)
    return mutants


def _add(mutant, field, value):
    if field == "tests":
        mutant.tests.append(value.strip())
    elif field == "in":
        mutant.file = value.strip()
    elif getattr(mutant, field):
        raise mutant.wrong(f"'{field}' twice")
    else:
        setattr(mutant, field, value.rstrip())


def _check(mutants):
    numbers = {}
    for mutant in mutants:
        if not re.fullmatch(r"\w+", mutant.name):
            raise mutant.wrong("not a name")
        for field, value in (("in", mutant.file), ("old", mutant.old), ("tests", mutant.tests)):
            if not value:
                raise mutant.wrong(f"no '{field}'")
        if mutant.number in numbers:
            raise mutant.wrong(f"the same name or number as {numbers[mutant.number].name}")
        numbers[mutant.number] = mutant


def words(text):
    """A regular expression for the text however it is broken into lines."""
    return re.compile(r"\s+".join(re.escape(word) for word in text.split()))


def literal_at(source, begin, end):
    """The whole of the string literals one after the other in which the place lies; None where it is code."""
    found = None
    for match in TOKEN.finditer(source):
        inside = match["text"] is not None
        if found and (not inside or source[found[1]:match.start()].strip()):
            if found[0] <= begin and end <= found[1]:
                return found
            found = None
        if inside:
            found = (found[0] if found else match.start(), match.end())
    return found if found and found[0] <= begin and end <= found[1] else None


def find(mutant, source):
    """The mutant's place. The old text must be there once; with `after`, what comes first behind that."""
    start = 0
    if mutant.after:
        anchors = list(words(mutant.after).finditer(source))
        if len(anchors) != 1:
            raise mutant.wrong(f"'after' is {len(anchors)} times in {mutant.file}")
        start = anchors[0].end()
    found = list(words(mutant.old).finditer(source, start))
    if not found or len(found) > 1 and not mutant.after:
        raise mutant.wrong(f"'old' is {len(found)} times in {mutant.file}")
    begin, end = found[0].span()
    whole = literal_at(source, begin, end)
    if whole:
        # A format string that is chosen at run time is none that the compiler can check.
        is_format = re.search(r"fmt::format\(\s*$", source[:whole[0]]) is not None
        return Place(mutant, *whole, source[whole[0]:begin] + mutant.new + source[end:whole[1]], False, is_format)
    old = mutant.old.rstrip()
    return Place(mutant, begin, end, mutant.new, old.endswith(";") or old.endswith("}") and ";" in old)


def places(mutants, root=ROOT):
    """All places by file, in order. What is wrong with the list is told at once for all entries."""
    by_file, wrong = {}, []
    for mutant in mutants:
        path = root / mutant.file
        try:
            if not mutant.file.startswith(("lib/", "cli/")) or not path.is_file():
                raise mutant.wrong(f"there is no {mutant.file}")
            by_file.setdefault(mutant.file, []).append(find(mutant, path.read_text(encoding="utf-8")))
        except ListError as error:
            wrong.append(str(error))
    for found in by_file.values():
        found.sort(key=lambda place: (place.begin, -place.end))
        wrong += overlaps(found)
    if wrong:
        raise ListError("\n".join(wrong))
    return by_file


def overlaps(found):
    """Two places may be the same, or one within the other, but not cut each other."""
    for index, first in enumerate(found):
        for second in found[index + 1:]:
            if first.begin < second.begin < first.end < second.end:
                yield str(second.mutant.wrong(f"overlaps with {first.mutant.name}"))


def load(root=ROOT):
    return parse((root / "tests/mutants/list").read_text(encoding="utf-8"))
