# SPDX-License-Identifier: MIT
"""one_engine.py: reads `ctest -N` and prints a regular expression for `ctest -E`: the tests that an ordinary run leaves out.

A class of end-to-end tests that exists for both engines is run on one of them: half of the classes on SQLite, half on PostgreSQL,
chosen by the seed. The main job, the C++ tests, the golden transcripts and the kill tests are always run on both."""
import re
import sys

from harness.part import dice, plays_all

LISTED = re.compile(r"^ *Test +#\d+: (\S+)$", re.MULTILINE)
CLASS = re.compile(r"integration\.(?!main_job\.)\w+\.\w+")
POSTGRES = "@postgres"


def on_both(names):
    """The names, without the engine, of the classes that are listed for both engines."""
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
    # Without names the expression is ^()$, which matches no test.
    print("^(" + "|".join(map(re.escape, out)) + ")$")


if __name__ == "__main__":
    main()
