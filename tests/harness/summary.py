# SPDX-License-Identifier: MIT
"""summary.py RECORD: durations of a CTest run, from its JUnit XML: the slowest tests, and the sum by kind. A kind is a file of
integration tests, else the part of a name before the first dot."""
import collections
import re
import sys
import xml.etree.ElementTree

SLOWEST = 30


def kind_of(name):
    parts = name.removesuffix("@postgres").split(".")
    return ".".join(parts[:2]) if parts[0] == "integration" else parts[0]


def tests_of(record):
    """[(seconds, name)] of the tests that ran, slowest first."""
    root = xml.etree.ElementTree.parse(record).getroot()
    ran = [case for case in root.iter("testcase") if case.get("status") in ("run", "fail")]
    return sorted(((float(case.get("time")), case.get("name")) for case in ran), reverse=True)


def lines_of(tests):
    yield f"The slowest {min(SLOWEST, len(tests))} of {len(tests)} tests, seconds:"
    for seconds, name in tests[:SLOWEST]:
        yield f"{seconds:8.1f}  {name}"
    kinds = collections.defaultdict(list)
    for seconds, name in tests:
        kinds[kind_of(name)].append(seconds)
    yield "By kind, seconds and tests:"
    for kind, times in sorted(kinds.items(), key=lambda item: -sum(item[1])):
        yield f"{sum(times):8.1f} {len(times):4d}  {kind}"
    yield f"{sum(seconds for seconds, _ in tests):8.1f} {len(tests):4d}  together; less by the clock, since some run side by side"


def main(record):
    tests = tests_of(record)
    for line in lines_of(tests) if tests else ():
        print(re.sub(r"\s+$", "", line))


if __name__ == "__main__":
    main(sys.argv[1])
