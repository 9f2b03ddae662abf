// SPDX-License-Identifier: MIT
#include "job/scan/block_time.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ctrip::job {

namespace {

/// Blocks asked for in one round trip.
constexpr std::uint64_t kHeadersAtOnce = 15;
/// The most heights in a row that are taken for heights without a block; more were pruned.
constexpr evm::BlockNumber kGapMax = 16;

} // namespace

std::vector<evm::BlockNumber> blocks_between(evm::BlockNumber low, evm::BlockNumber high,
                                             std::uint64_t max)
{
    std::vector<evm::BlockNumber> blocks;
    const evm::BlockNumber between = high - low - 1;
    const std::uint64_t count = std::min(max, between);
    // Divided first: the product might not fit.
    const evm::BlockNumber step = between / (count + 1);
    const evm::BlockNumber rest = between % (count + 1);
    for (std::uint64_t i = 1; i <= count; ++i) {
        blocks.push_back(low + i * step + std::min(i, rest));
    }
    return blocks;
}

std::optional<rpc::BlockHeader> first_header_from(rpc::BlockSource& client, evm::BlockNumber from,
                                                  evm::BlockNumber last)
{
    if (const auto header = client.header(from)) {
        return header;
    }
    std::vector<evm::BlockNumber> numbers;
    for (evm::BlockNumber i = 1; i <= kGapMax && from + i <= last; ++i) {
        numbers.push_back(from + i);
    }
    for (const auto& header : client.headers(numbers)) {
        if (header) {
            return header;
        }
    }
    return std::nullopt;
}

namespace {

/// Tells heights without a block from blocks that the node has pruned.
class Absence
{
public:
    explicit Absence(rpc::BlockSource& client) : m_client(client) {}

    /// The next block instead of none at a height: none where the height was pruned. `has_earlier`:
    /// a block below it was seen. Nodes that prune may keep block 0.
    [[nodiscard]] std::optional<rpc::BlockHeader> next(evm::BlockNumber height, bool has_earlier,
                                                       evm::BlockNumber last)
    {
        if (!has_earlier && !m_has_first) {
            constexpr std::array<evm::BlockNumber, 2> first{1, 2};
            const auto headers = m_client.headers(first);
            m_has_first = headers[0] || headers[1];
        }
        return has_earlier || *m_has_first ? first_header_from(m_client, height, last)
                                           : std::nullopt;
    }

private:
    rpc::BlockSource& m_client;
    std::optional<bool> m_has_first;
};

} // namespace

evm::BlockNumber last_block_before(rpc::BlockSource& client, base::UnixSeconds time_s,
                                   evm::BlockNumber end, base::UnixSeconds end_s)
{
    if (end_s < time_s) {
        return 0;
    }
    Absence absence{client};
    evm::BlockNumber low = 0; // Before that time, or the first.
    bool has_low = false;     // It is a block that the node has.
    evm::BlockNumber high = end;
    while (high > low + 1) {
        const std::vector<evm::BlockNumber> numbers = blocks_between(low, high, kHeadersAtOnce);
        const auto headers = client.headers(numbers);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const auto header = headers[i] ? headers[i] : absence.next(numbers[i], has_low, end);
            if (header && header->timestamp_s >= time_s) {
                high = std::max(numbers[i], low + 1);
                break;
            }
            const bool has_next = header && header->number < high;
            low = std::max(low, has_next ? header->number : numbers[i]);
            has_low = has_low || has_next;
        }
    }
    return low;
}

evm::BlockNumber first_block_since(rpc::BlockSource& client, base::UnixSeconds time_s,
                                   evm::BlockNumber end)
{
    Absence absence{client};
    evm::BlockNumber low = 0;
    evm::BlockNumber high = end;
    evm::BlockNumber found = end; // The first block from `high` on.
    bool has_earlier = false;
    while (low < high) {
        const evm::BlockNumber middle = low + (high - low) / 2;
        auto header = client.header(middle);
        if (!header) {
            header = absence.next(middle, has_earlier, end);
        }
        if (!header || header->timestamp_s < time_s) {
            low = std::min(high, std::max(middle, header ? header->number : 0) + 1);
            has_earlier = has_earlier || header.has_value();
        } else {
            high = middle;
            found = header->number;
        }
    }
    return found;
}

} // namespace ctrip::job
