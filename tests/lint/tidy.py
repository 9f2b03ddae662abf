# SPDX-License-Identifier: MIT
"""tidy.py ROOT: clang-tidy over lib/ and cli/, by the preset tidy (clang, no precompiled header, no sanitizer).

CTRIP_TEST_ALL=1 looks at every source, eight at once (CTRIP_UNITY: the headers, which take most of the time, are looked at once
for all eight); without it at what the change touches, at most FILES_MAX sources, which of them by
CTRIP_TEST_SEED. The change is what is not committed, and the commits since the branch left origin, or else the last one;
CTRIP_TIDY_SINCE names another commit to begin from."""
import concurrent.futures
import json
import os
import pathlib
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


def complaints(root, build, source):
    done = subprocess.run(
        [CLANG_TIDY, "--quiet", "--checks=-bugprone-suspicious-include", "-p", build, root / source],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout or f"{source}: {CLANG_TIDY} ended with {done.returncode}\n{done.stderr}"


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
        chosen = unity_sources(build)
    found = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() if plays_all() else 1) as pool:
        for said in pool.map(lambda source: complaints(root, build, source), chosen):
            found = found or bool(said)
            print(said, end="", flush=True)
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
