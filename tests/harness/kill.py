# SPDX-License-Identifier: MIT
"""Kills the program before a chosen database statement or network write, or cuts its connection to PostgreSQL there,
by a preloaded library (kill_at.c)."""
import atexit
import dataclasses
import os
import pathlib
import re
import signal
import tempfile

KILLED = -signal.SIGKILL


@dataclasses.dataclass
class Counts:
    """What one undisturbed run did."""

    statements: int
    sends: int
    connections: int

    def points(self):
        """Every instant at which a crash could make a difference, as (kind, n)."""
        return [("statement", n) for n in range(1, self.statements + 1)] + [
            ("send", n) for n in range(1, self.sends + 1)
        ]


def preloadable(path):
    """The same library by a name that LD_PRELOAD takes: it ends a name at a space or a colon."""
    if not re.search(r"[\s:]", path):
        return path
    link = pathlib.Path(tempfile.gettempdir()) / f"ctrip-{os.getpid()}-{os.path.basename(path)}"
    if re.search(r"[\s:]", str(link)):
        link = pathlib.Path("/tmp") / link.name
    if not link.is_symlink():
        link.symlink_to(path)
        atexit.register(link.unlink)
    return str(link)


def library():
    path = os.environ.get("CTRIP_KILL_AT")
    if not path or not os.path.exists(path):
        raise RuntimeError(f"CTRIP_KILL_AT={path!r} is not the preload library: run the tests through ctest")
    return preloadable(path)


def _counted(ctrip, *arguments, environment=(), **options):
    """The run, and what it did, where it ended by itself."""
    file = pathlib.Path(ctrip.folder) / "counts"
    environment = {"LD_PRELOAD": library(), "CTRIP_KILL_COUNT_FILE": str(file), **dict(environment)}
    result = ctrip.run(*arguments, environment=environment, **options)
    if not file.exists():
        raise AssertionError(f"did not end by itself: {result}")
    counts = dict(line.split() for line in file.read_text().splitlines())
    file.unlink()
    return result, Counts(int(counts["statements"]), int(counts["sends"]), int(counts["connections"]))


def count(ctrip, *arguments, **options):
    """Runs undisturbed and tells how many statements and sends there were."""
    return _counted(ctrip, *arguments, **options)[1]


def run_cut(ctrip, n, *arguments, **options):
    """Runs with a connection that is gone when the n-th statement starts; the result and the counts."""
    return _counted(ctrip, *arguments, code=None, environment={"CTRIP_CUT_AT_STATEMENT": str(n)}, **options)


def run_killed(ctrip, kind, n, *arguments, **options):
    """Runs until the kill; True if it came, False when the program was done before."""
    environment = {"LD_PRELOAD": library(), f"CTRIP_KILL_AT_{kind.upper()}": str(n)}
    result = ctrip.run(*arguments, code=None, environment=environment, **options)
    if result.code not in (0, KILLED):
        raise AssertionError(f"neither killed nor done: {result}")
    return result.code == KILLED
