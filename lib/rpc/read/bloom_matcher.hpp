// SPDX-License-Identifier: MIT
// Tests a block's bloom for the events of a reading. Pure.
#pragma once

#include "evm/logs_bloom.hpp"
#include "rpc/block_source.hpp"

#include <optional>
#include <vector>

namespace ctrip::rpc {

class BloomMatcher
{
public:
    explicit BloomMatcher(const ReadOptions& options) : m_options(options) {}

    /// False: the block has no Transfer event of one of the tokens to one of the recipients (to any
    /// address if there are none).
    [[nodiscard]] bool may_match(const evm::LogsBloom& bloom);

private:
    struct Bits
    {
        evm::BloomBits topic{};
        std::vector<evm::BloomBits> tokens;
        std::vector<evm::BloomBits> recipients;
    };

    const ReadOptions& m_options;
    std::optional<Bits> m_bits; ///< Computed at the first use: most readings need none.
};

} // namespace ctrip::rpc
