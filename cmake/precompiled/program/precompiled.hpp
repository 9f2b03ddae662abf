// SPDX-License-Identifier: MIT
// Compiled once for all sources of a target: what nearly each of them includes.
#pragma once

// Of a precompiled header Clang reads what a source uses, and g++ everything: so Clang's may have
// more.
#ifdef __clang__
#include "../json.hpp"

#include <compare>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <span>
#include <sstream>
#include <thread>
#include <unordered_map>
#include <variant>
#endif

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
