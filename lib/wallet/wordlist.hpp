// SPDX-License-Identifier: MIT
// The 2048 English words of BIP-39.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ctrip::wallet {

inline constexpr std::size_t kWordCount = 2048;

/// `index` is below kWordCount.
[[nodiscard]] std::string_view word_at(std::size_t index) noexcept;

/// Lower case only.
[[nodiscard]] std::optional<std::size_t> index_of_word(std::string_view word) noexcept;

} // namespace ctrip::wallet
