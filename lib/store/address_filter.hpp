// SPDX-License-Identifier: MIT
// A Bloom filter of every deposit address ever issued, archived or not. It is kept in the database,
// so that the start of a scan does not take longer with more payments.
#pragma once

#include "evm/address.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <vector>

namespace ctrip::store {

class AddressFilter
{
public:
    /// An empty filter for `capacity` addresses at a false positive rate of about 0.03 %.
    explicit AddressFilter(std::uint64_t capacity = 0);

    void add(const evm::Address& address) noexcept;
    /// False: certainly not a deposit address. True: look it up in the database.
    [[nodiscard]] bool may_contain(const evm::Address& address) const noexcept;
    [[nodiscard]] std::uint64_t capacity() const noexcept { return m_capacity; }

    /// Loads the stored filter, adds the payments that it lacks, and stores it again if they are
    /// many. Payments get their numbers in the database transaction that inserts them, so a number
    /// below one that was read can't appear later: reading on from the last one misses none.
    [[nodiscard]] static AddressFilter load(Database& database);

private:
    std::uint64_t m_capacity = 0;
    std::vector<std::uint64_t> m_words; ///< Blocks of eight words: one cache line per address.
};

} // namespace ctrip::store
