// SPDX-License-Identifier: MIT
#include "job/sweep/limits/send_refusal.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace ctrip::job {

namespace {

using evm::Amount;

/// The number behind the last of these words that is there, in any case; none without one.
std::optional<Amount> number_after(std::string_view message,
                                   std::span<const std::string_view> words)
{
    std::string lower{message};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (const std::string_view word : words) {
        const std::size_t place = lower.rfind(word);
        if (place == std::string::npos) {
            continue;
        }
        const std::size_t first = lower.find_first_not_of(" :=(", place + word.size());
        if (first == std::string::npos) {
            continue;
        }
        const std::size_t end =
            std::min(lower.find_first_not_of("0123456789", first), lower.size());
        const auto number = Amount::from_decimal(lower.substr(first, end - first));
        if (number && end > first) {
            return number;
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view why_refused(rpc::SendOutcome outcome) noexcept
{
    switch (outcome) {
    case rpc::SendOutcome::insufficient_funds:
        return "no node takes it: its sender has less than it may cost by the node's count";
    case rpc::SendOutcome::gas_above_cap:
        return "no node takes a transaction with so much gas";
    case rpc::SendOutcome::fee_above_cap:
        return "no node takes a transaction that may cost so much";
    case rpc::SendOutcome::gas_too_low:
        return "no node takes it: it has too little gas";
    case rpc::SendOutcome::too_large:
        return "no node takes a transaction of so many bytes";
    case rpc::SendOutcome::accepted:
    case rpc::SendOutcome::already_known:
    case rpc::SendOutcome::nonce_too_low:
    case rpc::SendOutcome::underpriced:
    case rpc::SendOutcome::rejected:
        break;
    }
    return "no node took it";
}

std::optional<Amount> named_fee_cap(std::string_view message)
{
    constexpr std::string_view before = "cap (";
    constexpr unsigned ether_decimals = 18;
    const std::size_t begin = message.rfind(before);
    const std::size_t end = message.find(" ether)", begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t first = begin + before.size();
    const evm::UnitsResult cap =
        evm::parse_units(std::string{message.substr(first, end - first)}, ether_decimals);
    return cap.error || cap.amount.is_zero() ? std::nullopt : std::optional{cap.amount};
}

std::optional<Amount> named_cost(std::string_view message)
{
    constexpr std::array<std::string_view, 4> words{"tx cost", "want", "for max fee", "required"};
    return number_after(message, words);
}

std::optional<Amount> named_gas(std::string_view message)
{
    constexpr std::array<std::string_view, 3> words{"minimum needed", "needed", "required"};
    return number_after(message, words);
}

std::optional<Amount> named_size(std::string_view message)
{
    constexpr std::array<std::string_view, 3> words{"limit", "maximum", "max"};
    return number_after(message, words);
}

} // namespace ctrip::job
