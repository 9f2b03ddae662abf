// SPDX-License-Identifier: MIT
// Lists of values in statements.
#pragma once

#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

/// "$3, $4, …": a place for each id, behind the values there are; and the ids behind those.
[[nodiscard]] std::string places_for(std::span<const std::string> ids, std::vector<Value>& values);

/// `action` with at most 500 of them at a time: no engine takes any number of values.
template <typename Action>
void by_chunks(std::span<const std::string> ids, const Action& action)
{
    constexpr std::size_t ids_per_query = 500;
    for (std::size_t first = 0; first < ids.size(); first += ids_per_query) {
        action(ids.subspan(first, std::min(ids_per_query, ids.size() - first)));
    }
}

/// "($3, $4, …)", with the items behind the values there are. Not for an empty list.
template <typename Items>
std::string append_list(std::vector<Value>& values, const Items& items)
{
    std::string sql = "(";
    for (const auto& item : items) {
        values.emplace_back(item);
        sql += fmt::format("{}${}", sql.size() == 1 ? "" : ", ", values.size());
    }
    return sql + ")";
}

} // namespace ctrip::store
