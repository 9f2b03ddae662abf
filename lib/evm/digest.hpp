// SPDX-License-Identifier: MIT
// Keccak-256 of a text as 64 hex digits, for checksums of data that ctrip stores.
#pragma once

#include <string>
#include <string_view>

namespace ctrip::evm {

[[nodiscard]] std::string digest_hex(std::string_view text);

} // namespace ctrip::evm
