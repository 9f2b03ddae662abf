// SPDX-License-Identifier: MIT
#include "payment/deposit.hpp"

#include <fmt/format.h>

namespace ctrip::payment {

namespace {

constexpr char kAccountMark = '/';

} // namespace

std::string derivation_path(const Deposit& deposit)
{
    const std::string_view id = deposit.wallet_id;
    const std::size_t mark = id.find(kAccountMark);
    const std::string_view account = mark == std::string_view::npos ? "0" : id.substr(mark + 1);
    return fmt::format("m/44'/60'/{}'/0/{}", account, deposit.derivation_index);
}

bool is_same_wallet(std::string_view one, std::string_view other) noexcept
{
    return one.substr(0, one.find(kAccountMark)) == other.substr(0, other.find(kAccountMark));
}

} // namespace ctrip::payment
