// SPDX-License-Identifier: MIT
// Secret bytes: wiped on destruction, not copyable, not formattable.
#pragma once

#include "base/hex.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace ctrip::base {

/// Overwrites memory in a way that the compiler can't optimise away.
void wipe(void* data, std::size_t size) noexcept;

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
    Bytes m_bytes;
};

} // namespace ctrip::base
