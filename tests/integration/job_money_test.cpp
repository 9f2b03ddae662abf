// SPDX-License-Identifier: MIT
// Money that comes late, in parts, in another currency or from a contract: what scan and confirm
// make of it together.
#include "integration/job_stage.hpp"
#include "job/scan/transfer_booker.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using config::InternalTransfers;
using config::LatePolicy;
using fakes::FakeWay;
using payment::Flag;

namespace {

/// Scans and confirms.
void look(JobStage& stage)
{
    static_cast<void>(stage.scan());
    static_cast<void>(stage.confirm());
}

/// Payment 1, whose money from contracts is looked for in this way, from the first block on.
payment::Payment add_asked(JobStage& stage, InternalTransfers way)
{
    stage.settings().internal_transfers = way;
    payment::Payment payment = stage.draft(1);
    payment.asked_block = 0;
    return stage.add(payment);
}

} // namespace

TEST_CASE("in time is what the block says, to the second, and what is late goes by the policy",
          "[job][money]")
{
    // The deadline is second 1,000.
    const struct
    {
        const char* what;
        base::UnixSeconds mined_s;
        LatePolicy policy;
        const char* status;
        bool is_late;
    } cases[]{
        {"a second before it", 999, LatePolicy::review, "paid", false},
        {"at it", 1'000, LatePolicy::review, "paid", false},
        {"a second behind it", 1'001, LatePolicy::review, "expired", true},
        {"a second behind it, rejected", 1'001, LatePolicy::reject, "expired", true},
        {"a second behind it, accepted", 1'001, LatePolicy::accept, "paid", true},
        {"at the last second that is watched", 2'000, LatePolicy::accept, "paid", true},
    };
    for (const auto& [what, mined_s, policy, status, is_late] : cases) {
        DYNAMIC_SECTION(what)
        {
            JobStage stage;
            stage.config.payments.late = policy;
            const payment::Payment payment = stage.add(stage.draft(1));
            stage.chain.mine_at(500);
            stage.pay(payment);
            stage.chain.mine_at(mined_s);
            // Nobody looks before all is long over: no machine that was off loses a payment.
            stage.chain.mine(300);
            look(stage);
            look(stage);
            CHECK(stage.status(payment) == status);
            CHECK(stage.now(payment).received == kEther);
            CHECK(stage.now(payment).flags.has(Flag::late) == is_late);
        }
    }
}

TEST_CASE("a payment in parts is as deep as the part that makes it enough", "[job][money]")
{
    JobStage stage; // Confirmed at 3, final at 5.
    const payment::Payment payment = stage.add(stage.draft(1));
    const auto part = [&](const evm::Amount& amount) {
        stage.chain.pay({.to = payment.address, .amount = amount});
    };
    part(kEther - 1);
    stage.chain.mine(10); // Final by itself.
    look(stage);
    CHECK(stage.status(payment) == "pending");
    CHECK(stage.now(payment).flags.has(Flag::underpaid));
    part(1);
    const char* const by_depth[]{"detected", "detected", "confirmed", "confirmed", "paid"};
    for (const char* const status : by_depth) {
        stage.chain.mine();
        look(stage);
        CHECK(stage.status(payment) == status);
    }
    CHECK(stage.now(payment).flags.has(Flag::multiple));
    CHECK_FALSE(stage.now(payment).flags.has(Flag::underpaid));
    part(5);
    stage.chain.mine();
    look(stage);
    CHECK(stage.status(payment) == "paid");
    CHECK(stage.now(payment).received == kEther + 5);
    CHECK(stage.now(payment).flags.has(Flag::overpaid));
}

TEST_CASE("money in another currency is noted and counts for nothing", "[job][money]")
{
    JobStage stage;
    const payment::Payment native = stage.add(stage.draft(1));
    const payment::Payment token = stage.add(stage.token_draft(2));
    stage.chain.pay({.to = native.address, .amount = kEther, .token = kToken});
    stage.chain.pay({.to = token.address, .amount = kEther});
    stage.chain.mine(10);
    look(stage);
    for (const payment::Payment& payment : {native, token}) {
        INFO(payment.symbol);
        CHECK(stage.status(payment) == "pending");
        CHECK(stage.now(payment).received.is_zero());
        CHECK(stage.now(payment).flags.has(Flag::wrong_token));
    }
    // The operator's all the same.
    const job::SweepReport report = stage.sweep(true);
    REQUIRE(report.plan.size() == 2);
    for (const job::SweepPlanEntry& entry : report.plan) {
        CHECK(entry.value == kEther);
        CHECK(entry.symbol == (entry.payment_id == native.id ? "TOK" : "ETH"));
    }
}

TEST_CASE("native money from a contract counts like any other, by whichever way it is found",
          "[job][money]")
{
    const struct
    {
        const char* what;
        InternalTransfers way;
        bool has_traces;
        const char* status;
        bool is_named; ///< By its transaction.
    } cases[]{
        {"by balances", InternalTransfers::balances, false, "paid", false},
        {"by balances, named by a trace", InternalTransfers::balances, true, "paid", true},
        {"by traces", InternalTransfers::traces, true, "paid", true},
        {"not looked for", InternalTransfers::off, true, "pending", false},
    };
    for (const auto& [what, way, has_traces, status, is_named] : cases) {
        DYNAMIC_SECTION(what)
        {
            JobStage stage;
            stage.chain.has_traces = has_traces;
            const payment::Payment payment = add_asked(stage, way);
            stage.chain.mine(7);
            const evm::TxHash tx = stage.chain.pay(
                {.to = payment.address, .amount = kEther, .way = FakeWay::internal});
            const evm::BlockNumber block = stage.chain.mine().number;
            stage.chain.mine(20);
            look(stage);
            look(stage);
            CHECK(stage.status(payment) == status);
            const std::vector<payment::Booking> bookings = stage.bookings(payment);
            REQUIRE(bookings.size() == (std::string{status} == "paid" ? 1 : 0));
            for (const payment::Booking& booking : bookings) {
                CHECK(booking.transfer.block_number == block);
                CHECK(booking.transfer.block_hash == stage.chain.at(block).hash);
                CHECK(booking.transfer.amount == kEther);
                CHECK(booking.transfer.is_balance_change() == !is_named);
                CHECK((booking.transfer.tx_hash == tx) == is_named);
            }
        }
    }
}

TEST_CASE("what a contract paid is found beside what blocks show, and each once", "[job][money]")
{
    JobStage stage;
    const payment::Payment payment = add_asked(stage, InternalTransfers::balances);
    const auto pay = [&](std::uint64_t amount, FakeWay way) {
        stage.chain.pay({.to = payment.address, .amount = amount, .way = way});
        stage.chain.mine(3);
    };
    pay(1, FakeWay::direct);
    pay(20, FakeWay::internal);
    pay(300, FakeWay::direct);
    look(stage);
    CHECK(stage.now(payment).received == 321);
    pay(4'000, FakeWay::internal);
    pay(50'000, FakeWay::reverted);
    pay(600'000, FakeWay::internal);
    look(stage);
    look(stage);
    CHECK(stage.now(payment).received == 604'321);
    CHECK(stage.bookings(payment).size() == 5);
    CHECK(stage.chain.balance(payment.address) == 604'321);
    // And goes with its block.
    stage.chain.reorganise(stage.chain.height() - 4, 20, fakes::Fate::lost);
    look(stage);
    look(stage);
    CHECK(stage.chain.balance(payment.address) == 4'321);
    CHECK(stage.now(payment).received == 4'321);
}

TEST_CASE("nothing expires before the balance was asked for behind the deadline", "[job][money]")
{
    JobStage stage;
    const payment::Payment payment = add_asked(stage, InternalTransfers::balances);
    stage.chain.mine_to(90);
    stage.chain.pay({.to = payment.address, .amount = kEther, .way = FakeWay::internal});
    stage.chain.mine_to(150);
    stage.chain.state_since = 10'000; // The node has no balances just now.
    look(stage);
    CHECK(stage.status(payment) == "pending"); // Though the cursor is far behind the deadline.
    stage.chain.state_since = 0;
    look(stage);
    CHECK(stage.status(payment) == "paid");
}

TEST_CASE("one move of native money that is found in several ways is booked once", "[job][money]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    const job::ChainJob job = stage.job();
    store::StatusWriter statuses{stage.fresh.database(), stage.fresh.clock};
    job::TokenCheck tokens{job};
    job::UnissuedWatch unissued{job, {}};
    job::TransferBooker booker{job, statuses, tokens, unissued};
    const auto found = [&](std::int64_t log_index, std::uint64_t amount) {
        evm::Transfer transfer = booking_of(payment, 1).transfer;
        transfer.token.reset();
        transfer.log_index = log_index;
        transfer.amount = evm::Amount{amount};
        if (transfer.is_balance_change()) {
            transfer.tx_hash = evm::balance_change_key(payment.address, transfer.block_hash);
        }
        return transfer;
    };
    const auto book = [&](const std::vector<evm::Transfer>& transfers) {
        store::DbTransaction transaction{stage.fresh.database()};
        const std::uint64_t booked = booker.book(transfers, 10);
        transaction.commit();
        return booked;
    };
    const evm::Transfer value = found(evm::kNativeLogIndex, 7);
    const evm::Transfer trace = found(evm::kInternalLogIndex + 3, 7);
    SECTION("by its value, then by its log")
    {
        CHECK(book({value}) == 1);
        CHECK(book({found(4, 7)}) == 0);
        CHECK(book({value, found(4, 7)}) == 0);
    }
    SECTION("by its log, then by its value or a trace")
    {
        CHECK(book({found(4, 7)}) == 1);
        CHECK(book({value}) == 0);
        CHECK(book({trace}) == 0);
    }
    SECTION("as a change of balance, then by a trace and a log")
    {
        CHECK(book({found(evm::kBalanceLogIndex, 7)}) == 1);
        CHECK(book({trace, found(4, 7)}) == 0);
    }
    SECTION("a second move of the same amount counts")
    {
        CHECK(book({value}) == 1);
        CHECK(book({found(4, 7), found(5, 7)}) == 1);
        CHECK(book({found(4, 7), found(5, 7)}) == 0);
        CHECK(book({found(6, 8)}) == 1);
        CHECK(stage.now(payment).received == evm::Amount{22});
    }
    SECTION("in another block after a reorg it is another move")
    {
        CHECK(book({value}) == 1);
        evm::Transfer elsewhere = found(4, 7);
        elsewhere.block_hash = evm::BlockHash{{0x77}};
        CHECK(book({elsewhere}) == 1);
    }
}
