// SPDX-License-Identifier: MIT
#include "job/confirm/expiry.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using config::InternalTransfers;

TEST_CASE("native money that is asked for holds an expiry up until it was asked for behind the "
          "deadline",
          "[job][expiry]")
{
    constexpr base::UnixSeconds kDeadline = 1'000;
    const evm::Address token{{0x33}};
    const struct
    {
        const char* what;
        InternalTransfers internal;
        std::optional<evm::Address> token;
        std::optional<evm::BlockNumber> asked_block;
        base::UnixSeconds asked_time_s;
        bool expected;
    } cases[]{
        {"never asked for", InternalTransfers::auto_, std::nullopt, 0U, 0, false},
        {"asked for at the deadline", InternalTransfers::auto_, std::nullopt, 9U, kDeadline, false},
        {"asked for behind it", InternalTransfers::auto_, std::nullopt, 9U, kDeadline + 1, true},
        {"by balances", InternalTransfers::balances, std::nullopt, 9U, kDeadline, false},
        {"by balances, behind it", InternalTransfers::balances, std::nullopt, 9U, kDeadline + 1,
         true},
        {"by traces of each block", InternalTransfers::traces, std::nullopt, 0U, 0, true},
        {"not looked for", InternalTransfers::off, std::nullopt, 0U, 0, true},
        {"a token", InternalTransfers::auto_, token, std::nullopt, 0, true},
        {"never to be asked for", InternalTransfers::auto_, std::nullopt, std::nullopt, 0, true},
    };
    for (const auto& [what, internal, token_address, asked_block, asked_time_s, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            config::Chain chain;
            chain.internal_transfers = internal;
            payment::Payment payment;
            payment.token = token_address;
            payment.expires_at_s = kDeadline;
            payment.asked_block = asked_block;
            payment.asked_time_s = asked_time_s;
            CHECK(job::may_expire(chain, payment) == expected);
        }
    }
}
