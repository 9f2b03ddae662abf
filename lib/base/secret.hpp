// SPDX-License-Identifier: MIT
// Secret bytes: wiped on destruction, not copyable, not formattable, not in swap or core dumps.
#pragma once

#include "base/hex.hpp"
#include "base/locked_memory.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::base {

/// Overwrites memory in a way that the compiler can't optimise away.
void wipe(void* data, std::size_t size) noexcept;

/// Before the first secret is read: this process leaves no core dump, and no other process of the
/// same user can read its memory. Safe to repeat. A sanitizer's build stays readable, since
/// LeakSanitizer needs that.
void hide_memory() noexcept;

/// Owns a secret text or key. Memory is allocated once, in its final size, so no copy stays behind.
class Secret
{
public:
    Secret() = default;
    /// Copies the bytes; the caller wipes its own copy.
    explicit Secret(std::string_view text);
    explicit Secret(ByteView bytes);
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    [[nodiscard]] bool empty() const noexcept { return m_bytes.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return m_bytes.size(); }
    /// For the code that must use it. Do not keep the view.
    [[nodiscard]] std::string_view expose_text() const noexcept;
    [[nodiscard]] ByteView expose() const noexcept { return m_bytes; }
    [[nodiscard]] std::span<std::uint8_t> expose_mutable() noexcept { return m_bytes; }

    /// An explicit copy.
    [[nodiscard]] Secret clone() const { return Secret{expose()}; }

    /// `size` zero bytes, to be filled in place.
    [[nodiscard]] static Secret of_size(std::size_t size);

private:
    std::vector<std::uint8_t, LockedAllocator<std::uint8_t>> m_bytes;
};

} // namespace ctrip::base
