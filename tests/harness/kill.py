# SPDX-License-Identifier: MIT
"""Kills the program before its n-th database statement or network write, or closes its PostgreSQL connection at the n-th
statement, by a preloaded library (kill_at.c)."""
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
    """The numbers of events in a run that was not killed."""

    statements: int
    sends: int
    connections: int
    syncs: int  # Of the program's files, by fdatasync(2) or fsync(2).

    def points(self):
        """All kill points of the run, as (kind, n)."""
        return [("statement", n) for n in range(1, self.statements + 1)] + [
            ("send", n) for n in range(1, self.sends + 1)
        ]


def preloadable(path):
    """A path to the library without a space or colon, which separate names in LD_PRELOAD."""
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
    """(result, counts) of a run that ends by itself; fails if it was killed."""
    file = pathlib.Path(ctrip.folder) / "counts"
    environment = {"LD_PRELOAD": library(), "CTRIP_KILL_COUNT_FILE": str(file), **dict(environment)}
    result = ctrip.run(*arguments, environment=environment, **options)
    if not file.exists():
        raise AssertionError(f"did not end by itself: {result}")
    counts = dict(line.split() for line in file.read_text().splitlines())
    file.unlink()
    return result, Counts(**{name: int(number) for name, number in counts.items()})


def count(ctrip, *arguments, **options):
    """Runs the program without a kill and returns its counts."""
    return _counted(ctrip, *arguments, **options)[1]


def run_cut(ctrip, n, *arguments, **options):
    """Runs the program with its connection closed when the n-th statement starts; returns the result and the counts."""
    return _counted(ctrip, *arguments, code=None, environment={"CTRIP_CUT_AT_STATEMENT": str(n)}, **options)


def run_killed(ctrip, kind, n, *arguments, **options):
    """Runs the program; True if it was killed, False if it ended before that point."""
    environment = {"LD_PRELOAD": library(), f"CTRIP_KILL_AT_{kind.upper()}": str(n)}
    result = ctrip.run(*arguments, code=None, environment=environment, **options)
    if result.code not in (0, KILLED):
        raise AssertionError(f"neither killed nor done: {result}")
    return result.code == KILLED
