// SPDX-License-Identifier: MIT
#include "payment/payment.hpp"
#include "payment/render.hpp"

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

TEST_CASE("a payment is the contract's JSON, key for key, on one line", "[payment][render]")
{
    CHECK(
        payment::to_json(token_payment(), std::nullopt) ==
        R"({"id":"01930000-0000-7000-8000-000000000001","status":"pending","chain":"bsc","chain_id":56,)"
        R"("token":"USDT","token_address":"0x55d398326f99059fF775485246999027B3197955","decimals":18,)"
        R"("address":"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266","derivation_path":"m/44'/60'/0'/0/7",)"
        R"("amount":"12.5","amount_raw":"12500000000000000000","received":"0","received_raw":"0",)"
        R"("flags":[],"seq":0,"confirmations":0,"confirmations_required":15,"detected_in_block":null,)"
        R"("uri":"ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?address=)"
        R"(0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266&uint256=12500000000000000000",)"
        R"("reference":"ORDER-1042","metadata":{"customer":"77"},"webhook_url":null,)"
        R"("expires_at":"2026-11-22T04:00:00Z","created_at":"2026-11-22T03:30:00Z",)"
        R"("updated_at":"2026-11-22T03:30:00Z"})");
}

TEST_CASE("a native payment has no token address, and its URI carries the value",
          "[payment][render]")
{
    Payment native = token_payment();
    native.token = std::nullopt;
    native.symbol = "BNB";
    native.reference = std::nullopt;
    native.flags = {payment::Flag::late, payment::Flag::underpaid};
    const auto json = ordered_json::parse(payment::to_json(native, std::nullopt));
    CHECK(json["token"] == "BNB");
    CHECK(json["token_address"].is_null());
    CHECK(json["reference"].is_null());
    CHECK(json["flags"] == ordered_json::array({"underpaid", "late"}));
    CHECK(json["uri"] ==
          "ethereum:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266@56?value=12500000000000000000");
}

TEST_CASE("confirmations count from the block of detection to the head, both included",
          "[payment][render]")
{
    const struct
    {
        std::optional<evm::BlockNumber> detected;
        std::optional<evm::BlockNumber> head;
        std::uint64_t expected;
    } cases[]{
        {std::nullopt, 100, 0}, {100, std::nullopt, 0}, {100, 99, 0}, {100, 100, 1}, {100, 114, 15},
    };
    for (const auto& [detected, head, expected] : cases) {
        Payment payment = token_payment();
        payment.detected_in_block = detected;
        CHECK(ordered_json::parse(payment::to_json(payment, head))["confirmations"] == expected);
    }
}

TEST_CASE("details add transfers, history, sweeps and webhooks", "[payment][render]")
{
    const Payment payment = token_payment();
    payment::Details details;
    details.bookings = {booking(payment, 1'500'000'000'000'000'000)};
    Booking foreign = booking(payment, 5);
    foreign.transfer.token = std::nullopt;
    foreign.transfer.log_index = evm::kNativeLogIndex;
    foreign.standing = payment::Standing::wrong_token;
    foreign.orphaned = true;
    details.bookings.push_back(foreign);
    details.history = {{.seq = 1, .to = payment::Status::detected, .reason = "all", .at_s = kTime}};
    details.sweeps = {{.kind = "token", .state = "signed", .decimals = 18, .symbol = "USDT"}};
    details.webhooks = {{.id = "msg_1", .seq = 1, .event = "payment.detected", .state = "dead"}};
    details.webhooks[0].last_status = 500;

    const auto json = ordered_json::parse(payment::to_json(payment, std::nullopt, &details));
    const auto& ours = json["transfers"][0];
    CHECK(keys(ours) == "tx_hash log_index block_number block_hash block_time token token_address "
                        "from amount amount_raw depth standing orphaned");
    CHECK(ours["amount"] == "1.5");
    CHECK(ours["log_index"] == 3);
    CHECK(ours["token"] == "USDT");
    CHECK(ours["standing"] == "counts");
    CHECK(ours["orphaned"] == false);

    const auto& other = json["transfers"][1];
    CHECK(other["log_index"].is_null());
    CHECK(other["token"].is_null());
    CHECK(other["amount"].is_null());
    CHECK(other["amount_raw"] == "5");
    CHECK(other["standing"] == "wrong_token");
    CHECK(other["orphaned"] == true);

    CHECK(json["history"][0].dump() ==
          R"({"seq":1,"event":"payment.detected","from":"pending","to":"detected","reason":"all",)"
          R"("at":"2026-11-22T04:00:00Z"})");
    CHECK(json["sweeps"][0]["fee_wei"].is_null());
    CHECK(json["webhooks"][0]["last_status"] == 500);
    CHECK(json["webhooks"][0]["delivered_at"].is_null());
}

TEST_CASE("text that is not UTF-8 never keeps a payment from being shown", "[payment][render]")
{
    Payment payment = token_payment();
    payment.reference = "a\xff"
                        "b";
    const auto json = ordered_json::parse(payment::to_json(payment, std::nullopt));
    CHECK(json["reference"] == "a\xef\xbf\xbd"
                               "b");
}
