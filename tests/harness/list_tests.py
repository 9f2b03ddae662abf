# SPDX-License-Identifier: MIT
"""Prints the tests of a unittest file as Class.method, one a line, without importing it; behind that the word of
harness/database.py that says for which engine it is, where there is one."""
import ast
import sys


ENGINES = ("sqlite_only", "postgres_only", "any_engine")


def engine_of(*nodes):
    """The word of the method, else that of its class."""
    for node in nodes:
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Name) and decorator.id in ENGINES:
                return f" {decorator.id}"
    return ""


def tests_of(source):
    """Every method test_* of every class, in order; a method twice in a class is an error."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
            names = [item.name for item in methods]
            doubled = {name for name in names if names.count(name) > 1}
            if doubled:
                raise SystemExit(f"{node.name}: defined twice: {', '.join(sorted(doubled))}")
            found += [f"{node.name}.{item.name}{engine_of(item, node)}" for item in methods
                      if item.name.startswith("test_")]
    return found


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print("\n".join(tests_of(file.read())))
