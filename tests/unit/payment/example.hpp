// SPDX-License-Identifier: MIT
// A payment of a token and a booking of it, as the tests of their JSON take them.
#pragma once

#include "payment/booking.hpp"
#include "payment/payment.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

namespace ctrip::test {

inline constexpr base::UnixSeconds kTime = 1'795'320'000; // 2026-11-22T04:00:00Z

inline evm::Address address(const char* text)
{
    return *evm::Address::parse(text);
}

inline payment::Payment token_payment()
{
    payment::Payment payment;
    payment.id = "01930000-0000-7000-8000-000000000001";
    payment.chain = "bsc";
    payment.chain_id = 56;
    payment.token = address("0x55d398326f99059fF775485246999027B3197955");
    payment.symbol = "USDT";
    payment.decimals = 18;
    payment.derivation_index = 7;
    payment.address = address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    payment.amount = *evm::Amount::from_decimal("12500000000000000000");
    payment.amount_min = payment.amount;
    payment.confirmations_required = 15;
    payment.reference = "ORDER-1042";
    payment.metadata = {{"customer", "77"}};
    payment.expires_at_s = kTime;
    payment.created_at_s = kTime - 1'800;
    payment.updated_at_s = kTime - 1'800;
    return payment;
}

inline payment::Booking booking(const payment::Payment& payment, std::uint64_t amount)
{
    payment::Booking booking;
    booking.payment_id = payment.id;
    booking.transfer.tx_hash.bytes.fill(0xaa);
    booking.transfer.block_hash.bytes.fill(0xbb);
    booking.transfer.log_index = 3;
    booking.transfer.token = payment.token;
    booking.transfer.from = address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    booking.transfer.to = payment.address;
    booking.transfer.amount = amount;
    booking.transfer.block_number = 1;
    booking.transfer.block_time_s = kTime;
    return booking;
}

inline std::string keys(const nlohmann::ordered_json& object)
{
    std::string text;
    for (const auto& [key, value] : object.items()) {
        text += (text.empty() ? "" : " ") + key;
    }
    return text;
}

} // namespace ctrip::test
