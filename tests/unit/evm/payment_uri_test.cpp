// SPDX-License-Identifier: MIT
#include "evm/payment_uri.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

namespace {

const evm::Address kTo = evm::Address::parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266").value();
const evm::Address kToken =
    evm::Address::parse("0x55d398326f99059ff775485246999027b3197955").value();

} // namespace

TEST_CASE("a native payment's link carries its value in wei", "[evm][payment_uri]")
{
    CHECK(evm::to_string({.chain_id = 1,
                          .to = kTo,
                          .token = std::nullopt,
                          .amount = 1'000'000'000'000'000'000}) ==
          "ethereum:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266@1?value=1000000000000000000");
}

TEST_CASE("a token payment's link is a call of transfer on the token", "[evm][payment_uri]")
{
    CHECK(evm::to_string({.chain_id = 56,
                          .to = kTo,
                          .token = kToken,
                          .amount = evm::Amount::from_decimal("12500000000000000000").value()}) ==
          "ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?"
          "address=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266&uint256=12500000000000000000");
}
