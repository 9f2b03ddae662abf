// SPDX-License-Identifier: MIT
// A closed payment with all that belongs to it, as one line of JSON: every column of its rows as it
// is stored, amounts as decimal text. What comes back from a file is checked value by value.
#pragma once

#include "store/database.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// What a column may hold.
enum class ArchiveForm : std::uint8_t
{
    integer, ///< From min to max.
    amount,  ///< Decimal, no zeros before it, below 2^256; at least min.
    address, ///< Lower-case 0x text.
    hash,    ///< Lower-case 0x text.
    uuid,
    text, ///< Anything without NUL.
    status,
    event,
    flags,
    metadata,
    standing,
    depth,
};

struct ArchiveColumn
{
    std::string_view name;
    ArchiveForm form = ArchiveForm::text;
    bool nullable = false;
    std::int64_t min = 0;
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    /// Files from before it was added lack it: then it is null, or 0 where it can't be.
    bool later = false;
};

struct ArchiveTable
{
    std::string_view name;  ///< In the database.
    std::string_view label; ///< In the file.
    std::string_view order; ///< Tells the rows of one payment apart.
    std::span<const ArchiveColumn> columns;
    /// What older files have of each row, and this schema has elsewhere or no more: not looked at.
    std::span<const std::string_view> former = {};

    [[nodiscard]] std::size_t column(std::string_view column_name) const; ///< Its place.
    [[nodiscard]] std::vector<std::string_view> column_names() const;
};

/// Every column of `payments`.
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

/// The same record always gives the same text. Error{unavailable} where a text is not UTF-8.
[[nodiscard]] std::string to_archive_line(const ArchiveRecord& record);
/// Nothing left unchecked: names of all columns, kinds and values, that the rows belong
/// together, and that the payment is closed. Error{request} says in a few words what is wrong,
/// without the place.
[[nodiscard]] ArchiveRecord parse_archive_line(std::string_view line);

} // namespace ctrip::store
