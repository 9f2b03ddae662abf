# SPDX-License-Identifier: MIT
"""ABI encoding for calls of the test contracts; selectors come from the compiler, so no Keccak is needed."""
import json
import os
import pathlib

TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"


def artifact(name):
    """The compiler's output for one contract of tests/contracts."""
    folder = os.environ.get("CTRIP_CONTRACTS")
    if not folder:
        raise RuntimeError("CTRIP_CONTRACTS is not set: run the tests through ctest")
    return json.loads((pathlib.Path(folder) / f"{name}.json").read_text())


def word(value):
    """One 32-byte word of an int or an address, as hex without 0x."""
    number = int(value, 16) if isinstance(value, str) else value
    if not 0 <= number < 2**256:
        raise ValueError(f"{value} does not fit a word")
    return f"{number:064x}"


def encode(*values):
    """The arguments of a call: ints, addresses, and lists of them."""
    heads, tails, offset = [], [], 32 * len(values)
    for value in values:
        if isinstance(value, (list, tuple)):
            tail = word(len(value)) + "".join(word(item) for item in value)
            heads.append(word(offset + sum(len(made) for made in tails) // 2))
            tails.append(tail)
        else:
            heads.append(word(value))
    return "".join(heads + tails)


class Contract:
    """A deployed contract: its address and the data of calls to it."""

    def __init__(self, name, address):
        self.address = address
        self._selectors = {
            signature.split("(")[0]: selector for signature, selector in artifact(name)["methodIdentifiers"].items()
        }

    def data(self, method, *arguments):
        return "0x" + self._selectors[method] + encode(*arguments)
