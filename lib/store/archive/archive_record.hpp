// SPDX-License-Identifier: MIT
// A closed payment with all rows that belong to it: every column as it is stored.
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

/// A table whose rows are archived.
struct ArchiveTable
{
    const Table& table;
    std::string_view label; ///< In the file.
    std::string_view order; ///< Columns that order the rows of one payment.
    /// Columns in older files that this schema has in another table or not at all; ignored.
    std::span<const std::string_view> former = {};
    bool later = false; ///< Archives written before the table was added lack it.
};

[[nodiscard]] const ArchiveTable& archive_payments();
/// The tables whose rows belong to payments by their column payment_id: transfers, history,
/// webhooks, sweeps, webhook attempts.
inline constexpr std::size_t kArchiveChildren = 5;
[[nodiscard]] const std::array<ArchiveTable, kArchiveChildren>& archive_children();

struct ArchiveRecord
{
    /// Values in the order of the table's columns.
    std::vector<Value> payment;
    std::array<std::vector<std::vector<Value>>, kArchiveChildren> children;

    [[nodiscard]] const std::string& id() const;
    [[nodiscard]] std::int64_t chain_id() const;
    [[nodiscard]] evm::Address address() const;
    /// A value of the payment's row, by column name.
    [[nodiscard]] const Value& value(std::string_view column) const;
    /// The same for a column of integers.
    [[nodiscard]] std::int64_t integer(std::string_view column) const;
};

[[nodiscard]] std::set<evm::ChainId> chain_ids_of(std::span<const ArchiveRecord* const> records);

/// Settled or expired, with nothing under way: no pending message, no open transaction, no transfer
/// that is not final, nothing to sweep.
[[nodiscard]] bool is_closed(const ArchiveRecord& record);

} // namespace ctrip::store
