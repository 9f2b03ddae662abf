// SPDX-License-Identifier: MIT
// Rows of the table archived_payments, and lists of values in SQL. For this module's own use.
#pragma once

#include "store/archive_store.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

inline constexpr std::string_view kArchivedColumns =
    "id, chain_id, address, derivation_index, number, idempotency_key, file";
/// Of kArchivedColumns.
[[nodiscard]] ArchivedPayment to_archived(const Row& row);

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
