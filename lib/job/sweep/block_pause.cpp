// SPDX-License-Identifier: MIT
#include "job/sweep/block_pause.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

using std::chrono::milliseconds;

constexpr evm::BlockNumber kBlocksMeasured = 16;
constexpr milliseconds kLongest{1'000};

} // namespace

milliseconds BlockPause::next(Time now)
{
    const milliseconds soon = m_soon.next();
    if (soon < base::PollPause::kMax || !m_block_time) {
        return soon;
    }
    const milliseconds often = std::clamp(*m_block_time / 10, base::PollPause::kMax, kLongest);
    if (!m_last_block) {
        return often;
    }
    const auto due = *m_last_block + *m_block_time * 9 / 10;
    return std::max(often, std::chrono::duration_cast<milliseconds>(due - now));
}

std::optional<milliseconds> block_time(rpc::ChainClient& client, const rpc::BlockHeader& head)
{
    if (head.number < kBlocksMeasured) {
        return std::nullopt;
    }
    const auto before = client.header(head.number - kBlocksMeasured);
    if (!before || before->timestamp_s >= head.timestamp_s) {
        return std::nullopt;
    }
    return milliseconds{(head.timestamp_s - before->timestamp_s) * 1'000 /
                        static_cast<std::int64_t>(kBlocksMeasured)};
}

} // namespace ctrip::job
