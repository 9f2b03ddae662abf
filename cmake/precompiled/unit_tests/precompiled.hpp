// SPDX-License-Identifier: MIT
// Compiled once for all unit tests.
#pragma once

#include "../program/precompiled.hpp"

#include <catch2/catch.hpp>
