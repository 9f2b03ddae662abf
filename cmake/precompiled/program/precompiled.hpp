// SPDX-License-Identifier: MIT
// The headers that nearly every source includes; compiled once for each target.
#pragma once

// Clang reads only the used parts of a precompiled header, g++ all of it: so Clang's has more.
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
