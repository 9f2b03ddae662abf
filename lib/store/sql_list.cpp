// SPDX-License-Identifier: MIT
#include "store/sql_list.hpp"

#include <fmt/format.h>

namespace ctrip::store {

std::string places_for(std::span<const std::string> ids, std::vector<Value>& values)
{
    std::string places;
    for (const std::string& id : ids) {
        values.emplace_back(id);
        places += fmt::format("{}${}", places.empty() ? "" : ", ", values.size());
    }
    return places;
}

} // namespace ctrip::store
