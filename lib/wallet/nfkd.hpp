// SPDX-License-Identifier: MIT
// Unicode's compatibility decomposition (NFKD), by libutf8proc. BIP-39 requires it for passphrases,
// so that the same letters typed on another machine open the same wallet.
#pragma once

#include "base/secret.hpp"

#include <string_view>

namespace ctrip::wallet {

/// UTF-8 in, UTF-8 out. Throws Error{config}, which never quotes the text, if it is not UTF-8 or
/// longer than 1 MiB.
[[nodiscard]] base::Secret to_nfkd(std::string_view text);

} // namespace ctrip::wallet
