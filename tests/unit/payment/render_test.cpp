// SPDX-License-Identifier: MIT
#include "payment/render.hpp"
#include "unit/payment/example.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::ordered_json;
using payment::Booking;
using payment::Payment;

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
