// SPDX-License-Identifier: MIT
#include "payment/metadata.hpp"
#include "unit/payment/example.hpp"
#include "webhook/body_check.hpp"
#include "webhook/payload.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::ordered_json;
using webhook::RecordedMessage;

namespace {

/// A message as ctrip writes it, and what the tables have of it.
struct Told
{
    explicit Told(std::vector<payment::Booking> bookings = {}) : booked(std::move(bookings))
    {
        payment = token_payment();
        payment.status = payment::Status::confirmed;
        payment.seq = 2;
        payment.flags = {payment::Flag::overpaid, payment::Flag::multiple};
        for (const payment::Booking& one : booked) {
            if (!one.orphaned && one.standing != payment::Standing::wrong_token) {
                payment.received += one.transfer.amount;
            }
            recorded.transfers.push_back(one.transfer);
        }
        body = webhook::payload({.payment = payment,
                                 .event = payment::Event::confirmed,
                                 .head = 15,
                                 .bookings = booked,
                                 .at_s = kTime});
        recorded.payment_id = payment.id;
        recorded.seq = 2;
        recorded.event = "payment.confirmed";
        recorded.status = "confirmed";
        recorded.at_s = kTime;
        recorded.chain = payment.chain;
        recorded.chain_id = payment.chain_id;
        recorded.token = payment.token;
        recorded.symbol = payment.symbol;
        recorded.decimals = payment.decimals;
        recorded.address = payment.address;
        recorded.amount = payment.amount;
        recorded.reference = payment.reference;
        recorded.metadata = payment::metadata_to_json(payment.metadata);
    }

    [[nodiscard]] std::string check() const { return webhook::contradiction(body, recorded); }
    /// Of the body after `change`.
    [[nodiscard]] std::string check(const std::function<void(ordered_json&)>& change) const
    {
        ordered_json message = ordered_json::parse(body);
        change(message);
        return webhook::contradiction(message.dump(), recorded);
    }

    std::vector<payment::Booking> booked;
    payment::Payment payment;
    RecordedMessage recorded;
    std::string body;
};

/// Whether a digit at this place would belong to a number that nobody knows later.
bool is_of_its_moment(std::string_view body, std::size_t at)
{
    while (at > 0 && body[at - 1] >= '0' && body[at - 1] <= '9') {
        --at;
    }
    const std::string_view before = body.substr(0, at);
    return before.ends_with("\"confirmations\":") || before.ends_with("\"block_number\":");
}

std::vector<payment::Booking> three_bookings()
{
    std::vector<payment::Booking> bookings;
    for (std::uint64_t i = 0; i < 3; ++i) {
        bookings.push_back(booking(token_payment(), 10 + i));
        bookings.back().transfer.log_index = static_cast<std::int64_t>(i);
    }
    return bookings;
}

} // namespace

TEST_CASE("what ctrip wrote agrees with the payment", "[webhook][body_check]")
{
    CHECK(Told{}.check().empty());
    std::vector<payment::Booking> bookings = three_bookings();
    bookings[1].orphaned = true;
    CHECK(Told{bookings}.check().empty());
    bookings[2].standing = payment::Standing::wrong_token;
    bookings[2].transfer.token = std::nullopt;
    CHECK(Told{bookings}.check().empty());
    bookings[0].standing = payment::Standing::late;
    CHECK(Told{bookings}.check().empty());
}

TEST_CASE("of many transfers the newest are compared, and the others have to be booked",
          "[webhook][body_check]")
{
    std::vector<payment::Booking> bookings;
    for (std::uint64_t i = 0; i < 25; ++i) {
        bookings.push_back(booking(token_payment(), 10 + i));
        bookings.back().transfer.log_index = static_cast<std::int64_t>(i);
    }
    const Told told{bookings};
    CHECK(told.check().empty());
    Told more = told; // What came since.
    more.recorded.transfers.push_back(booking(token_payment(), 7).transfer);
    CHECK(more.check().empty());
    Told less = told;
    less.recorded.transfers.erase(less.recorded.transfers.begin());
    CHECK_FALSE(less.check().empty());
    const std::string sum = "what it calls received is not the sum of its transfers";
    CHECK(told.check([](ordered_json& message) {
        message["data"]["received"] = "0.000000000000000551";
        message["data"]["received_raw"] = "551"; // One more than all.
    }) == sum);
    CHECK(told.check([](ordered_json& message) {
        message["data"]["received"] = "0.000000000000000489";
        message["data"]["received_raw"] = "489"; // One less than those that are listed.
    }) == sum);
    for (const int count : {19, 20, 26}) {
        CAPTURE(count);
        CHECK_FALSE(
            told.check([&](ordered_json& message) { message["data"]["transfers_count"] = count; })
                .empty());
    }
    // A message of before counts none.
    CHECK(Told{three_bookings()}
              .check([](ordered_json& message) { message["data"].erase("transfers_count"); })
              .empty());
}

TEST_CASE("transfers of every kind are found again", "[webhook][body_check]")
{
    std::vector<payment::Booking> bookings = three_bookings();
    bookings[0].transfer.log_index = evm::kNativeLogIndex;
    bookings[1].transfer.log_index = evm::kInternalLogIndex + 4;
    bookings[2].transfer.log_index = evm::kBalanceLogIndex;
    for (payment::Booking& one : bookings) {
        one.transfer.token = std::nullopt;
    }
    Told told{bookings};
    told.payment.token = told.recorded.token = std::nullopt;
    told.body = webhook::payload({.payment = told.payment,
                                  .event = payment::Event::confirmed,
                                  .head = 15,
                                  .bookings = told.booked,
                                  .at_s = kTime});
    CHECK(told.check().empty());
    for (std::size_t i = 0; i < 3; ++i) {
        Told less = told;
        less.recorded.transfers.erase(less.recorded.transfers.begin() +
                                      static_cast<std::ptrdiff_t>(i));
        CHECK(less.check() == "it lists a transfer that is not booked on the payment");
    }
}

TEST_CASE("money in another currency is listed with its own, and has to be booked",
          "[webhook][body_check]")
{
    std::vector<payment::Booking> bookings = three_bookings();
    for (const std::size_t i : {1U, 2U}) {
        bookings[i].standing = payment::Standing::wrong_token;
    }
    bookings[1].transfer.token = std::nullopt;
    bookings[1].transfer.log_index = evm::kNativeLogIndex;
    bookings[2].transfer.token = evm::Address{{0x77}};
    Told told{bookings};
    told.recorded.event = "payment.wrong_token";
    told.body = webhook::payload({.payment = told.payment,
                                  .event = payment::Event::wrong_token,
                                  .head = 15,
                                  .bookings = told.booked,
                                  .at_s = kTime});
    CHECK(told.check().empty());
    const auto change_other = [&](const std::string& key, const ordered_json& value) {
        return told.check(
            [&](ordered_json& message) { message["data"]["other_transfers"][1][key] = value; });
    };
    const std::string not_booked = "it lists a transfer that is not booked on the payment";
    CHECK(change_other("token_address", nullptr) == not_booked);
    CHECK(change_other("token_address", evm::Address{{0x78}}.to_checksum()) == not_booked);
    CHECK(change_other("amount_raw", "1") == not_booked);
    CHECK(change_other("extra", 1) == not_booked);
    CHECK(told.check([](ordered_json& message) {
        message["data"]["other_transfers"].push_back(message["data"]["other_transfers"][0]);
    }) == not_booked);
    CHECK(told.check([](ordered_json& message) { message["data"].erase("other_transfers"); }) ==
          not_booked);
    // No other event lists them.
    told.recorded.event = "payment.confirmed";
    CHECK_FALSE(
        told.check([](ordered_json& message) { message["type"] = "payment.confirmed"; }).empty());
}

TEST_CASE("each value that was changed is noticed", "[webhook][body_check]")
{
    const Told told{three_bookings()};
    const std::vector<std::pair<const char*, ordered_json>> changes{
        {"payment_id", "01930000-0000-7000-8000-000000000002"},
        {"seq", 3},
        {"status", "paid"},
        {"flags", {"rich"}},
        {"flags", "overpaid"},
        {"address", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"},
        {"address", "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"},
        {"amount", "1"},
        {"amount_raw", "1"},
        {"received", "12.5"},
        {"received_raw", "12500000000000000000"},
        {"chain", "eth"},
        {"chain_id", 1},
        {"token", "USDC"},
        {"token_address", nullptr},
        {"confirmations", "15"},
        {"confirmations", -1},
        {"reference", "ORDER-1043"},
        {"reference", nullptr},
        {"metadata", {{"customer", "78"}}},
        {"metadata", ordered_json::object()},
        {"transfers", ordered_json::object()},
        {"transfers", ordered_json::array()}};
    for (const auto& one : changes) {
        CAPTURE(one.first, one.second.dump());
        CHECK_FALSE(
            told.check([&](auto& message) { message["data"][one.first] = one.second; }).empty());
        CHECK_FALSE(told.check([&](auto& message) { message["data"].erase(one.first); }).empty());
    }
    CHECK_FALSE(told.check([](auto& message) { message["type"] = "payment.paid"; }).empty());
    CHECK_FALSE(
        told.check([](auto& message) { message["timestamp"] = "2026-11-22T04:00:01Z"; }).empty());
    CHECK_FALSE(told.check([](auto& message) { message["data"]["paid"] = true; }).empty());
    CHECK_FALSE(told.check([](auto& message) { message["more"] = 1; }).empty());
    CHECK(told.check([](auto&) {}).empty());
}

TEST_CASE("each fact that was changed is noticed", "[webhook][body_check]")
{
    const Told told{three_bookings()};
    const std::vector<std::function<void(RecordedMessage&)>> changes{
        [](RecordedMessage& r) { r.payment_id.back() = '2'; },
        [](RecordedMessage& r) { r.seq = 3; },
        [](RecordedMessage& r) { r.event = "payment.detected"; },
        [](RecordedMessage& r) { r.status = "detected"; },
        [](RecordedMessage& r) { r.at_s += 1; },
        [](RecordedMessage& r) { r.chain = "eth"; },
        [](RecordedMessage& r) { r.chain_id = 1; },
        [](RecordedMessage& r) { r.token = r.address; },
        [](RecordedMessage& r) { r.symbol = "USDC"; },
        [](RecordedMessage& r) { r.decimals = 6; },
        [](RecordedMessage& r) { r.address = *r.token; },
        [](RecordedMessage& r) { r.amount = 1; },
        [](RecordedMessage& r) { r.reference = std::nullopt; },
        [](RecordedMessage& r) { r.metadata = "{}"; },
        [](RecordedMessage& r) { r.transfers.pop_back(); },
        [](RecordedMessage& r) { r.transfers[1].amount = 99; },
        [](RecordedMessage& r) { r.transfers[1].to = *r.token; },
        [](RecordedMessage& r) { r.transfers[1].token = std::nullopt; },
        [](RecordedMessage& r) { r.transfers[1].tx_hash.bytes[0] = 1; },
        [](RecordedMessage& r) { r.transfers[1].log_index = 7; }};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        CAPTURE(i);
        Told other = told;
        changes[i](other.recorded);
        CHECK_FALSE(other.check().empty());
    }
}

TEST_CASE("a transfer that is listed twice does not count twice", "[webhook][body_check]")
{
    const Told told{three_bookings()};
    CHECK(told.check([](auto& message) {
        auto& data = message["data"];
        data["transfers"].push_back(data["transfers"][2]);
        data["received_raw"] = "45";
        data["received"] = "0.000000000000000045";
    }) == "it lists a transfer that is not booked on the payment");
}

TEST_CASE("a transfer that was mined again since is the same", "[webhook][body_check]")
{
    Told told{three_bookings()};
    told.recorded.transfers[0].block_number = 9;
    CHECK(told.check().empty());
    told.recorded.transfers[0].amount = 11;
    CHECK_FALSE(told.check().empty());
}

TEST_CASE("a body that can be read in two ways is refused", "[webhook][body_check]")
{
    Told told{three_bookings()};
    const std::string body = told.body;
    told.body = body + " ";
    CHECK(told.check() == "its body is not one that ctrip writes");
    for (const char* twice : {R"("type":"payment.paid",)", R"("data":{},)", " "}) {
        told.body = body;
        told.body.insert(1, twice);
        CHECK_FALSE(told.check().empty());
    }
    for (const char* text : {"", "{}", "[]", "null", "1", R"({"type":1,"timestamp":2,"data":3})"}) {
        told.body = text;
        CHECK_FALSE(told.check().empty());
    }
    // Cut off anywhere, and with one character more or another one anywhere.
    for (std::size_t i = 0; i < body.size(); ++i) {
        CAPTURE(i);
        told.body = body.substr(0, i);
        CHECK_FALSE(told.check().empty());
        told.body = body;
        told.body.insert(i, "1");
        CHECK(told.check().empty() == is_of_its_moment(body, i));
        told.body = body;
        told.body[i] = '\x01';
        CHECK_FALSE(told.check().empty());
    }
}
