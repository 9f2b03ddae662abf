// SPDX-License-Identifier: MIT
// When to look for the next block: soon after something was sent, since it may come at once, and
// else about when it is due.
#pragma once

#include "base/poll_pause.hpp"
#include "rpc/chain_client.hpp"

#include <chrono>
#include <optional>

namespace ctrip::job {

class BlockPause
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `block_time`: between two blocks; none: not known.
    explicit BlockPause(std::optional<std::chrono::milliseconds> block_time)
        : m_block_time(block_time)
    {
    }

    /// 10 ms at first, then twice as much each time, up to a quarter of a second; from there on
    /// until nine tenths of the block's time are over since the last one, and a tenth of it, from a
    /// quarter of a second to a second, where that is over.
    [[nodiscard]] std::chrono::milliseconds next(Time now);
    void has_new_block(Time now) noexcept { m_last_block = now; }
    /// Something was sent.
    void restart() noexcept { m_soon.restart(); }

private:
    std::optional<std::chrono::milliseconds> m_block_time;
    std::optional<Time> m_last_block; ///< None: none was seen to come.
    base::PollPause m_soon;
};

/// By the times of the last 16 blocks; none where there are fewer, or they are too fast to tell.
[[nodiscard]] std::optional<std::chrono::milliseconds> block_time(rpc::ChainClient& client,
                                                                  const rpc::BlockHeader& head);

} // namespace ctrip::job
