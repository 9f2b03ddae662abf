# SPDX-License-Identifier: MIT
"""one_engine.py: which tests an ordinary run leaves out, as a regular expression for `ctest -E`; reads `ctest -N`.

A class of end-to-end tests that is there for both engines is played on one of them: half of the classes on SQLite, half on
PostgreSQL, which ones by the seed. The main job is always played on both, and so are the C++ tests, the golden transcripts and
the kill tests, which are other names."""
import re
import sys

from harness.part import dice, plays_all

LISTED = re.compile(r"^ *Test +#\d+: (\S+)$", re.MULTILINE)
CLASS = re.compile(r"integration\.(?!main_job\.)\w+\.\w+")
POSTGRES = "@postgres"


def on_both(names):
    """The classes that are listed for both engines, by their names without the engine."""
    there = set(names)
    return sorted(name for name in there if CLASS.fullmatch(name) and name + POSTGRES in there)


def left_out(names):
    if plays_all():
        return []
    classes = on_both(names)
    dice("engines").shuffle(classes)
    half = len(classes) // 2
    return sorted([name + POSTGRES for name in classes[:half]] + classes[half:])


def main():
    out = left_out(LISTED.findall(sys.stdin.read()))
    # Nothing matches a name that is empty.
    print("^(" + "|".join(map(re.escape, out)) + ")$")


if __name__ == "__main__":
    main()
