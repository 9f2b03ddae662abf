# SPDX-License-Identifier: MIT
"""Which part of a long test is played: `tests/run` plays a part of each, another one with each commit, and
`tests/run --all` plays everything.

CTRIP_TEST_ALL=1 plays all. CTRIP_TEST_SEED chooses the part, and everything else that is left to chance; without it a new
one is made for the process. The seed is printed by whoever uses it, and the same seed plays the same again."""
import os
import random

_seed = os.environ.get("CTRIP_TEST_SEED") or str(random.SystemRandom().randrange(10**9))


def plays_all():
    return os.environ.get("CTRIP_TEST_ALL") == "1"


def dice(of):
    """A source of chance of its own for whatever `of` names, so that one test's throws do not change another's."""
    print(f"CTRIP_TEST_SEED={_seed} ({of})", flush=True)
    return random.Random(f"{_seed} {of}")


def length(short, full):
    """How long a test is: of something that is no list."""
    return full if plays_all() else short


def is_watched(of):
    """Whether the sanitizers watch the program in this test, which takes four times as long: a third of the tests, for each seed
    another third."""
    return plays_all() or dice(f"{of}, sanitizers").random() < 1 / 3


def part(places, most, of):
    """At most so many of the places, evenly spread over them, from a first one that the seed chooses; all of them where
    all is played. Each place is first for some seed, so that none is left out for ever."""
    step = 1 if plays_all() else max(1, -(-len(places) // most))
    first = dice(of).randrange(step)
    chosen = places[first::step]
    print(f"{of}: {len(chosen)} of {len(places)} places, every {step} from {places[first] if places else None}", flush=True)
    return chosen
