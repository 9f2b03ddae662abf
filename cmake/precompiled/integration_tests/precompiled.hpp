// SPDX-License-Identifier: MIT
// Compiled once for all integration tests in C++.
#pragma once

#include "../unit_tests/precompiled.hpp"

#ifdef __clang__
#include <httplib.h>
#endif
