// SPDX-License-Identifier: MIT
#include "job/scan/block_time.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

/// Blocks asked for in one round trip.
constexpr std::uint64_t kHeadersAtOnce = 15;

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

evm::BlockNumber last_block_before(rpc::BlockSource& client, base::UnixSeconds time_s,
                                   evm::BlockNumber end, base::UnixSeconds end_s)
{
    if (end_s < time_s) {
        return 0;
    }
    evm::BlockNumber low = 0; // Before that time, or the first.
    evm::BlockNumber high = end;
    while (high > low + 1) {
        const std::vector<evm::BlockNumber> numbers = blocks_between(low, high, kHeadersAtOnce);
        const auto headers = client.headers(numbers);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (headers[i] && headers[i]->timestamp_s >= time_s) {
                high = numbers[i];
                break;
            }
            low = numbers[i];
        }
    }
    return low;
}

evm::BlockNumber first_block_since(rpc::BlockSource& client, base::UnixSeconds time_s,
                                   evm::BlockNumber end)
{
    evm::BlockNumber low = 0;
    evm::BlockNumber high = end;
    while (low < high) {
        const evm::BlockNumber middle = low + (high - low) / 2;
        const std::optional<rpc::BlockHeader> header = client.header(middle);
        if (!header || header->timestamp_s < time_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

} // namespace ctrip::job
