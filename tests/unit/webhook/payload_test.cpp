// SPDX-License-Identifier: MIT
#include "unit/payment/example.hpp"
#include "webhook/payload.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::ordered_json;
using payment::Booking;
using payment::Payment;

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
