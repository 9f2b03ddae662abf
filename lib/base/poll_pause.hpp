// SPDX-License-Identifier: MIT
// The pause between two polls.
#pragma once

#include <chrono>

namespace ctrip::base {

/// 10 ms at first, doubled each time, at most 250 ms: a fast answer is seen quickly, and a slow one
/// is polled four times a second. Does not sleep itself.
class PollPause
{
public:
    static constexpr std::chrono::milliseconds kFirst{10};
    static constexpr std::chrono::milliseconds kMax{250};

    /// Returns the pause, and doubles the next one.
    [[nodiscard]] std::chrono::milliseconds next() noexcept;
    /// After an answer: the next pause is the first one again.
    void restart() noexcept { m_next = kFirst; }

private:
    std::chrono::milliseconds m_next = kFirst;
};

} // namespace ctrip::base
