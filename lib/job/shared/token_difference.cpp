// SPDX-License-Identifier: MIT
#include "job/shared/token_difference.hpp"

#include <fmt/format.h>

namespace ctrip::job {

std::string token_difference(const config::Token& token, const store::TokenFacts& facts)
{
    if (facts.has_code == false) {
        return fmt::format("token {}: there is no contract at {}; correct its address",
                           token.symbol, token.address.to_checksum());
    }
    if (facts.decimals && *facts.decimals != token.decimals) {
        return fmt::format("token {}: it is configured with {} decimals, and its contract {} has "
                           "{}; correct decimals or address",
                           token.symbol, token.decimals, token.address.to_checksum(),
                           *facts.decimals);
    }
    return {};
}

} // namespace ctrip::job
