// SPDX-License-Identifier: MIT
// What a receipt says that a sweep did to its deposit.
#include "job/shared/sweep_receipt.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using evm::Amount;
using store::SweepKind;

namespace {

constexpr evm::Address kDeposit{{1}};
constexpr evm::Address kTreasury{{2}};
constexpr evm::Address kToken{{3}};
constexpr evm::Address kStranger{{4}};

store::Sweep sweep_of(SweepKind kind, std::optional<evm::Address> token)
{
    store::Sweep sweep;
    sweep.kind = kind;
    sweep.from = kDeposit;
    sweep.to = kTreasury;
    sweep.token = token;
    sweep.amount = 1'000; // What it was to move.
    return sweep;
}

evm::Transfer event(const evm::Address& token, const evm::Address& from, const evm::Address& to,
                    std::uint64_t amount)
{
    evm::Transfer transfer;
    transfer.token = token;
    transfer.from = from;
    transfer.to = to;
    transfer.amount = amount;
    return transfer;
}

/// It says that 900 came and a fee of 100 went elsewhere, and that 50 wei were taken along.
rpc::Receipt receipt(bool succeeded)
{
    rpc::Receipt receipt;
    receipt.succeeded = succeeded;
    receipt.block_number = 9;
    receipt.gas_used = 10;
    receipt.effective_gas_price = 3;
    receipt.token_transfers = {
        event(kToken, kDeposit, kTreasury, 900), event(kToken, kDeposit, kStranger, 100),
        event(kToken, kStranger, kTreasury, 7),  event(kStranger, kDeposit, kTreasury, 11),
        event(kToken, kDeposit, kDeposit, 13),
    };
    receipt.native_sweeps = {{.from = kDeposit, .amount = 50}, {.from = kStranger, .amount = 60}};
    return receipt;
}

} // namespace

TEST_CASE("a sweep moved what its receipt proves, and nothing at all where it reverted",
          "[job][sweep_receipt]")
{
    const struct
    {
        const char* what;
        SweepKind kind;
        std::optional<evm::Address> token;
        std::uint64_t moved; ///< To the treasury.
        std::uint64_t left;  ///< The deposit, its gas aside.
        std::uint64_t along;
        std::uint64_t fee; ///< That the deposit paid.
    } cases[]{
        {"native money", SweepKind::native, std::nullopt, 1'000, 1'000, 0, 30},
        {"a token", SweepKind::token, kToken, 900, 1'000, 0, 30},
        {"a token in a batch", SweepKind::batch, kToken, 900, 1'000, 50, 0},
        {"native money in a batch", SweepKind::batch, std::nullopt, 50, 50, 0, 0},
        {"a token by a stranger", SweepKind::foreign, kToken, 900, 1'000, 50, 0},
        {"native money by a stranger", SweepKind::foreign, std::nullopt, 50, 50, 0, 0},
    };
    for (const auto& [what, kind, token, moved, left, along, fee] : cases) {
        DYNAMIC_SECTION(what)
        {
            const store::Sweep sweep = sweep_of(kind, token);
            CHECK(job::moved_by(sweep, receipt(true)) == moved);
            const job::SweepOutcome done = job::outcome_of(sweep, receipt(true));
            CHECK(done.block == 9);
            CHECK(done.left == left);
            CHECK(done.along == along);
            CHECK(done.fee == fee);

            CHECK(job::moved_by(sweep, receipt(false)).is_zero());
            const job::SweepOutcome reverted = job::outcome_of(sweep, receipt(false));
            CHECK(reverted.left.is_zero());
            CHECK(reverted.along.is_zero());
            CHECK(reverted.fee == fee); // Gas is paid for all the same.
        }
    }
}

TEST_CASE("a token's sweep without events moved nothing, whatever its status says",
          "[job][sweep_receipt]")
{
    rpc::Receipt silent = receipt(true);
    silent.token_transfers.clear();
    CHECK(job::moved_by(sweep_of(SweepKind::token, kToken), silent).is_zero());
    CHECK(job::outcome_of(sweep_of(SweepKind::token, kToken), silent).left.is_zero());
}

TEST_CASE("of a token's events only those of the sweep's token count", "[job][sweep_receipt]")
{
    const store::Sweep sweep = sweep_of(SweepKind::token, kToken);
    rpc::Receipt other = receipt(true);
    other.token_transfers[0].token = kStranger;
    CHECK(job::moved_by(sweep, other).is_zero());
    CHECK(job::outcome_of(sweep, other).left == evm::Amount{100});
}
