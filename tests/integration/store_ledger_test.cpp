// SPDX-License-Identifier: MIT
// What the ledger says has arrived, and whose balance is asked for next, on both databases.
#include "integration/fresh_database.hpp"
#include "store/balance_store.hpp"
#include "store/chain_store.hpp"
#include "store/ledger_store.hpp"
#include "store/payment_store.hpp"
#include "store/sweep_store.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::BalanceStore;
using store::Cursor;
using store::LedgerStore;
using store::PaymentStore;
using store::SweepStore;

namespace {

using Ids = std::vector<std::string>;

store::SweepTx tx_with(std::uint64_t n, store::SweepTxKind kind)
{
    return {.chain_id = kChain,
            .hash = tx_of(n),
            .kind = kind,
            .state = store::SweepTxState::final,
            .sender = address_of(900),
            .nonce = n,
            .raw = "0x02"};
}

/// The sum that is told for one payment in native money.
evm::Amount native_sum(const std::vector<LedgerStore::Inflow>& sums)
{
    const auto found =
        std::find_if(sums.begin(), sums.end(), [](const auto& sum) { return !sum.token; });
    return found == sums.end() ? evm::Amount{} : found->amount;
}

Ids ids_of(const std::vector<payment::Payment>& payments)
{
    Ids ids;
    for (const payment::Payment& payment : payments) {
        ids.push_back(payment.id);
    }
    return ids;
}

} // namespace

TEST_CASE("gas money is a sweep's and nothing that a payer sent", "[store][ledger_store]")
{
    FreshDatabase fresh;
    store::TransferStore transfers{fresh.database()};
    SweepStore sweeps{fresh.database(), fresh.clock};
    LedgerStore books{fresh.database()};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    store::DbTransaction transaction{fresh.database()};
    auto topup = tx_with(1, store::SweepTxKind::topup);
    auto batch = tx_with(2, store::SweepTxKind::batch);
    sweeps.insert(topup, {});
    sweeps.insert(batch, {});
    CHECK(sweeps.is_top_up(kChain, tx_of(1)));
    CHECK_FALSE(sweeps.is_top_up(kChain, tx_of(2)));
    CHECK_FALSE(sweeps.is_top_up(56, tx_of(1)));
    for (const std::uint64_t n : {1U, 2U, 3U}) {
        REQUIRE(transfers.book(booking_of(asked, n), kChain));
    }
    CHECK(native_sum(books.inflows(Ids{asked.id}, 10)) == evm::Amount{200});
    CHECK(native_sum(books.inflows(Ids{asked.id}, 9)).is_zero());
    transaction.commit();
}

TEST_CASE("what left the chain has not arrived, and what is final has for good",
          "[store][ledger_store]")
{
    FreshDatabase fresh;
    store::TransferStore transfers{fresh.database()};
    LedgerStore books{fresh.database()};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    store::DbTransaction transaction{fresh.database()};
    for (const std::uint64_t n : {1U, 2U, 3U}) {
        payment::Booking booking = booking_of(asked, n);
        booking.transfer.block_number = 10 + n;
        REQUIRE(transfers.book(booking, kChain));
        if (n < 3) {
            transfers.set_depth(kChain, booking.transfer,
                                n == 1 ? payment::Depth::final : payment::Depth::confirmed);
        }
    }
    CHECK(native_sum(books.inflows(Ids{asked.id}, 13)) == evm::Amount{300});
    CHECK(native_sum(books.final_inflows(Ids{asked.id})) == evm::Amount{100});
    REQUIRE(transfers.orphan_above(kChain, 12).size() == 1);
    CHECK(native_sum(books.inflows(Ids{asked.id}, 13)) == evm::Amount{200});
    REQUIRE(transfers.orphan_above(kChain, 10).size() == 1);
    CHECK(native_sum(books.final_inflows(Ids{asked.id})).is_zero());
    transaction.commit();
}

TEST_CASE("whose deadline has passed is asked for once more behind it", "[store][balance_store]")
{
    FreshDatabase fresh;
    BalanceStore balances{fresh.database()};
    insert(fresh, {payment_of(1), payment_of(2), payment_of(3), payment_of(4)});
    const auto asked = [&](std::uint64_t n, std::int64_t block, std::int64_t time_s) {
        fresh.database().execute(
            "UPDATE payments SET asked_block = $1, asked_time = $2 WHERE id = $3",
            {block, time_s, id_of(n)});
    };
    asked(1, 90, 1'001); // Behind its deadline, 1,000.
    asked(2, 90, 1'000); // At it, which may have been before the block's last transaction.
    asked(3, 80, 999);
    asked(4, 95, 1'001);
    // Room for three: those whose deadline calls, and then who was asked for longest ago.
    const Cursor cursor{.block = 100, .hash = block_of(100), .time_s = 1'100};
    Ids due = ids_of(balances.due(kChain, cursor, 3));
    REQUIRE(due.size() == 3);
    CHECK(due[2] == id_of(1));
    std::sort(due.begin(), due.end());
    CHECK(due == Ids{id_of(1), id_of(2), id_of(3)});
    CHECK(balances.due(56, cursor, 3).empty());
}

TEST_CASE("who is watched no longer is asked for an hour longer and then no more",
          "[store][balance_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    BalanceStore balances{fresh.database()};
    insert(fresh, {payment_of(1)}); // Watched until 2,000.
    fresh.database().execute("UPDATE payments SET asked_block = 1, asked_time = 1");
    const Ids one{id_of(1)};
    balances.set_asked(one, {.block = 50, .hash = block_of(50), .time_s = 2'000 + 3'600});
    CHECK(payments.find(id_of(1))->asked_block == 50);
    balances.set_asked(one, {.block = 51, .hash = block_of(51), .time_s = 2'001 + 3'600});
    CHECK_FALSE(payments.find(id_of(1))->asked_block);
    balances.set_asked(one, {.block = 52, .hash = block_of(52), .time_s = 9'000});
    CHECK_FALSE(payments.find(id_of(1))->asked_block); // Nor ever again.
}
