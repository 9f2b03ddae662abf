# SPDX-License-Identifier: MIT
"""Harness of the end-to-end tests: Anvil as the chain, the program, a webhook receiver, and fault injection for each."""
