# SPDX-License-Identifier: MIT
"""check_rebuild.py ROOT: how many sources of lib/ and cli/ a change of a header compiles again, by the #include lines."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.MULTILINE)
# Of these headers, and at most so many sources. Whoever gets near: declare the struct where a reference is enough.
SOURCES_MAX = {"payment/payment.hpp": 25}


def includes_of(root):
    """Of every file of lib/ (the include root) and cli/, by the name it is included by, what it includes."""
    return {
        path.relative_to(root / "lib" if folder == "lib" else root).as_posix(): INCLUDE.findall(path.read_text("utf-8"))
        for folder in ("lib", "cli")
        for path in sorted((root / folder).rglob("*.[ch]pp"))
    }


def reached(includes, file):
    """Every file that this one includes, directly or not."""
    found, waiting = set(), [file]
    while waiting:
        for name in includes.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def complaints(root):
    includes = includes_of(root)
    sources = [name for name in includes if name.endswith(".cpp")]
    for header, most in SOURCES_MAX.items():
        if header not in includes:
            yield f"lib/{header}: does not exist"
        users = [name for name in sources if header in reached(includes, name)]
        if len(users) > most:
            yield f"lib/{header}: {len(users)} sources include it (at most {most}): {' '.join(users)}"


def main(arguments):
    if len(arguments) != 1:
        sys.exit("usage: check_rebuild.py ROOT")
    found = list(complaints(pathlib.Path(arguments[0]).resolve()))
    if found:
        print(*found, sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
