# SPDX-License-Identifier: MIT
"""check_house.py ROOT: where things are. Each complaint is one line.

A command's name finds all about it: its source, manual, golden transcripts and work. A folder below a module of lib/ is a room:
lib/rooms.txt lists it, with the headers that the outside may include. Every source has a header of its name."""
import pathlib
import re
import sys

FOLDER_FILES_MAX = 60
INCLUDE = re.compile(r'^\s*#\s*include "([^"]+)"', re.MULTILINE)
COMMANDS = re.compile(r"set\(CTRIP_COMMANDS([^)]*)\)")
WORK = re.compile(r"\blib/[a-z0-9_/]+\.[ch]pp")
# The program's beginning; a command is declared with the others in commands.hpp.
NO_HEADER = re.compile(r"cli/(?:main|command_[a-z_]+)\.cpp")


def sources(root):
    for folder in ("lib", "cli"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def head_comment(text):
    """The comment at the top, its lines joined."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line.removeprefix("//").strip())
    return " ".join(lines)


def commands(root):
    listed = COMMANDS.search((root / "CMakeLists.txt").read_text(encoding="utf-8"))
    if not listed or not listed[1].split():
        yield "CMakeLists.txt: no CTRIP_COMMANDS"
        return
    for command in listed[1].split():
        source = f"cli/command_{command.replace('-', '_')}.cpp"
        if not (root / source).exists():
            yield f"{source}: missing, the source of `ctrip {command}`"
            continue
        head = head_comment((root / source).read_text(encoding="utf-8"))
        manual = f"man/ctrip-{command}.1"
        if f"Manual: {manual}." not in head or not (root / manual).exists():
            yield f"{source}: the head does not say 'Manual: {manual}.', or that file is missing"
        work = WORK.findall(head)
        if not work:
            yield f"{source}: the head names no file of lib/ that does its work"
        for path in work:
            if not (root / path).exists():
                yield f"{source}: the head names {path}, which is missing"
        if not list((root / "tests" / "cli" / command).glob("*.golden")):
            yield f"tests/cli/{command}: no golden transcript"


def headers(root):
    for path, _ in sources(root):
        if path.endswith(".cpp") and not NO_HEADER.fullmatch(path) and not (root / path).with_suffix(".hpp").exists():
            yield f"{path}: no header of its name"


def folders(root):
    for folder in sorted({(root / path).parent for path, _ in sources(root)}):
        count = len(list(folder.glob("*.[ch]pp")))
        if count > FOLDER_FILES_MAX:
            yield f"{folder.relative_to(root).as_posix()}: {count} files (at most {FOLDER_FILES_MAX}): it needs rooms"


def listed_rooms(root):
    """Each room with the headers that the outside may include, as includes name them."""
    rooms = {}
    for line in (root / "lib" / "rooms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            room, _, names = line.partition(":")
            rooms[room] = {f"{room}/{name}.hpp" for name in names.split()}
    return rooms


def inside(root, path, room):
    """A room's files, and the face before it: lib/job/scan.hpp and .cpp belong to lib/job/scan/. A room without a face is
    open to its module: rpc/parse to all of rpc."""
    if (root / "lib" / f"{room}.hpp").exists():
        return path.startswith(f"lib/{room}/") or path in (f"lib/{room}.hpp", f"lib/{room}.cpp")
    return path.startswith(f"lib/{room.partition('/')[0]}/")


def rooms(root):
    listed = listed_rooms(root)
    present = {path.relative_to(root / "lib").as_posix() for path in (root / "lib").glob("*/*") if path.is_dir()}
    for room in sorted(present ^ set(listed)):
        yield f"lib/{room}: a folder that lib/rooms.txt does not list" if room in present else f"lib/rooms.txt: no folder {room}"
    used = set()
    for path, text in sources(root):
        for include in INCLUDE.findall(text):
            room = include.rpartition("/")[0]
            if room in listed and not inside(root, path, room):
                used.add(include)
                if include not in listed[room]:
                    yield f"{path}: includes {include}, which lib/rooms.txt does not open to the outside of {room}"
    for room, names in sorted(listed.items()):
        for name in sorted(names - used):
            yield f"lib/rooms.txt: {name} is open, and nobody outside includes it"


def main(arguments):
    if len(arguments) != 1:
        sys.exit("usage: check_house.py ROOT")
    root = pathlib.Path(arguments[0]).resolve()
    found = [complaint for check in (commands, headers, folders, rooms) for complaint in check(root)]
    if found:
        print(*found, sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
