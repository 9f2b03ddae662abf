// SPDX-License-Identifier: MIT
#include "job/scan/fork_search.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

/// Going back further than needed by so many blocks costs a request or two to read them again.
constexpr std::uint64_t kCheapBlocks = 100;

evm::BlockNumber below(evm::BlockNumber block, std::uint64_t distance) noexcept
{
    return block - std::min(block, distance);
}

} // namespace

LookUp look_up(std::span<const store::Checkpoint> newest_first,
               std::span<const std::optional<rpc::BlockHeader>> headers, bool gone_above)
{
    LookUp result;
    for (std::size_t i = 0; i < newest_first.size(); ++i) {
        if (headers[i] && headers[i]->hash == newest_first[i].hash) {
            result.kept = i;
            return result;
        }
        if (headers[i]) {
            result.gone = i;
        } else if (gone_above || result.gone) {
            result.contradicted = i;
            return result;
        }
    }
    return result;
}

std::vector<evm::BlockNumber> blocks_to_remember(std::span<const evm::BlockNumber> known,
                                                 evm::BlockNumber cursor, std::uint64_t depth)
{
    const evm::BlockNumber floor = below(cursor, depth);
    std::vector<evm::BlockNumber> missing;
    for (std::uint64_t distance = 1;; distance *= 2) {
        const evm::BlockNumber block = std::max(below(cursor, distance), floor);
        const evm::BlockNumber enough =
            below(cursor, std::max(2 * distance, distance + kCheapBlocks));
        const auto newest = std::find_if(known.begin(), known.end(),
                                         [&](evm::BlockNumber one) { return one <= block; });
        if (block < cursor && (newest == known.end() || *newest < enough)) {
            missing.push_back(block);
        }
        if (block <= floor) {
            return missing;
        }
    }
}

} // namespace ctrip::job
