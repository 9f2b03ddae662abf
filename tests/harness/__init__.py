# SPDX-License-Identifier: MIT
"""Harness of the end-to-end tests: a real chain, the real program, a real receiver, and ways to disturb them."""
