// SPDX-License-Identifier: MIT
// Which of several nodes' heads may be believed, and which of them are old. Pure.
#pragma once

#include "evm/hash.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace ctrip::rpc {

struct SeenHead
{
    evm::BlockNumber number = 0;
    std::int64_t time_s = 0; ///< The block's own.
};

struct HeadJudgement
{
    enum class Verdict : std::uint8_t
    {
        fine,       ///< As far as the others, or nearly.
        behind,     ///< Stuck, or it lags: more than 3 blocks and 10 seconds.
        impossible, ///< Not beside what the others say: it lies, or is on another chain.
    };
    Verdict verdict = Verdict::fine;
    std::uint64_t blocks = 0; ///< By how much it is behind.
    std::int64_t seconds = 0;
};

/// One judgement a head, in order. `heads` are in order of preference: where two contradict each
/// other and no third one tells who is right, the earlier one is believed. `now_s`, a clock that
/// may itself be wrong, is asked only where a single node would make all others old by a time that
/// has not come yet.
[[nodiscard]] std::vector<HeadJudgement> judge_heads(std::span<const SeenHead> heads,
                                                     std::int64_t now_s);

} // namespace ctrip::rpc
