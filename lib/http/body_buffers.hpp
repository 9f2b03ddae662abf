// SPDX-License-Identifier: MIT
// Buffers of answers' bodies that serve again.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::http {

/// Memory that is fresh from the kernel costs more to touch than a body costs to read, so what the
/// taker of a body left behind is kept for the next ones. Not thread-safe.
class BodyBuffers
{
public:
    explicit BodyBuffers(std::size_t buffers_max);

    /// An empty string with room for at least so many bytes.
    [[nodiscard]] std::string take(std::size_t bytes);

    /// Keeps it, unless enough are kept, or it is too small to be worth it or unusually large.
    void put(std::string&& buffer);

private:
    std::size_t m_buffers_max;
    std::vector<std::string> m_kept; ///< Empty, with their capacity.
};

} // namespace ctrip::http
