// SPDX-License-Identifier: MIT
// A closed payment with all that belongs to it: every column of its rows as it is stored.
#pragma once

#include "evm/address.hpp"
#include "store/database.hpp"
#include "store/schema/table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// A table of which rows are archived.
struct ArchiveTable
{
    const Table& table;
    std::string_view label; ///< In the file.
    std::string_view order; ///< Tells the rows of one payment apart.
    /// What older files have of each row, and this schema has elsewhere or no more: not read.
    std::span<const std::string_view> former = {};
};

[[nodiscard]] const ArchiveTable& archive_payments();
/// The tables whose rows belong to payments by their column payment_id: transfers, history,
/// webhooks, sweeps.
inline constexpr std::size_t kArchiveChildren = 4;
[[nodiscard]] const std::array<ArchiveTable, kArchiveChildren>& archive_children();

struct ArchiveRecord
{
    /// Values in the order of the table's columns.
    std::vector<Value> payment;
    std::array<std::vector<std::vector<Value>>, kArchiveChildren> children;

    [[nodiscard]] const std::string& id() const;
    [[nodiscard]] std::int64_t chain_id() const;
    [[nodiscard]] evm::Address address() const;
    /// Of the payment's row, by name.
    [[nodiscard]] const Value& value(std::string_view column) const;
    /// The same of a column that holds integers.
    [[nodiscard]] std::int64_t integer(std::string_view column) const;
};

[[nodiscard]] std::set<evm::ChainId> chain_ids_of(std::span<const ArchiveRecord* const> records);

/// Settled or expired, with nothing under way: no message, no transaction, no transfer that is not
/// final, nothing to be swept.
[[nodiscard]] bool is_closed(const ArchiveRecord& record);

} // namespace ctrip::store
