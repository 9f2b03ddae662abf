// SPDX-License-Identifier: MIT
#include "base/hex.hpp"
#include "evm/derived_address.hpp"
#include "rpc/read/wide_call.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <string>

using namespace ctrip;

namespace {

constexpr evm::Address kFirst{{0x11}};
constexpr evm::Address kSecond{{0x22}};
constexpr evm::Address kSomeToken{{0x33}};

std::string number(std::uint64_t value)
{
    return fmt::format("{:064x}", value);
}

std::string first_40(const std::string& text)
{
    return text.substr(0, 40);
}

} // namespace

TEST_CASE("holdings are asked with owners and tokens side by side", "[rpc][wide_call]")
{
    const std::array queries{rpc::HoldingQuery{.owner = kFirst, .token = kSomeToken},
                             rpc::HoldingQuery{.owner = kSecond, .token = std::nullopt}};
    const rpc::Call call = rpc::call_holdings(queries, 16);
    CHECK(call.method == "eth_call");
    const std::string zeros(40, '0');
    CHECK(call.params.find(R"("data":"0x)" + base::to_hex(kFirst.bytes) +
                           base::to_hex(kSomeToken.bytes) + base::to_hex(kSecond.bytes) + zeros +
                           R"("},"0x10",{")") != std::string::npos);
    const std::string delegation = "ef0100" + first_40(base::to_hex(kSomeToken.bytes));
    const auto read =
        rpc::read_holdings("0x" + number(7) + number(9) + delegation + "01" +
                               fmt::format("{:016x}", 23) + number(8) + number(0) + number(0),
                           2);
    REQUIRE(read);
    CHECK((*read)[0].native == evm::Amount{7});
    CHECK((*read)[0].token == evm::Amount{9});
    CHECK((*read)[0].code_size == 23);
    CHECK(base::to_hex((*read)[0].code) == delegation);
    CHECK((*read)[1].native == evm::Amount{8});
    CHECK_FALSE((*read)[1].token.has_value());
    CHECK((*read)[1].code.empty());
    // Without the override nobody is called, and nobody answers.
    for (const std::string& answer : {std::string{"0x"}, "0x" + number(7), std::string{"7"}}) {
        CHECK_FALSE(rpc::read_holdings(answer, 2).has_value());
    }
}

TEST_CASE("a trial tells the gas of the call, its data and the owner's nonce", "[rpc][wide_call]")
{
    const std::array queries{
        rpc::TransferQuery{.owner = kFirst, .token = kSomeToken, .to = kSecond, .amount = 5},
        rpc::TransferQuery{.owner = kSecond, .token = kSomeToken, .to = kSecond, .amount = 6},
        rpc::TransferQuery{.owner = kSecond, .token = kFirst, .to = kSecond, .amount = 7}};
    const rpc::Call call = rpc::call_transfers(queries);
    CHECK(call.params.find(base::to_hex(kFirst.bytes) + base::to_hex(kSomeToken.bytes) +
                           base::to_hex(kSecond.bytes) + number(5)) != std::string::npos);
    const auto created = [](const evm::Address& owner, std::uint64_t nonce) {
        return std::string(24, '0') + base::to_hex(evm::create_address(owner, nonce).bytes);
    };
    const std::string nothing(64 * 8, '0');
    const auto trials = rpc::read_transfers("0x" + created(kFirst, 3) + number(1) + number(41'127) +
                                                number(32) + number(1) + std::string(64 * 3, '0') +
                                                created(kSecond, 16) + number(0) + number(900) +
                                                number(1'000) + std::string(64 * 4, 'a') + nothing,
                                            queries);
    REQUIRE(trials.size() == 3);
    REQUIRE(trials[0]);
    CHECK(trials[0]->moved);
    CHECK(trials[0]->call_gas == 41'127);
    CHECK(trials[0]->nonce == 3U);
    CHECK(trials[0]->data.size() == 32);
    REQUIRE(trials[1]);
    CHECK_FALSE(trials[1]->moved);
    CHECK_FALSE(trials[1]->nonce.has_value());
    CHECK(trials[1]->data.size() == 128);
    CHECK_FALSE(trials[2].has_value()); // Not run to its end.
    for (const auto& trial : rpc::read_transfers("0x", queries)) {
        CHECK_FALSE(trial.has_value());
    }
}

TEST_CASE("calls of one length are tried side by side", "[rpc][wide_call]")
{
    const std::array calls{
        rpc::CallRequest{.from = {}, .to = kFirst, .value = {}, .data = {1, 2}},
        rpc::CallRequest{.from = {}, .to = kSecond, .value = {}, .data = {3, 4}}};
    const rpc::Call call = rpc::call_alike(calls);
    CHECK(call.params.find(number(22) + base::to_hex(kFirst.bytes) + "0102" +
                           base::to_hex(kSecond.bytes) + "0304") != std::string::npos);
    const auto trials = rpc::read_alike("0x" + number(1) + number(900) + number(32) + number(7) +
                                            std::string(64 * 3, '0') + std::string(64 * 7, '0'),
                                        2);
    REQUIRE(trials.size() == 2);
    REQUIRE(trials[0]);
    CHECK(trials[0]->call_gas == 900);
    CHECK(trials[0]->data.size() == 32);
    CHECK(trials[0]->data.back() == 7);
    CHECK_FALSE(trials[1].has_value());
    CHECK_FALSE(rpc::read_alike("0x", 1).front().has_value());
}
