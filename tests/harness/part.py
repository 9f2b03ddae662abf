# SPDX-License-Identifier: MIT
"""Which part of a long test is run: `tests/run` runs a part of each, another one for each commit; `tests/run --all` runs all.

CTRIP_TEST_ALL=1 runs all. CTRIP_TEST_SEED seeds the choice of the part and all other random choices; without it each process takes
a random seed. dice() prints the seed; the same seed gives the same choices."""
import os
import random

_seed = os.environ.get("CTRIP_TEST_SEED") or str(random.SystemRandom().randrange(10**9))


def plays_all():
    return os.environ.get("CTRIP_TEST_ALL") == "1"


def dice(of):
    """A random generator seeded by the seed and the name `of`, so that draws of one test do not change those of another."""
    print(f"CTRIP_TEST_SEED={_seed} ({of})", flush=True)
    return random.Random(f"{_seed} {of}")


def length(short, full):
    """The length of a test that has no list of places: `full` if all is run, else `short`."""
    return full if plays_all() else short


def is_watched(of):
    """Whether this test runs the program with sanitizers, which takes four times as long: one test in three, chosen by the seed."""
    return plays_all() or dice(f"{of}, sanitizers").random() < 1 / 3


def part(places, most, of):
    """At most `most` of the places, at equal distances, the first chosen by the seed; all of them if all is run. Each place is
    chosen by some seed."""
    step = 1 if plays_all() else max(1, -(-len(places) // most))
    first = dice(of).randrange(step)
    chosen = places[first::step]
    print(f"{of}: {len(chosen)} of {len(places)} places, every {step} from {places[first] if places else None}", flush=True)
    return chosen
