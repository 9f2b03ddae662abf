// SPDX-License-Identifier: MIT
#include "store/address_filter.hpp"

#include "store/counters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace ctrip::store {

namespace {

constexpr std::uint64_t kBitsPerAddress =
    17; // With nine probes in one block: about 0.03 % false positives.
constexpr std::size_t kWordsPerBlock = 8;
constexpr std::size_t kProbes = 9;
constexpr std::uint64_t kCapacityMin = 4096;
constexpr std::uint64_t kPageRows = 50'000;
constexpr std::uint64_t kPaymentsMax = 1ULL << 31U; // As many as there are addresses.
// Payments added before the filter is stored again: storing writes the whole filter, which costs
// more than reading fewer rows again.
constexpr std::uint64_t kStoreAfter = 2'000;

/// An address is a hash already, so three words of it replace three hashes.
struct Probe
{
    explicit Probe(const evm::Address& address) noexcept
    {
        std::memcpy(&place, address.bytes.data(), 4);
        std::memcpy(&first, address.bytes.data() + 8, 8);
        std::uint32_t last = 0;
        std::memcpy(&last, address.bytes.data() + 16, 4);
        // Five of the nine probes take nine bits each from `first`; the other four take theirs from
        // a 64-bit mix of `first` and the last four bytes.
        second = (first ^ last) * 0x9e3779b97f4a7c15ULL;
    }

    [[nodiscard]] std::size_t bit(std::size_t i) const noexcept
    {
        const std::uint64_t source = i < 5 ? first >> (9 * i) : second >> (9 * (i - 5) + 20);
        return static_cast<std::size_t>(source & 511U);
    }

    /// The address's block of `blocks`: a 32-bit number scaled to that range.
    [[nodiscard]] std::size_t block(std::size_t blocks) const noexcept
    {
        return static_cast<std::size_t>(place * std::uint64_t{blocks} >> 32U);
    }

    std::uint64_t place = 0;
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};

static_assert(kProbes == 9 && kWordsPerBlock * 64 == 512);

base::Bytes to_bytes(const std::vector<std::uint64_t>& words)
{
    base::Bytes bytes(words.size() * 8);
    std::memcpy(bytes.data(), words.data(), bytes.size());
    return bytes;
}

/// One more than the highest number of a payment. Bounded by the payments that there are: the
/// counter alone could have been changed to anything.
std::uint64_t numbered_payments(Database& database)
{
    std::uint64_t next = 0;
    for (const char* const table : {"payments", "archived_payments"}) {
        const auto row = database.query_row(fmt::format("SELECT MAX(number) FROM {}", table));
        if (row && !row->is_null(0)) {
            next = std::max(next, row->unsigned_integer(0) + 1);
        }
    }
    next = std::min(next, read_counter(database, "payment_number"));
    if (next > kPaymentsMax) {
        throw Error{ErrorKind::unavailable,
                    "database: payments have impossible numbers; they were changed outside ctrip"};
    }
    return next;
}

} // namespace

AddressFilter::AddressFilter(std::uint64_t capacity)
    : m_capacity(std::max(capacity, kCapacityMin)),
      m_words((m_capacity * kBitsPerAddress / 512 + 1) * kWordsPerBlock)
{
}

void AddressFilter::add(const evm::Address& address) noexcept
{
    const Probe probe{address};
    std::uint64_t* const block =
        &m_words[probe.block(m_words.size() / kWordsPerBlock) * kWordsPerBlock];
    for (std::size_t i = 0; i < kProbes; ++i) {
        block[probe.bit(i) / 64] |= 1ULL << (probe.bit(i) % 64);
    }
}

bool AddressFilter::may_contain(const evm::Address& address) const noexcept
{
    const Probe probe{address};
    const std::uint64_t* const block =
        &m_words[probe.block(m_words.size() / kWordsPerBlock) * kWordsPerBlock];
    for (std::size_t i = 0; i < kProbes; ++i) {
        if ((block[probe.bit(i) / 64] >> (probe.bit(i) % 64) & 1U) == 0) {
            return false;
        }
    }
    return true;
}

AddressFilter AddressFilter::load(Database& database)
{
    const std::uint64_t numbered = numbered_payments(database);

    AddressFilter filter{numbered + numbered / 4};
    std::uint64_t from = 0;
    const auto stored =
        database.query_row("SELECT next_number, capacity, bits FROM address_filter WHERE id = 1");
    // A stored filter that is too small for all payments, or has another size than its capacity
    // needs, is built again from the payments.
    if (stored && stored->unsigned_integer(1) >= numbered) {
        AddressFilter kept{stored->unsigned_integer(1)};
        const base::Bytes& bytes = stored->bytes(2);
        if (bytes.size() == kept.m_words.size() * 8) {
            std::memcpy(kept.m_words.data(), bytes.data(), bytes.size());
            filter = std::move(kept);
            from = stored->unsigned_integer(0);
        }
    }
    const std::uint64_t mark = from;
    while (true) {
        // Both tables in one statement: between two statements a payment could be restored and
        // appear in neither. Each table has its own LIMIT, so that its index serves it: PostgreSQL
        // would sort the whole union.
        const Rows rows = database.query(
            "SELECT number, address FROM (SELECT number, address FROM payments WHERE number >= $1 "
            "ORDER BY number LIMIT $2) AS kept UNION ALL SELECT number, address FROM (SELECT "
            "number, address FROM archived_payments WHERE number >= $1 ORDER BY number LIMIT $2) "
            "AS archived ORDER BY number LIMIT $2",
            {from, kPageRows});
        for (const Row& row : rows) {
            filter.add(row.address(1));
            from = row.unsigned_integer(0) + 1;
        }
        if (rows.size() < kPageRows) {
            break;
        }
    }
    if (from >= mark + kStoreAfter) {
        database.execute(
            "INSERT INTO address_filter (id, next_number, capacity, bits) VALUES (1, $1, $2, $3) "
            "ON CONFLICT (id) DO UPDATE SET next_number = excluded.next_number, "
            "capacity = excluded.capacity, bits = excluded.bits",
            {from, filter.m_capacity, to_bytes(filter.m_words)});
    }
    return filter;
}

} // namespace ctrip::store
