# SPDX-License-Identifier: MIT
"""Prints the tests of a unittest file as Class.method, one a line, without importing it."""
import ast
import sys


def tests_of(source):
    """Every method test_* of every class, in order; a method twice in a class is an error."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            names = [item.name for item in node.body if isinstance(item, ast.FunctionDef)]
            doubled = {name for name in names if names.count(name) > 1}
            if doubled:
                raise SystemExit(f"{node.name}: defined twice: {', '.join(sorted(doubled))}")
            found += [f"{node.name}.{name}" for name in names if name.startswith("test_")]
    return found


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print("\n".join(tests_of(file.read())))
