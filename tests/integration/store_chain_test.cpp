// SPDX-License-Identifier: MIT
// Cursors, sweeps and job runs in a real database.
#include "base/error.hpp"
#include "integration/fresh_database.hpp"
#include "store/chain_store.hpp"
#include "store/run_store.hpp"
#include "store/sweep_store.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::ChainStore;
using store::Cursor;
using store::Sweep;
using store::SweepState;
using store::SweepStore;
using store::SweepTx;
using store::SweepTxState;

namespace {

Cursor cursor_at(evm::BlockNumber block)
{
    return {.block = block,
            .hash = block_of(block),
            .time_s = static_cast<base::UnixSeconds>(block * 12)};
}

/// The kind of the Error that `action` throws, where it throws one.
template <typename Action>
std::optional<ErrorKind> error_of(Action&& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.kind();
    }
    return std::nullopt;
}

Sweep sweep_of(std::uint64_t payment, std::uint64_t nonce)
{
    Sweep sweep;
    sweep.chain_id = kChain;
    sweep.payment_id = id_of(payment);
    sweep.from = address_of(payment);
    sweep.to = address_of(5'000);
    sweep.symbol = "ETH";
    sweep.amount = 70;
    sweep.tx_hash = tx_of(payment * 100 + nonce);
    return sweep;
}

SweepTx tx_by(std::uint64_t payment, std::uint64_t nonce)
{
    SweepTx tx;
    tx.chain_id = kChain;
    tx.hash = tx_of(payment * 100 + nonce);
    tx.sender = address_of(payment);
    tx.nonce = nonce;
    tx.raw = "0x02f8";
    tx.signed_block = 8;
    tx.signed_time_s = 80;
    return tx;
}

} // namespace

TEST_CASE("a chain's cursor moves only from where it was seen", "[store][chain_store]")
{
    FreshDatabase fresh;
    ChainStore chains{fresh.database(), fresh.clock};
    CHECK_FALSE(chains.find(kChain));
    chains.ensure(kChain, "anvil");
    CHECK_FALSE(chains.find(kChain)->cursor);
    CHECK(error_of([&] { chains.advance(kChain, cursor_at(9), cursor_at(10)); }) ==
          ErrorKind::locked);
    chains.advance(kChain, std::nullopt, cursor_at(10));
    CHECK(error_of([&] { chains.advance(kChain, std::nullopt, cursor_at(11)); }) ==
          ErrorKind::locked);
    CHECK(error_of([&] { chains.advance(kChain, cursor_at(9), cursor_at(11)); }) ==
          ErrorKind::locked);
    Cursor other_hash = cursor_at(10);
    other_hash.hash = block_of(99);
    CHECK(error_of([&] { chains.advance(kChain, other_hash, cursor_at(11)); }) ==
          ErrorKind::locked);
    // Nothing was left behind by those that were refused.
    CHECK(chains.checkpoints(kChain).size() == 1);
    chains.advance(kChain, cursor_at(10), cursor_at(12));
    const auto state = chains.find(kChain);
    CHECK(state->cursor->block == 12);
    CHECK(state->cursor->hash == block_of(12));
    CHECK(state->cursor->time_s == 144);
    CHECK(state->updated_at_s == fresh.clock.now_s());
    CHECK(error_of([&] { chains.advance(56, std::nullopt, cursor_at(1)); }) == ErrorKind::locked);
}

TEST_CASE("a chain is renamed and keeps what is known of it", "[store][chain_store]")
{
    FreshDatabase fresh;
    ChainStore chains{fresh.database(), fresh.clock};
    chains.ensure(kChain, "anvil");
    chains.advance(kChain, std::nullopt, cursor_at(10));
    chains.set_head(kChain, 15);
    chains.set_final_block(kChain, 8);
    chains.ensure(kChain, "local");
    chains.ensure(56, "bsc");
    const auto state = chains.find(kChain);
    CHECK(state->name == "local");
    CHECK(state->cursor->block == 10);
    CHECK(state->head == 15);
    CHECK(state->final_block == 8);
    CHECK(store::ChainStore{fresh.database(), fresh.clock}.head(kChain) == 15);
    CHECK_FALSE(store::ChainStore{fresh.database(), fresh.clock}.head(56));
    const auto all = chains.all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "bsc");
}

TEST_CASE("a rewind forgets the later checkpoints and leaves other chains alone",
          "[store][chain_store]")
{
    FreshDatabase fresh;
    ChainStore chains{fresh.database(), fresh.clock};
    for (const evm::ChainId chain : {evm::ChainId{56}, kChain}) {
        chains.ensure(chain, "chain");
        chains.advance(chain, std::nullopt, cursor_at(10));
        chains.advance(chain, cursor_at(10), cursor_at(20));
        chains.advance(chain, cursor_at(20), cursor_at(30));
    }
    const store::Checkpoint to{.block = 20, .hash = block_of(20), .time_s = 240};
    CHECK(error_of([&] { chains.rewind(kChain, cursor_at(20), to); }) == ErrorKind::locked);
    Cursor moved = cursor_at(30);
    moved.hash = block_of(99);
    CHECK(error_of([&] { chains.rewind(kChain, moved, to); }) == ErrorKind::locked);
    CHECK(chains.checkpoints(kChain).size() == 3);
    chains.rewind(kChain, cursor_at(30), to);
    CHECK(chains.find(kChain)->cursor->block == 20);
    CHECK(chains.find(kChain)->cursor->time_s == 240);
    const auto left = chains.checkpoints(kChain);
    REQUIRE(left.size() == 2);
    CHECK(left[0].block == 20); // The newest first.
    CHECK(left[0].hash == block_of(20));
    CHECK(left[1].block == 10);
    CHECK(chains.checkpoints(56).size() == 3);
    // The same height under another hash replaces what was remembered.
    Cursor other = cursor_at(30);
    other.hash = block_of(3'030);
    chains.advance(kChain, cursor_at(20), other);
    CHECK(chains.checkpoints(kChain).front().hash == block_of(3'030));
    // The very next block has gone as well.
    chains.remember(kChain, std::vector{store::Checkpoint{.block = 21, .hash = block_of(21)}});
    chains.rewind(kChain, other, to);
    CHECK(chains.checkpoints(kChain).front().block == 20);
}

TEST_CASE("checkpoints are kept by number and by depth, whichever is more", "[store][chain_store]")
{
    FreshDatabase fresh;
    ChainStore chains{fresh.database(), fresh.clock};
    chains.ensure(kChain, "anvil");
    store::DbTransaction transaction{fresh.database()};
    std::optional<Cursor> at;
    for (evm::BlockNumber block = 1; block <= 600; ++block) {
        chains.advance(kChain, at, cursor_at(block));
        at = cursor_at(block);
    }
    const auto oldest = [&] { return chains.checkpoints(kChain, 1'000).back().block; };
    chains.forget_before(kChain, 50);
    CHECK(oldest() == 50);
    chains.forget_before(kChain, 88);
    CHECK(oldest() == 88);
    chains.forget_before(kChain, 400);
    CHECK(oldest() == 89);
    CHECK(fresh.database().query_row("SELECT COUNT(*) FROM checkpoints")->integer(0) == 512);
    chains.forget_before(56, 1'000);
    CHECK(oldest() == 89);
}

TEST_CASE("checkpoints come newest first, page by page", "[store][chain_store]")
{
    FreshDatabase fresh;
    ChainStore chains{fresh.database(), fresh.clock};
    chains.ensure(kChain, "anvil");
    chains.advance(kChain, std::nullopt, cursor_at(10));
    chains.advance(kChain, cursor_at(10), cursor_at(20));
    chains.advance(kChain, cursor_at(20), cursor_at(30));
    const auto page = chains.checkpoints(kChain, 2);
    REQUIRE(page.size() == 2);
    CHECK(page[0].block == 30);
    CHECK(page[1].block == 20);
    CHECK(chains.checkpoints(kChain, 2, 20).front().block == 10);
    CHECK(chains.checkpoints(kChain, 2, 21).front().block == 20);
    CHECK(chains.checkpoints(kChain, 2, 10).empty());
}

TEST_CASE("a block that is remembered beside the cursor's leaves what was known as it was",
          "[store][chain_store]")
{
    FreshDatabase fresh;
    ChainStore chains{fresh.database(), fresh.clock};
    chains.ensure(kChain, "anvil");
    chains.advance(kChain, std::nullopt, cursor_at(10));
    const std::vector<store::Checkpoint> further{
        {.block = 8, .hash = block_of(8), .time_s = 96},
        {.block = 10, .hash = block_of(99), .time_s = 1},
        {.block = 9, .hash = block_of(9), .time_s = 108},
    };
    chains.remember(kChain, further);
    const auto known = chains.checkpoints(kChain);
    REQUIRE(known.size() == 3);
    CHECK(known[0].hash == block_of(10));
    CHECK(known[1].hash == block_of(9));
    CHECK(known[2].block == 8);
    CHECK(known[2].time_s == 96);
    CHECK(chains.find(kChain)->cursor->block == 10);
}

TEST_CASE("a second transaction with a sender's nonce can't even be stored", "[store][sweep_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2)});
    SweepStore sweeps{fresh.database(), fresh.clock};
    SweepTx first = tx_by(1, 0);
    std::array moved{sweep_of(1, 0)};
    sweeps.insert(first, moved);
    CHECK(moved[0].id.size() == 36);
    SweepTx second = tx_by(1, 0);
    second.hash = tx_of(777);
    CHECK(error_of([&] { sweeps.insert(second, {}); }) == ErrorKind::unavailable);
    // Another sender, another chain, another nonce are fine.
    SweepTx other = tx_by(2, 0);
    sweeps.insert(other, {});
    other.chain_id = 56;
    sweeps.insert(other, {});
    SweepTx next = tx_by(1, 1);
    sweeps.insert(next, {});
    // A nonce that somebody else used is free once the loss is noted.
    first.state = SweepTxState::dropped;
    sweeps.update_with_sweeps(first, "another transaction used its nonce");
    sweeps.insert(second, {});
    const auto found = sweeps.of_payment(id_of(1));
    REQUIRE(found.size() == 1);
    CHECK(found[0].state == SweepState::dropped);
    CHECK(found[0].note == "another transaction used its nonce");
}

TEST_CASE("a transaction that replaces another takes all that it moves along, and gives it back",
          "[store][sweep_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2)});
    SweepStore sweeps{fresh.database(), fresh.clock};
    SweepTx old = tx_by(1, 0);
    old.kind = store::SweepTxKind::topup;
    std::array moved{sweep_of(1, 0), sweep_of(2, 0)};
    sweeps.insert(old, moved);
    SweepTx fresh_tx = tx_by(1, 0);
    fresh_tx.hash = tx_of(777);
    fresh_tx.kind = store::SweepTxKind::topup;
    sweeps.replace(old, fresh_tx);
    CHECK(sweeps.of_tx(kChain, old.hash).empty());
    CHECK(sweeps.of_tx(kChain, fresh_tx.hash).size() == 2);
    CHECK(sweeps.next_nonce(kChain, address_of(1)) == 1);
    const auto open = sweeps.open(kChain, 10);
    REQUIRE(open.size() == 2);
    CHECK(sweeps.open_by_state(kChain).size() == 2);
    // Gas money is known by each of its nonce's transactions: either may be mined.
    CHECK(sweeps.is_top_up(kChain, old.hash));
    CHECK(sweeps.is_top_up(kChain, fresh_tx.hash));
    CHECK_FALSE(sweeps.is_top_up(56, old.hash));
    CHECK_FALSE(sweeps.is_top_up(kChain, tx_of(778)));
    // The old one is mined after all.
    fresh_tx.state = SweepTxState::replaced;
    sweeps.update(fresh_tx);
    old.state = SweepTxState::mined;
    sweeps.hand_over(fresh_tx, old);
    sweeps.update_with_sweeps(old);
    CHECK(sweeps.of_tx(kChain, old.hash).size() == 2);
    CHECK(sweeps.of_payment(id_of(2)).front().state == SweepState::mined);
}

TEST_CASE("a sweep comes back as it was stored and updated", "[store][sweep_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1)});
    SweepStore sweeps{fresh.database(), fresh.clock};
    SweepTx tx = tx_by(1, 3);
    tx.kind = store::SweepTxKind::token;
    std::array moved{sweep_of(1, 3)};
    Sweep& sweep = moved[0];
    sweep.kind = store::SweepKind::token;
    sweep.token = address_of(5);
    sweep.symbol = "USDT";
    sweep.decimals = 6;
    sweeps.insert(tx, moved);
    tx.state = SweepTxState::mined;
    tx.block_number = 12;
    tx.block_hash = block_of(12);
    tx.fee = 21;
    sweeps.update_with_sweeps(tx);
    sweep.state = SweepState::final;
    sweep.block_number = 12;
    sweep.block_hash = block_of(12);
    sweep.fee = 21;
    sweep.amount = 69;
    sweep.note = "why";
    sweeps.update(sweep);
    const auto found = sweeps.of_payment(id_of(1));
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == sweep.id);
    CHECK(found[0].kind == store::SweepKind::token);
    CHECK(found[0].state == SweepState::final);
    CHECK(found[0].token == sweep.token);
    CHECK(found[0].from == sweep.from);
    CHECK(found[0].to == sweep.to);
    CHECK(found[0].decimals == 6);
    CHECK(found[0].amount == evm::Amount{69});
    CHECK(found[0].tx_hash == sweep.tx_hash);
    CHECK(found[0].fee == evm::Amount{21});
    CHECK(found[0].block_number == 12);
    CHECK(found[0].block_hash == block_of(12));
    CHECK(found[0].note == "why");
    const auto open = sweeps.open(kChain, 10);
    REQUIRE(open.size() == 1);
    CHECK(open[0].hash == tx.hash);
    CHECK(open[0].kind == store::SweepTxKind::token);
    CHECK(open[0].state == SweepTxState::mined);
    CHECK(open[0].sender == address_of(1));
    CHECK(open[0].nonce == 3);
    CHECK(open[0].raw == "0x02f8");
    CHECK(open[0].signed_block == 8);
    CHECK(open[0].signed_time_s == 80);
    CHECK(open[0].block_number == 12);
    CHECK(open[0].block_hash == block_of(12));
    CHECK(open[0].fee == evm::Amount{21});
}

TEST_CASE(
    "open transactions are those whose end is not known, and nonces go on behind all that count",
    "[store][sweep_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1)});
    SweepStore sweeps{fresh.database(), fresh.clock};
    CHECK_FALSE(sweeps.next_nonce(kChain, address_of(1)));
    CHECK_FALSE(sweeps.has_open(kChain));
    const struct
    {
        SweepTxState state;
        bool open;
        std::optional<std::uint64_t> next; ///< Behind this one and those before it.
    } cases[]{
        {SweepTxState::signed_, true, 1},  {SweepTxState::broadcast, true, 2},
        {SweepTxState::mined, true, 3},    {SweepTxState::final, false, 4},
        {SweepTxState::replaced, true, 4}, {SweepTxState::dropped, false, 4},
    };
    std::size_t open = 0;
    std::uint64_t nonce = 0;
    for (const auto& [state, is_open, next] : cases) {
        SweepTx tx = tx_by(1, nonce++);
        tx.state = state;
        fresh.clock.ms += 1'000;
        sweeps.insert(tx, {});
        open += is_open ? 1 : 0;
        INFO(to_string(state));
        CHECK(sweeps.open(kChain, 10).size() == open);
        CHECK(sweeps.next_nonce(kChain, address_of(1)) == next);
    }
    CHECK(sweeps.has_open(kChain));
    CHECK_FALSE(sweeps.has_open(56));
    const auto first = sweeps.open(kChain, 2);
    REQUIRE(first.size() == 2);
    CHECK(first[0].nonce == 0);
    CHECK(first[1].nonce == 1);
    CHECK(sweeps.open(56, 10).empty());
    CHECK_FALSE(sweeps.next_nonce(56, address_of(1)));
    CHECK_FALSE(sweeps.next_nonce(kChain, address_of(2)));
    CHECK(sweeps.free_nonce(kChain, address_of(1), 0) == 4);
    CHECK(sweeps.free_nonce(kChain, address_of(1), 4) == 4);
    CHECK(sweeps.free_nonce(kChain, address_of(1), 9) == 9);
    CHECK(sweeps.free_nonce(kChain, address_of(2), 3) == 3);
    // What was signed after a gap does not move the gap's end.
    SweepTx behind = tx_by(1, 9);
    sweeps.insert(behind, {});
    CHECK(sweeps.next_nonce(kChain, address_of(1)) == 10);
    CHECK(sweeps.free_nonce(kChain, address_of(1), 2) == 4);
    CHECK(sweeps.free_nonce(kChain, address_of(1), 9) == 10);
}

TEST_CASE("the last run of a job replaces the one before, chain by chain", "[store][run_store]")
{
    FreshDatabase fresh;
    store::RunStore runs{fresh.database()};
    runs.record({.job = "scan",
                 .chain = "bsc",
                 .started_ms = 1,
                 .duration_ms = 2,
                 .exit_code = 69,
                 .message = "down"});
    runs.record({.job = "scan", .chain = "anvil", .started_ms = 3, .duration_ms = 4});
    runs.record({.job = "scan", .chain = "bsc", .started_ms = 5, .duration_ms = 6});
    const auto all = runs.all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].chain == "anvil");
    CHECK(all[1].started_ms == 5);
    CHECK(all[1].exit_code == 0);
    CHECK(all[1].message.empty());
    payment::Payment paid = payment_of(3);
    paid.status = payment::Status::paid;
    insert(fresh, {payment_of(1), payment_of(2), paid});
    const auto counts = runs.payments_by_status();
    REQUIRE(counts.size() == 2);
    CHECK(counts[0].status == "paid");
    CHECK(counts[0].count == 1);
    CHECK(counts[1].status == "pending");
    CHECK(counts[1].count == 2);
}
