// SPDX-License-Identifier: MIT
// What a receipt says that a sweep did to its deposit.
#include "job/sweep/receipt.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using evm::Amount;
using store::Sweep;
using store::SweepKind;

namespace {

const evm::Address kDeposit{{0x11}};
const evm::Address kTreasury{{0x22}};
const evm::Address kThief{{0x33}};
const evm::Address kToken{{0x44}};

Sweep sweep_of(SweepKind kind, std::optional<evm::Address> token)
{
    return {.kind = kind, .from = kDeposit, .to = kTreasury, .token = token, .amount = 100};
}

evm::Transfer moved(const evm::Address& from, const evm::Address& to, std::uint64_t amount)
{
    evm::Transfer transfer;
    transfer.token = kToken;
    transfer.from = from;
    transfer.to = to;
    transfer.amount = amount;
    return transfer;
}

rpc::Receipt receipt_of(bool succeeded)
{
    return {.block_number = 7, .succeeded = succeeded, .gas_used = 3, .effective_gas_price = 2};
}

} // namespace

TEST_CASE("a transaction that reverted took its fee and nothing else", "[job][sweep_outcome]")
{
    const Sweep native = sweep_of(SweepKind::native, std::nullopt);
    const job::SweepOutcome good = job::outcome_of(native, receipt_of(true));
    CHECK(good.block == 7);
    CHECK(good.fee == Amount{6});
    CHECK(good.left == Amount{100});
    const job::SweepOutcome bad = job::outcome_of(native, receipt_of(false));
    CHECK(bad.fee == Amount{6});
    CHECK(bad.left.is_zero());
    CHECK(bad.along.is_zero());
}

TEST_CASE("of a token's events only those from the deposit count", "[job][sweep_outcome]")
{
    const Sweep token = sweep_of(SweepKind::token, kToken);
    rpc::Receipt receipt = receipt_of(true);
    receipt.token_transfers = {moved(kDeposit, kTreasury, 90), moved(kDeposit, kThief, 10),
                               moved(kThief, kTreasury, 1'000), moved(kDeposit, kDeposit, 5)};
    CHECK(job::moved_by(token, receipt) == Amount{90});
    CHECK(job::outcome_of(token, receipt).left == Amount{100});
    receipt.token_transfers[0].token = kThief;
    CHECK(job::moved_by(token, receipt).is_zero());
}

TEST_CASE("the Sweeper's events tell of each deposit by itself, and the sponsor pays",
          "[job][sweep_outcome]")
{
    rpc::Receipt receipt = receipt_of(true);
    receipt.native_sweeps = {{.from = kDeposit, .amount = 40}, {.from = kThief, .amount = 2}};
    CHECK(job::moved_by(sweep_of(SweepKind::batch, std::nullopt), receipt) == Amount{40});
    const auto outcome = job::outcome_of(sweep_of(SweepKind::batch, kToken), receipt);
    CHECK(outcome.fee.is_zero());
    CHECK(outcome.left.is_zero());
    CHECK(outcome.along == Amount{40});
}
