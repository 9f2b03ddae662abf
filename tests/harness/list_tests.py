# SPDX-License-Identifier: MIT
"""list_tests.py class|method FILE: the tests of a unittest file that CTest runs, one a line, without importing it:
NAME ENGINE METHOD…, where ENGINE is sqlite, postgres, postgres_only (none of the tests is also run on SQLite), or any
(run on one engine), and METHODs are arguments of the file.

`class` makes one CTest test of each class, whose methods share an Anvil and a server; `method` makes one of each method."""
import ast
import sys


WORDS = {"sqlite_only": ("sqlite",), "postgres_only": ("postgres",), "any_engine": ("any",)}
BOTH = ("sqlite", "postgres")


def engines_of(*nodes):
    """By the decorator of harness/database.py on the method, else on its class; both engines without one."""
    for node in nodes:
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Name) and decorator.id in WORDS:
                return WORDS[decorator.id]
    return BOTH


def classes_of(source):
    """(class, [(method, engines)]) of every class that has tests. Exits if a class defines a method twice, or within another block."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.ClassDef):
            continue
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        names = [item.name for item in methods]
        doubled = {name for name in names if names.count(name) > 1}
        if doubled:
            raise SystemExit(f"{node.name}: defined twice: {', '.join(sorted(doubled))}")
        tests = [(item.name, engines_of(item, node)) for item in methods if item.name.startswith("test_")]
        nested = {item.name for item in ast.walk(node) if isinstance(item, ast.FunctionDef) and item.name.startswith("test_")}
        if nested - set(names):
            raise SystemExit(f"{node.name}: would never run, define it in the class itself: {', '.join(sorted(nested - set(names)))}")
        if tests:
            yield node.name, tests


def by_class(source):
    for name, tests in classes_of(source):
        groups = {}
        for method, engines in tests:
            for engine in engines:
                groups.setdefault(engine, []).append(f"{name}.{method}")
        # Tests for any engine are run with the class's other tests.
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
