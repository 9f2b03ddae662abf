// SPDX-License-Identifier: MIT
#include "rpc/read/balance_batch.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

using namespace ctrip;
using rpc::BalanceWay;

namespace {

const std::array<evm::Address, 2> kTwo{evm::Address{{0x11}}, evm::Address{{0x22}}};

std::string words(const std::vector<unsigned>& values)
{
    std::string text = "0x";
    for (const unsigned value : values) {
        text += fmt::format("{:064x}", value);
    }
    return text;
}

} // namespace

TEST_CASE("the scanner is put in by an override, with the addresses side by side",
          "[rpc][balance_scanner]")
{
    const rpc::Call call = rpc::call_balances(BalanceWay::override_, kTwo, 16);
    CHECK(call.method == "eth_call");
    CHECK(call.params ==
          R"([{"to":"0x63747269702062616c616e6365207363616e6e65","data":"0x)"
          "11000000000000000000000000000000000000002200000000000000000000000000000000000000"
          R"("},"0x10",{"0x63747269702062616c616e6365207363616e6e65":{"code":)"
          R"("0x5f5f5b368210600b575ff35b813560601c3181526020019060140190600256"}}])");
    CHECK(rpc::read_balances(BalanceWay::override_, words({7, 0}), 2) ==
          std::vector<evm::Amount>{7, 0});
    // Without the override nobody is called, and nobody answers.
    for (const std::string& answer : {std::string{"0x"}, words({7}), words({7, 0, 0}),
                                      words({7, 0}) + "00", std::string{"7"}}) {
        CHECK_FALSE(rpc::read_balances(BalanceWay::override_, answer, 2).has_value());
    }
}

TEST_CASE("Multicall3 is asked as its ABI says", "[rpc][balance_scanner]")
{
    const rpc::Call call = rpc::call_balances(BalanceWay::multicall, kTwo, std::nullopt);
    const auto word = [](unsigned value) { return fmt::format("{:064x}", value); };
    const std::string target = std::string(24, '0') + "ca11bde05977b3631167028862be2a173976ca11";
    const auto one = [&](const std::string& address) {
        return target + word(1) + word(0x60) + word(0x24) + "4d2301cc" + std::string(24, '0') +
               address + std::string(38 + 56, '0');
    };
    CHECK(call.params ==
          R"([{"to":"0xca11bde05977b3631167028862be2a173976ca11","data":"0x82ad56cb)" + word(0x20) +
              word(2) + word(0x40) + word(0x100) + one("11") + one("22") + R"("},"latest"])");

    const std::vector<unsigned> good{0x20, 2, 0x40, 0xc0, 1, 0x40, 0x20, 7, 1, 0x40, 0x20, 9};
    CHECK(rpc::read_balances(BalanceWay::multicall, words(good), 2) ==
          std::vector<evm::Amount>{7, 9});
    CHECK_FALSE(rpc::read_balances(BalanceWay::multicall, "0x", 2).has_value());
    CHECK_FALSE(rpc::read_balances(BalanceWay::multicall, words(good), 1).has_value());
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::vector<unsigned> bad = good;
        ++bad[i];
        const bool balance = i == 7 || i == 11;
        CAPTURE(i);
        CHECK(rpc::read_balances(BalanceWay::multicall, words(bad), 2).has_value() == balance);
    }
}

TEST_CASE("ways of asking for balances have names that are stored", "[rpc][balance_scanner]")
{
    for (const auto way : {BalanceWay::override_, BalanceWay::multicall, BalanceWay::batch}) {
        CHECK(rpc::parse_balance_way(rpc::to_string(way)) == way);
        CHECK(rpc::addresses_max(way) > 0);
    }
    CHECK_FALSE(rpc::parse_balance_way("").has_value());
}
