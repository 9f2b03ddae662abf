# SPDX-License-Identifier: MIT
"""list_tests.py class|method FILE: the tests of a unittest file that CTest runs, one a line, without importing it:
NAME ENGINE METHOD…, where ENGINE is sqlite, postgres, postgres_only (with no test that is played on a file as well), or any
(played once), and METHODs are arguments of the file.

`class` makes one test of a class's methods, which then share what is slow to start; `method` makes one of each."""
import ast
import sys


WORDS = {"sqlite_only": ("sqlite",), "postgres_only": ("postgres",), "any_engine": ("any",)}
BOTH = ("sqlite", "postgres")


def engines_of(*nodes):
    """By the word of harness/database.py at the method, else at its class."""
    for node in nodes:
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Name) and decorator.id in WORDS:
                return WORDS[decorator.id]
    return BOTH


def classes_of(source):
    """(class, [(method, engines)]) of every class that has tests; a method twice in a class is an error."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.ClassDef):
            continue
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        names = [item.name for item in methods]
        doubled = {name for name in names if names.count(name) > 1}
        if doubled:
            raise SystemExit(f"{node.name}: defined twice: {', '.join(sorted(doubled))}")
        tests = [(item.name, engines_of(item, node)) for item in methods if item.name.startswith("test_")]
        if tests:
            yield node.name, tests


def by_class(source):
    for name, tests in classes_of(source):
        groups = {}
        for method, engines in tests:
            for engine in engines:
                groups.setdefault(engine, []).append(f"{name}.{method}")
        # What is played once goes along where the class is played anyway.
        if "any" in groups and len(groups) > 1:
            groups[min(set(groups) - {"any"}, key=("sqlite", "postgres").index)] += groups.pop("any")
        for engine, methods in groups.items():
            both = set(groups.get("sqlite", ()))
            yield " ".join((name, "postgres_only" if engine == "postgres" and not both.intersection(methods) else engine,
                            *methods))


def by_method(source):
    for name, tests in classes_of(source):
        for method, engines in tests:
            for engine in engines:
                word = "postgres_only" if engines == ("postgres",) else engine
                yield f"{name}.{method} {word} {name}.{method}"


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        print("\n".join({"class": by_class, "method": by_method}[sys.argv[1]](file.read())))
