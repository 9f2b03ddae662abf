// SPDX-License-Identifier: MIT
// Compiled once for the unit tests, and once for the integration tests in C++.
#pragma once

#include "../program/precompiled.hpp"

#include <catch2/catch.hpp>
