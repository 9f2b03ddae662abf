// SPDX-License-Identifier: MIT
// Compares the heads of several nodes: which are plausible, and which are behind. Pure.
#pragma once

#include "evm/hash.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace ctrip::rpc {

struct SeenHead
{
    evm::BlockNumber number = 0;
    std::int64_t time_s = 0; ///< The block's timestamp, Unix seconds.
};

struct HeadJudgement
{
    enum class Verdict : std::uint8_t
    {
        fine,       ///< Not behind by more than 3 blocks and 10 seconds.
        behind,     ///< More than 3 blocks and 10 seconds behind the best head: lagging.
        impossible, ///< Contradicts the other heads: the node is wrong, or on another chain.
    };
    Verdict verdict = Verdict::fine;
    std::uint64_t blocks = 0; ///< How far it is behind, in blocks and seconds.
    std::int64_t seconds = 0;
};

/// Whether the higher head is so far ahead that its node has to show that block before others count
/// as lagging.
[[nodiscard]] bool is_far_ahead(const SeenHead& high, const SeenHead& low) noexcept;

/// One judgement for each head, in order. `heads` are in order of preference: if two contradict
/// each other and no third one decides, the earlier one is accepted. `now_s` is Unix seconds and
/// may itself be wrong, so it counts only for a head that is ahead of all others and of it, or
/// later than a head that is at least as high.
[[nodiscard]] std::vector<HeadJudgement> judge_heads(std::span<const SeenHead> heads,
                                                     std::int64_t now_s);

} // namespace ctrip::rpc
