# SPDX-License-Identifier: MIT
"""make.py PROGRAM NAME: plays a small shop's life by PROGRAM on an Anvil, on both engines, and writes what is left into
this folder: NAME.sqlite.sql and NAME.postgres.sql, the database as SQL text, and NAME.<engine>.json, what the program said
of it and what the chain held. docs/releasing.md says when. It needs what the tests need: Anvil and build/contracts.

The program may be an old one: what it does not know yet (accept, cancel, batches) is left out."""
import os
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: make.py PROGRAM NAME")
    program, name = pathlib.Path(arguments[0]).resolve(), arguments[1]
    for engine in ("sqlite", "postgres"):
        # A process of its own for each: the harness reads its environment once.
        environment = {**os.environ, "CTRIP_BIN": str(program), "CTRIP_TEST_ENGINE": engine, "CTRIP_SOURCE_DIR": str(ROOT),
                       "ANVIL": str(ROOT / "build/tools/anvil"), "CTRIP_CONTRACTS": str(ROOT / "build/contracts"),
                       "PYTHONPATH": str(FOLDER.parent)}
        environment.pop("CTRIP_SHIPPED_BIN", None)
        subprocess.run([sys.executable, "-B", str(FOLDER / "shop.py"), name], env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
