// SPDX-License-Identifier: MIT
// Unicode's compatibility decomposition (NFKD), by libutf8proc: BIP-39 wants passphrases in it, so
// that the same letters typed on another machine open the same wallet.
#pragma once

#include "base/secret.hpp"

#include <string_view>

namespace ctrip::wallet {

/// UTF-8 in, UTF-8 out. Throws Error{config} where the text is not UTF-8 or longer than 1 MiB;
/// never repeats it.
[[nodiscard]] base::Secret to_nfkd(std::string_view text);

} // namespace ctrip::wallet
