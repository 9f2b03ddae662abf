// SPDX-License-Identifier: MIT
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ctrip::store {

std::string places(std::size_t first, std::size_t count)
{
    std::string list = "(";
    for (std::size_t i = 0; i < count; ++i) {
        fmt::format_to(std::back_inserter(list), "{}${}", i == 0 ? "" : ", ", first + i);
    }
    return list + ")";
}

} // namespace ctrip::store
