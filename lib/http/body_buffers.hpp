// SPDX-License-Identifier: MIT
// Reuses the buffers of response bodies.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::http {

/// Touching memory that is fresh from the kernel costs more than reading a body, so buffers are
/// kept for later responses. Not thread-safe.
class BodyBuffers
{
public:
    explicit BodyBuffers(std::size_t buffers_max);

    /// An empty string with a capacity of at least `bytes`.
    [[nodiscard]] std::string take(std::size_t bytes);

    /// Keeps the buffer, unless `buffers_max` are kept already, or its capacity is below 64 KiB or
    /// above 16 MiB.
    void put(std::string&& buffer);

private:
    std::size_t m_buffers_max;
    std::vector<std::string> m_kept; ///< Empty, with their capacity.
};

} // namespace ctrip::http
