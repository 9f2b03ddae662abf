// SPDX-License-Identifier: MIT
// The bytes of one fuzzing input, taken apart from the front; and what ends a run that has gone
// wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

namespace ctrip::fuzz {

class Input
{
public:
    Input(const std::uint8_t* data, std::size_t size) : m_bytes(data, size) {}

    /// 0 where nothing is left.
    std::uint8_t byte()
    {
        if (m_bytes.empty()) {
            return 0;
        }
        const std::uint8_t first = m_bytes.front();
        m_bytes = m_bytes.subspan(1);
        return first;
    }
    /// Up to `count` bytes.
    std::span<const std::uint8_t> bytes(std::size_t count)
    {
        const auto taken = m_bytes.first(count < m_bytes.size() ? count : m_bytes.size());
        m_bytes = m_bytes.subspan(taken.size());
        return taken;
    }
    [[nodiscard]] std::span<const std::uint8_t> rest() const { return m_bytes; }
    [[nodiscard]] std::string text() const { return {m_bytes.begin(), m_bytes.end()}; }

private:
    std::span<const std::uint8_t> m_bytes;
};

/// The fuzzer takes an abort for a finding and keeps the input.
inline void require(bool holds, std::string_view what)
{
    if (!holds) {
        std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
        std::abort();
    }
}

} // namespace ctrip::fuzz
