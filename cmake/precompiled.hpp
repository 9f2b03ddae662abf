// Compiled once for all sources of a target: what nearly each of them includes. Not nlohmann/json: with it g++ takes a
// second more for every source, whether that has JSON or not, and few have.
#pragma once

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
