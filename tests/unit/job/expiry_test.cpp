// SPDX-License-Identifier: MIT
#include "job/confirm/expiry.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using config::InternalTransfers;
using store::NativeMoney;

TEST_CASE("where balances are asked for, a deadline alone does not say that nothing came",
          "[job][expiry]")
{
    const struct
    {
        InternalTransfers internal;
        NativeMoney expected;
    } cases[]{
        {InternalTransfers::auto_, NativeMoney::asked_for},
        {InternalTransfers::balances, NativeMoney::asked_for},
        {InternalTransfers::traces, NativeMoney::in_blocks},
        {InternalTransfers::off, NativeMoney::in_blocks},
    };
    for (const auto& [internal, expected] : cases) {
        config::Chain chain;
        chain.internal_transfers = internal;
        CHECK((job::native_money(chain) == expected));
    }
}
