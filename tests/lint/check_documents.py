# SPDX-License-Identifier: MIT
"""check_documents.py CHECK ROOT: holds docs/ to what it documents. Each complaint is file:line: what is wrong."""
import glob
import pathlib
import re
import sqlite3
import sys

SCHEMA = "docs/schema.md"
METRICS = "man/ctrip-metrics.1"
COLUMN = re.compile(r"^\| `(\w+)` \|(.*)\|$")
CELLS = 5
# A path of the tree in backquotes; a call of a function or a placeholder is none.
PATH = re.compile(r"`((?:cli|cmake|config|contracts|docs|lib|man|migrations|packaging|tests)/[\w./{},*@-]*)`")
TEST_FILE = re.compile(r"`(\w+_test\.(?:cpp|py))`")
TEST_CLASS = re.compile(r"`([\w/]+_test\.py)` \(`(\w+)`\)")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
RELEASE = re.compile(r"(\d+\.\d+\.\d+) – \d{4}-\d\d-\d\d")


def documented(text):
    """The tables of the page with the line where each begins and those of its columns; and complaints about its form."""
    tables, columns, complaints = {}, {}, []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            columns = {}
            tables[line[3:].strip()] = (number, columns)
        match = COLUMN.match(line)
        if not match:
            continue
        cells = [cell.strip() for cell in match[2].split("|")]
        if match[1] in columns:
            complaints.append(f"{SCHEMA}:{number}: column {match[1]} stands twice")
        # A unit may be missing; what it holds, who writes it and who reads it may not.
        if len(cells) != CELLS - 1 or not (cells[0] and cells[2] and cells[3]):
            complaints.append(f"{SCHEMA}:{number}: column {match[1]}: {CELLS} cells are wanted, and only the unit may be empty")
        columns[match[1]] = number
    return tables, complaints


def migrated(root):
    """The tables and columns of an empty SQLite database after every migration. The program makes schema_migrations."""
    database = sqlite3.connect(":memory:")
    for path in sorted((root / "migrations/sqlite").glob("*.up.sql")):
        database.executescript(path.read_text(encoding="utf-8"))
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    tables = {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in names}
    database.close()
    tables["schema_migrations"] = re.findall(r"[(,] ?(\w+) (?:INTEGER|TEXT|BIGINT)", migrator_table(root))
    return tables


def migrator_table(root):
    """The statement that makes schema_migrations, out of the program's strings."""
    text = (root / "lib/store/schema/migrator.cpp").read_text(encoding="utf-8")
    return re.sub(r'"\s*"', "", text[text.index("CREATE TABLE IF NOT EXISTS schema_migrations"):].split(";")[0])


def schema(root):
    tables, complaints = documented((root / SCHEMA).read_text(encoding="utf-8"))
    yield from complaints
    real = migrated(root)
    for name in sorted(set(real) - set(tables)):
        yield f"{SCHEMA}:1: no table {name}"
    for name, (number, columns) in tables.items():
        if name not in real:
            yield f"{SCHEMA}:{number}: the schema has no table {name}"
            continue
        for column in sorted(set(real[name]) - set(columns)):
            yield f"{SCHEMA}:{number}: no column {name}.{column}"
        for column in sorted(set(columns) - set(real[name])):
            yield f"{SCHEMA}:{columns[column]}: the schema has no column {name}.{column}"


def expand(path):
    """a.{hpp,cpp} as the shell reads it."""
    match = re.search(r"\{([^{}]*)\}", path)
    if not match:
        return [path]
    return [one for part in match[1].split(",") for one in expand(path[:match.start()] + part + path[match.end():])]


def missing_in(root, page, line):
    """What a line names and the tree does not have."""
    for path in PATH.findall(line):
        for one in expand(path):
            if not glob.glob(str(root / one)):
                yield f"no {one}"
    for name in TEST_FILE.findall(line):
        if not glob.glob(str(root / "tests" / "**" / name), recursive=True):
            yield f"no {name}"
    for name, wanted in TEST_CLASS.findall(line):
        places = glob.glob(str(root / "tests" / "**" / pathlib.Path(name).name), recursive=True)
        if not any(f"class {wanted}(" in pathlib.Path(place).read_text(encoding="utf-8") for place in places):
            yield f"no class {wanted} in {name}"
    for target in LINK.findall(line):
        if not (page.parent / target).exists():
            yield f"a link to {target}, which is not there"


def paths(root):
    """What a document names is there: files, tests and their classes, linked pages."""
    pages = [*sorted((root / "docs").rglob("*.md")), *sorted(root.glob("*.md"))]
    for page in pages:
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            for complaint in missing_in(root, page, line):
                yield f"{page.relative_to(root)}:{number}: {complaint}"


def release(root):
    """The program's version is the newest one of the changelog, whose versions go down, below what is not released yet."""
    cmake = (root / "CMakeLists.txt").read_text(encoding="utf-8")
    build = re.search(r"^project\(ctrip VERSION (\d+\.\d+\.\d+) ", cmake, re.MULTILINE)
    headings = re.findall(r"^## (.*)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    if not build:
        yield "CMakeLists.txt:1: no project(ctrip VERSION X.Y.Z …)"
        return
    if headings[:1] != ["[Unreleased]"]:
        yield "CHANGELOG.md:1: the first heading is not [Unreleased]"
    versions = []
    for heading in headings[1:]:
        match = RELEASE.fullmatch(heading)
        if not match:
            yield f"CHANGELOG.md:1: '{heading}' is not 'X.Y.Z – YYYY-MM-DD'"
            continue
        versions.append(tuple(map(int, match[1].split("."))))
    if versions != sorted(versions, reverse=True):
        yield "CHANGELOG.md:1: the newest version does not come first"
    newest = ".".join(map(str, versions[0])) if versions else "none"
    if newest != build[1]:
        yield f"CMakeLists.txt:1: version {build[1]}, but the newest of CHANGELOG.md is {newest}"


def metrics(root):
    """The manual lists every metric that the program can show, and no other."""
    source = "".join((root / file).read_text(encoding="utf-8") for file in ("lib/meter/families.cpp", "lib/telemetry/metrics.cpp"))
    shown = set(re.findall(r'"(ctrip_[a-z_]+)"', source))
    listed = set(re.findall(r"^\.It Ql (ctrip_[a-z_]+)", (root / METRICS).read_text(encoding="utf-8"), re.MULTILINE))
    for name in sorted(shown - listed):
        yield f"{METRICS}:1: no {name}, which the program shows"
    for name in sorted(listed - shown):
        yield f"{METRICS}:1: {name} is no metric of the program"


CHECKS = {check.__name__: check for check in (schema, paths, release, metrics)}


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in CHECKS:
        sys.exit(f"usage: check_documents.py {'|'.join(CHECKS)} ROOT")
    found = list(CHECKS[arguments[0]](pathlib.Path(arguments[1]).resolve()))
    if found:
        print(*found, sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
