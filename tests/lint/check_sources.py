# SPDX-License-Identifier: MIT
"""check_sources.py CHECK ROOT: one rule over the tree, without git. Each complaint is file:line: what is wrong."""
import ast
import fnmatch
import json
import os
import pathlib
import re
import subprocess
import sys

SKIPPED = {".git", "build", "node_modules", "__pycache__", ".cache", ".idea", ".vscode"}
FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 500
CLASS_LINES_WARN = 250
CLASS_LINES_MAX = 400
# Written so that this file does not contain what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.$}])/(?:wor[k]|roo[t]|hom[e]/[a-z0-9]+)/")
REGISTRY_HOSTS = re.compile(r"registr[y]\.[a-z0-9-]+\.[a-z]+|npmmirro[r]|artifactor[y]|verdacci[o]", re.IGNORECASE)
PRINTS = re.compile(r"\b(?:printf|fprintf|vprintf|puts|fputs|putchar)\s*\(|\bstd::(?:cout|cerr|clog)\b|\bfmt::print(?:ln)?\s*\(")
FLOATS = re.compile(r"\b(?:double|float|to_double)\b")
DANGEROUS = re.compile(
    r"(?<![\w.>])(?:std::)?(?:system|popen|rand|srand|strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca|setjmp|longjmp"
    r"|atoi|atol|atoll|atof|stoi|stol|stoll|stod|stof|gmtime|localtime|tmpnam|mktemp)\s*\("
    r"|\bnew\s+[A-Za-z_:]|\bdelete(?:\[\])?\s+[A-Za-z_*(]"
)
# By their form after clang-format: the braces of what stands at the beginning of a line stand there too.
CLASS_BODY = re.compile(r"^(?:class|struct) (\w+)[^;{]*\n?\{\n.*?^\};\n", re.MULTILINE | re.DOTALL)
MEMBER_BODY = re.compile(
    r"^(?:[A-Za-z\[][^;{}#]*?\b)?([A-Z]\w+)::~?\w+(?: ?[-+*=<>!\[\]()]+)?\([^;{}]*?(?:\n    :.*?)?\n\{\n.*?^\}\n",
    re.MULTILINE | re.DOTALL)
UNIT_CASE = re.compile(r"^\w*TEST_CASE\((.*?)^\{", re.MULTILINE | re.DOTALL)
MONEY = ("lib/evm/", "lib/payment/", "lib/wallet/", "lib/store/", "lib/job/sweep")
CLI11 = re.compile(r'^\s*#\s*include\s*[<"]CLI/', re.MULTILINE)
CLI11_USER = "cli/option_parser.cpp"
# base/check says why the program aborts, when nothing else may work any more.
PRINTERS = ("cli/", "lib/base/log.", "lib/base/check.")


def files(root, *suffixes):
    """Every file of ours that ends so, as (path from the root, text)."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        for name in sorted(set(names) - SKIPPED):
            path = pathlib.Path(folder) / name
            if path.is_symlink() or (suffixes and path.suffix not in suffixes):
                continue
            try:
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def code_of(text):
    """C++ without comments and the insides of strings, line by line as before."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)

    def blank(match):
        return ("" if match[0].startswith("/") else '""') + "\n" * match[0].count("\n")

    # A digit separator is no character literal.
    return token.sub(blank, re.sub(r"(?<=\d)'(?=\d)", "", text))


def ours(path):
    return path.startswith(("lib/", "cli/"))


def found_in_code(root, wanted, where, what):
    for path, text in files(root, ".cpp", ".hpp"):
        if where(path):
            for number, line in enumerate(code_of(text).splitlines(), 1):
                match = wanted.search(line)
                if match:
                    yield f"{path}:{number}: {what}: {match[0].strip()}"


def functions(root):
    """By its form after clang-format a function's braces stand alone in their lines, at one depth."""
    for path, text in files(root, ".cpp", ".hpp"):
        opened = {}
        for number, line in enumerate(text.splitlines() if ours(path) else [], 1):
            indent = len(line) - len(line.lstrip(" "))
            if line.strip() == "{":
                opened[indent] = number
            elif line.strip() == "}" and indent in opened:
                lines = number - opened.pop(indent) - 1
                if lines > FUNCTION_LINES_MAX:
                    yield f"{path}:{number - lines - 1}: a function of {lines} lines (at most {FUNCTION_LINES_MAX})"
    for path, text in files(root, ".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > FUNCTION_LINES_MAX:
                yield f"{path}:{node.lineno}: {node.name} is longer than {FUNCTION_LINES_MAX} lines"


def class_lines(root):
    """Each class of ours with its lines: its body, and its members' bodies in whichever source they stand."""
    lines = {}
    for path, text in files(root, ".cpp", ".hpp"):
        if not ours(path):
            continue
        module = path.split("/")[1]
        for match in CLASS_BODY.finditer(text):
            lines[module, match[1]] = lines.get((module, match[1]), 0) + match[0].count("\n")
        for match in MEMBER_BODY.finditer(text):
            name = module, match[1]
            lines[name] = lines.get(name, 0) + match[0].count("\n")
    return lines


def classes(root):
    """A class that is longer than a reader can hold in mind is two: a warning, and at last a complaint."""
    for (module, name), count in sorted(class_lines(root).items()):
        if count > CLASS_LINES_MAX:
            yield f"{module}: class {name} has {count} lines (at most {CLASS_LINES_MAX})"
        elif count > CLASS_LINES_WARN:
            print(f"warning: {module}: class {name} has {count} lines (better at most {CLASS_LINES_WARN})")


def file_lengths(root):
    for path, text in files(root, ".cpp", ".hpp", ".c", ".py", ".js", ".cmake", ".sh"):
        lines = text.count("\n")
        if lines > FILE_LINES_MAX:
            yield f"{path}:1: {lines} lines (at most {FILE_LINES_MAX})"


def prints(root):
    return found_in_code(
        root, PRINTS, lambda path: ours(path) and not path.startswith(PRINTERS), "only cli/ and base/log print")


def money(root):
    """Amount itself has the one way out, to_double() for metrics: nothing that handles money may take it."""

    def handles(path):
        return path.startswith(MONEY) and not path.startswith("lib/evm/amount.")

    return found_in_code(root, FLOATS, handles, "money knows no floating point")


def banned(root):
    return found_in_code(root, DANGEROUS, ours, "banned")


def cli11(root):
    """CLI11 is templates: each file that includes it costs seconds to compile, so one does."""
    found = False
    for path, text in files(root, ".cpp", ".hpp"):
        match = CLI11.search(text)
        found = found or bool(match) and path == CLI11_USER
        if match and path != CLI11_USER:
            line = text.count("\n", 0, match.end()) + 1
            yield f"{path}:{line}: includes CLI11; only {CLI11_USER} does"
    if not found:
        yield f"{CLI11_USER}:1: does not include CLI11"


def tags(root):
    """CTest runs the cases of tests/unit/<module>/<file> by the file's and the module's tag: a case without its module's
    would be run by nobody."""
    for path, text in files(root / "tests" / "unit", ".cpp"):
        module = path.partition("/")[0]
        for match in UNIT_CASE.finditer(text):
            if f"[{module}]" not in match[1]:
                line = text.count("\n", 0, match.start()) + 1
                yield f"tests/unit/{path}:{line}: a case without the tag [{module}]"


def heads(root):
    """The first lines of every source: licence (below the interpreter of a script), and the guard of a header."""
    for path, text in files(root, ".cpp", ".hpp", ".c", ".py", ".js", ".sol"):
        if ours(path) or path.startswith("tests/") and path.endswith((".py", ".js", ".sol", ".c")):
            if "SPDX-License-Identifier: MIT" not in re.sub(r"^#!.*\n", "", text).split("\n", 1)[0]:
                yield f"{path}:1: the first line is not the SPDX licence"
        if path.endswith(".hpp") and ours(path) and "\n#pragma once\n" not in text:
            yield f"{path}:1: no #pragma once"


def todos(root):
    for path, text in files(root, ".cpp", ".hpp", ".c", ".py", ".js", ".sh", ".cmake", ".sql"):
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"\b(?:TOD[O](?!\(#\d+\))|FIXM[E]|XX[X])\b", line):
                yield f"{path}:{number}: finish it, or name the issue"


def machine(root):
    """Nothing of the machine a file was made on: no path of its own, no package server."""
    for path, text in files(root):
        for number, line in enumerate(text.splitlines(), 1):
            for what, wanted in (("a path of one machine", MACHINE_PATHS), ("a package server", REGISTRY_HOSTS)):
                match = wanted.search(line)
                if match:
                    yield f"{path}:{number}: {what}: {match[0]}"
        if path.endswith("package-lock.json"):
            for name, package in json.loads(text).get("packages", {}).items():
                if "resolved" in package:
                    yield f"{path}:1: {name} names the server it came from"


def shell(root):
    """shellcheck over every shell script, and each shell's own reading of its completions."""
    for path, text in files(root):
        first = text.split("\n", 1)[0]
        bash = path == "completions/ctrip.bash"
        if bash or re.match(r"#!\s*/(?:usr/)?bin/(?:env )?(?:ba|da)?sh\b", first):
            yield from complaints(["shellcheck", *(["-s", "bash"] if bash else []), path], root)
        elif path == "completions/_ctrip":
            yield from complaints(["zsh", "-n", path], root)
        elif path.endswith(".fish"):
            yield from complaints(["fish", "--no-execute", path], root)


def complaints(command, root):
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        yield f"{' '.join(command)}:\n{done.stdout}"


def format(root):
    """By clang-format 14, as .clang-format says: another version formats differently."""
    paths = [path for path, _ in files(root, ".cpp", ".hpp", ".c", ".h")]
    yield from complaints(["clang-format-14", "--dry-run", "-Werror", *paths], root) if paths else ()


def tidy_globs(root):
    """The globs of .clang-tidy in their order; the last one that fits a check says whether it is on."""
    listed = re.search(r"^Checks: >\n((?:  .*\n)+)", (root / ".clang-tidy").read_text(encoding="utf-8"), re.MULTILINE)
    return [glob for glob in re.split(r"[,\s]+", listed[1]) if glob]


def is_on(check, globs):
    on = False
    for glob in globs:
        if fnmatch.fnmatchcase(check, glob.removeprefix("-")):
            on = not glob.startswith("-")
    return on


def nolints(root):
    """Each exception from clang-tidy names a check that is on, in a source that it looks at; each check that is off has its
    reason in the comment above them."""
    globs = tidy_globs(root)
    reasons = "\n".join(
        line for line in (root / ".clang-tidy").read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    for glob in globs:
        if glob.startswith("-") and not re.search(rf"(?<![\w-]){re.escape(glob[1:])}(?![\w-])", reasons):
            yield f".clang-tidy:1: {glob[1:]} is off without a reason"
    for path, text in files(root, ".cpp", ".hpp"):
        for number, line in enumerate(text.splitlines(), 1):
            for names in re.findall(r"NOLINT(?:NEXTLINE|BEGIN|END)?(?:\(([^)]*)\))?", line):
                if not ours(path):
                    yield f"{path}:{number}: clang-tidy does not look here"
                for name in names.split(","):
                    if not is_on(name.strip(), globs):
                        yield f"{path}:{number}: the check {name.strip() or '(none named)'} is off"


def manuals(root):
    pages = sorted(str(path.relative_to(root)) for path in (root / "man").glob("*"))
    if not pages:
        yield "man/: no manual"
    for page in pages:
        yield from complaints(["mandoc", "-T", "lint", "-W", "warning", page], root)


CHECKS = {
    check.__name__: check
    for check in (functions, classes, file_lengths, prints, money, banned, cli11, tags, heads, todos, machine, shell, nolints, manuals, format)
}


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in CHECKS:
        sys.exit(f"usage: check_sources.py {'|'.join(CHECKS)} ROOT")
    found = list(CHECKS[arguments[0]](pathlib.Path(arguments[1]).resolve()))
    if found:
        print(*found, sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
