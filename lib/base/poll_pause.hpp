// SPDX-License-Identifier: MIT
// How long to wait between two looks at something that others change.
#pragma once

#include <chrono>

namespace ctrip::base {

/// 10 ms at first, twice as long each time, at most 250 ms: what comes at once is seen at once, and
/// what takes long is asked for four times a second. Does not sleep itself.
class PollPause
{
public:
    static constexpr std::chrono::milliseconds kFirst{10};
    static constexpr std::chrono::milliseconds kMax{250};

    /// The next pause.
    [[nodiscard]] std::chrono::milliseconds next() noexcept;
    /// Something came: the next pause is the first one again.
    void restart() noexcept { m_next = kFirst; }

private:
    std::chrono::milliseconds m_next = kFirst;
};

} // namespace ctrip::base
