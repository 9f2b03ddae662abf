# SPDX-License-Identifier: MIT
"""tidy.py ROOT: clang-tidy over lib/ and cli/, by the preset tidy (clang, no precompiled header, no sanitizer).

CTRIP_TEST_ALL=1 looks at every source, eight at once (CTRIP_UNITY: the headers, which take most of the time, are looked at once
for all eight); without it at what the change touches, at most FILES_MAX sources, at once for the same reason, which of them by
CTRIP_TEST_SEED. The change is what is not committed, and the commits since the branch left origin, or else the last one;
CTRIP_TIDY_SINCE names another commit to begin from."""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness.part import dice, plays_all

FILES_MAX = 3
ROOMS = ("lib/", "cli/")
CLANG_TIDY = "clang-tidy-14"


def git(root, *words):
    """What git says; None where it can't: no repository, or no such commit."""
    done = subprocess.run(["git", "-C", root, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def beginning(root):
    """The commit that the change starts from."""
    if "CTRIP_TIDY_SINCE" in os.environ:
        return os.environ["CTRIP_TIDY_SINCE"]
    fork = git(root, "merge-base", "HEAD", "origin/HEAD")
    return fork if fork and fork != git(root, "rev-parse", "HEAD") else "HEAD~1"


def touched(root):
    """The files of the change, from the root."""
    changed = git(root, "diff", "--name-only", "--diff-filter=d", beginning(root))
    if changed is None:  # The first commit, or a clone of one commit.
        changed = git(root, "diff", "--name-only", "--diff-filter=d", "HEAD")
    added = git(root, "ls-files", "--others", "--exclude-standard")
    if changed is None or added is None:
        print("no git repository: nothing is known of the change; CTRIP_TEST_ALL=1 looks at everything")
        return []
    return changed.splitlines() + added.splitlines()


def sources(root):
    return sorted(
        path.relative_to(root).as_posix() for room in ROOMS for path in (root / room).rglob("*.cpp"))


def source_of(root, header):
    """A header is looked at within its own source, or else within one that includes it."""
    own = header.removesuffix(".hpp") + ".cpp"
    if (root / own).exists():
        return own
    line = f'#include "{header.removeprefix("lib/")}"'
    return next((path for path in sources(root) if line in (root / path).read_text(encoding="utf-8")), None)


def wanted(root):
    if plays_all():
        return sources(root)
    of_change = set()
    for path in touched(root):
        if path.startswith(ROOMS) and path.endswith(".cpp"):
            of_change.add(path)
        elif path.startswith(ROOMS) and path.endswith(".hpp"):
            of_change.add(source_of(root, path))
    chosen = sorted(of_change - {None})
    if len(chosen) > FILES_MAX:
        print(f"{FILES_MAX} of the {len(chosen)} sources that the change touches; CTRIP_TEST_ALL=1 looks at everything")
        chosen = sorted(dice("tidy").sample(chosen, FILES_MAX))
    return chosen


def configure(root, build, *options):
    subprocess.run(["cmake", "--preset", "tidy", "-B", build, *options], cwd=root, stdout=subprocess.DEVNULL, check=True)


def unity_sources(build):
    """The generated files that include eight sources each."""
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    return sorted({command["file"] for command in commands if "/Unity/" in command["file"]})


def groups(root, build, chosen):
    """The chosen sources that are compiled with the same flags, and the command of one of them."""
    commands = {command["file"]: command for command in
                json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))}
    found = {}
    for source in chosen:
        command = commands.get(str(root / source), {"command": source})
        flags = re.sub(r" -o \S+ -c \S+$", "", command["command"])
        found.setdefault(flags, (command, []))[1].append(source)
    return list(found.values())


def complaints_together(root, build, number, command, chosen):
    """Looks at all these sources within one generated file; at each alone if they do not compile together, since two may have a name
    of the same kind."""
    if len(chosen) == 1:
        return complaints(root, build, chosen[0])
    folder = build / f"together-{number}"
    folder.mkdir(exist_ok=True)
    together = folder / "together.cpp"
    together.write_text("".join(f'#include "{root / source}"\n' for source in chosen), encoding="utf-8")
    written = {**command, "file": str(together), "command": command["command"].replace(command["file"], str(together))}
    (folder / "compile_commands.json").write_text(json.dumps([written]), encoding="utf-8")
    said = complaints(root, folder, together)
    if "clang-diagnostic-error" not in said:
        return said
    print("they do not compile as one file: each is looked at alone", flush=True)
    return "".join(complaints(root, build, source) for source in chosen)


def complaints(root, build, source):
    done = subprocess.run(
        [CLANG_TIDY, "--quiet", "--checks=-bugprone-suspicious-include", "-p", build, root / source],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout or f"{source}: {CLANG_TIDY} ended with {done.returncode}\n{done.stderr}"


def told(all_said):
    """Prints what was said; 1 if anything was."""
    found = False
    for said in all_said:
        found = found or bool(said)
        print(said, end="", flush=True)
    return int(found)


def main(arguments):
    if len(arguments) != 1:
        sys.exit("usage: tidy.py ROOT")
    root = pathlib.Path(arguments[0]).resolve()
    build = root / "build" / ("tidy-all" if plays_all() else "tidy")
    chosen = wanted(root)
    print(f"{len(chosen)} sources:", *chosen, flush=True)
    if not chosen:
        return 0
    configure(root, build, *(["-DCTRIP_UNITY=ON"] if plays_all() else []))
    if plays_all():
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return told(pool.map(lambda source: complaints(root, build, source), unity_sources(build)))
    return told(complaints_together(root, build, number, *group) for number, group in enumerate(groups(root, build, chosen)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
