// SPDX-License-Identifier: MIT
#include "base/poll_pause.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::base {

std::chrono::milliseconds PollPause::next() noexcept
{
    return std::exchange(m_next, std::min(m_next * 2, kMax));
}

} // namespace ctrip::base
