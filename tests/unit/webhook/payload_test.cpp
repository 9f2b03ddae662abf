// SPDX-License-Identifier: MIT
#include "base/uuid.hpp"
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
    CHECK(keys(data) ==
          "payment_id seq status flags address amount amount_raw received "
          "received_raw chain chain_id "
          "token token_address confirmations reference metadata transfers transfers_count");
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
    CHECK(data["transfers_count"] == 2);
}

TEST_CASE("of many transfers the newest 20 are listed, and all are counted", "[webhook][payload]")
{
    const Payment payment = token_payment();
    std::vector<Booking> bookings;
    for (std::uint64_t i = 1; i <= 50; ++i) {
        bookings.push_back(booking(payment, i));
        bookings.back().standing =
            i % 2 == 0 ? payment::Standing::wrong_token : payment::Standing::counts;
    }
    const auto json = ordered_json::parse(webhook::payload({.payment = payment,
                                                            .event = payment::Event::wrong_token,
                                                            .head = 15,
                                                            .bookings = bookings,
                                                            .at_s = kTime}));
    const auto& data = json["data"];
    REQUIRE(data["transfers"].size() == 20);
    CHECK(data["transfers"][0]["amount_raw"] == "11");
    CHECK(data["transfers"][19]["amount_raw"] == "49");
    CHECK(data["transfers_count"] == 25);
    REQUIRE(data["other_transfers"].size() == 20);
    CHECK(data["other_transfers"][19]["amount_raw"] == "50");
    CHECK(data["other_transfers_count"] == 25);
}

TEST_CASE("a message's id depends on its payment, step and event alone", "[webhook][payload]")
{
    const std::string payment = "01a22751-f1ad-73b5-9d1c-3d2d7cdcc4ba";
    const std::string id = webhook::message_id(payment, 2, "payment.paid");
    CHECK(id == webhook::message_id(payment, 2, "payment.paid"));
    CHECK(id.starts_with("msg_01a22751-f1ad-8"));
    CHECK(base::is_uuid(std::string_view{id}.substr(4)));
    CHECK(id != webhook::message_id(payment, 3, "payment.paid"));
    CHECK(id != webhook::message_id(payment, 2, "payment.expired"));
    CHECK(id != webhook::message_id("01a22751-f1ad-73b5-9d1c-3d2d7cdcc4bb", 2, "payment.paid"));
    CHECK(base::is_uuid(webhook::message_id("p", 1, "payment.paid").substr(4)));
}
