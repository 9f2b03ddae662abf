# SPDX-License-Identifier: MIT
"""What the end-to-end tests stand on: a real chain, the real program, a real receiver, and ways to disturb them."""
