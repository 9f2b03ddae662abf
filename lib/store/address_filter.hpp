// SPDX-License-Identifier: MIT
// Which addresses may be ours: a Bloom filter of every address ever issued, archived or not, kept
// in the database so that a scan starts in the same time with a thousand payments and with a
// million.
#pragma once

#include "evm/address.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <vector>

namespace ctrip::store {

class AddressFilter
{
public:
    /// An empty filter with room for `capacity` addresses at about 0.03 % false answers.
    explicit AddressFilter(std::uint64_t capacity = 0);

    void add(const evm::Address& address) noexcept;
    /// False: certainly not ours. True: the database has to be asked.
    [[nodiscard]] bool may_contain(const evm::Address& address) const noexcept;
    [[nodiscard]] std::uint64_t capacity() const noexcept { return m_capacity; }

    /// Brings the stored filter up to the newest payment and stores it where much was added.
    /// Payments are numbered within the transaction that makes them, so no number below one that
    /// was seen can appear later: a safe mark.
    [[nodiscard]] static AddressFilter load(Database& database);

private:
    std::uint64_t m_capacity = 0;
    std::vector<std::uint64_t> m_words; ///< Blocks of eight words: one cache line an address.
};

} // namespace ctrip::store
