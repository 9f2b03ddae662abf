// SPDX-License-Identifier: MIT
#include "payment/payment.hpp"
#include "webhook/payload.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace ctrip;
using nlohmann::ordered_json;
using payment::Booking;
using payment::Payment;

namespace {

constexpr base::UnixSeconds kTime = 1'795'320'000; // 2026-11-22T04:00:00Z

evm::Address address(const char* text)
{
    return *evm::Address::parse(text);
}

Payment token_payment()
{
    Payment payment;
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

Booking booking(const Payment& payment, std::uint64_t amount)
{
    Booking booking;
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

std::string keys(const ordered_json& object)
{
    std::string text;
    for (const auto& [key, value] : object.items()) {
        text += (text.empty() ? "" : " ") + key;
    }
    return text;
}

} // namespace

TEST_CASE("a webhook is the contract's event, with what makes up the sum received",
          "[webhook][payload]")
{
    Payment payment = token_payment();
    payment.status = payment::Status::confirmed;
    payment.seq = 2;
    payment.flags = {payment::Flag::overpaid};
    payment.received = *evm::Amount::from_decimal("13000000000000000000");
    payment.detected_in_block = 1;
    std::vector<Booking> bookings{booking(payment, 13), booking(payment, 14), booking(payment, 15),
                                  booking(payment, 16)};
    bookings[1].orphaned = true;
    bookings[2].standing = payment::Standing::wrong_token;
    bookings[3].standing = payment::Standing::late;
    const std::string body = webhook::payload({.payment = payment,
                                               .event = payment::Event::confirmed,
                                               .head = 15,
                                               .bookings = bookings,
                                               .at_s = kTime});
    const auto json = ordered_json::parse(body);
    CHECK(body.find('\n') == std::string::npos);
    CHECK(keys(json) == "type timestamp data");
    CHECK(json["type"] == "payment.confirmed");
    CHECK(json["timestamp"] == "2026-11-22T04:00:00Z");
    const auto& data = json["data"];
    CHECK(keys(data) == "payment_id seq status flags address amount amount_raw received "
                        "received_raw chain chain_id "
                        "token token_address confirmations reference metadata transfers");
    CHECK(data["received"] == "13");
    CHECK(data["confirmations"] == 15);
    CHECK(data["status"] == "confirmed");
    REQUIRE(data["transfers"].size() == 2);
    CHECK(data["transfers"][0].dump() == R"({"tx_hash":"0x)" + [] {
        std::string hash;
        for (int i = 0; i < 32; ++i) {
            hash += "aa";
        }
        return hash;
    }() + R"(","log_index":3,"block_number":1,"amount_raw":"13"})");
    CHECK(data["transfers"][1]["amount_raw"] == "16");
}
