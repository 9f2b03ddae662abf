// SPDX-License-Identifier: MIT
// What becomes of a sweep's transaction that is on its way: lost, undone, outbid, or beaten to its
// nonce. Whatever happens, the money moves once.
#include "base/error.hpp"
#include "base/hex.hpp"
#include "integration/job_stage.hpp"
#include "store/sweep_store.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using evm::Amount;

namespace {

std::vector<store::SweepTx> open_txs(store::Database& database, const base::Clock& clock)
{
    return store::SweepStore{database, clock}.open(kChain, 100);
}

std::vector<store::SweepTx> open_txs(JobStage& stage)
{
    return open_txs(stage.fresh.database(), stage.fresh.clock);
}

/// "native final", … of all its sweeps, the oldest first.
std::vector<std::string> sweeps_of(JobStage& stage, const payment::Payment& payment)
{
    std::vector<std::string> states;
    for (const store::Sweep& sweep :
         store::SweepStore{stage.fresh.database(), stage.fresh.clock}.of_payment(payment.id)) {
        states.push_back(std::string{store::to_string(sweep.kind)} + " " +
                         std::string{store::to_string(sweep.state)});
    }
    return states;
}

evm::Eip1559Tx sent(const JobStage& stage, std::size_t place)
{
    return std::get<evm::Eip1559Tx>(stage.chain.sent().at(place).tx);
}

/// One paid deposit, whose sweep was sent and is in the pool.
struct Swept : JobStage
{
    Swept() : payment(add_paid(draft(1)))
    {
        CHECK(sweep().sent == 1);
        REQUIRE(open_txs(*this).size() == 1);
    }

    payment::Payment payment;
};

/// It ends well: settled, by one sweep that is final, and all of the money is in the treasury.
void check_settles(Swept& stage)
{
    stage.chain.mine_sent();
    stage.settle_down();
    CHECK(stage.sweep().settled == 1);
    CHECK(stage.status(stage.payment) == "settled");
    CHECK(open_txs(stage).empty());
    CHECK(stage.chain.balance(stage.payment.address).is_zero());
    CHECK(stage.chain.balance(kTreasury) > kEther - kEther.to_u64().value() / 1'000);
}

/// On PostgreSQL: the first transaction that stores a mined sweep ends in a serialization failure.
void conflict_once_when_mined(store::Database& database)
{
    database.execute("CREATE SEQUENCE conflicts"); // Counts on where a transaction is rolled back.
    database.execute("CREATE FUNCTION conflict_once() RETURNS trigger LANGUAGE plpgsql AS "
                     "'BEGIN IF NEW.state = ''mined'' AND nextval(''conflicts'') = 1 THEN "
                     "RAISE EXCEPTION ''once'' USING ERRCODE = ''40001''; END IF; "
                     "RETURN NEW; END'");
    database.execute("CREATE TRIGGER conflict_once BEFORE UPDATE ON sweep_txs "
                     "FOR EACH ROW EXECUTE FUNCTION conflict_once()");
}

} // namespace

TEST_CASE("a sweep's transaction is stored before a node gets it", "[job][sweep_follow]")
{
    JobStage stage;
    stage.add_paid(stage.draft(1));
    const auto other = stage.fresh.open();
    std::vector<store::SweepTx> stored;
    stage.chain.on_call = [&](std::string_view name) {
        if (name == "send_raw") {
            stored = open_txs(*other, stage.fresh.clock);
        }
    };
    CHECK(stage.sweep().sent == 1);
    REQUIRE(stored.size() == 1);
    CHECK(stored.front().state == store::SweepTxState::signed_);
    const auto raw = base::from_hex_0x(stored.front().raw);
    REQUIRE(raw);
    CHECK(evm::tx_hash(*raw) == stored.front().hash);
}

TEST_CASE("a sweep that was cut off while it sent sends the same transaction again",
          "[job][sweep_follow]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.draft(1));
    stage.chain.on_call = [](std::string_view name) {
        if (name == "send_raw") {
            throw Error{ErrorKind::unavailable, "the node is gone"};
        }
    };
    CHECK_THROWS_AS(stage.sweep(), Error);
    const std::vector<store::SweepTx> stored = open_txs(stage);
    REQUIRE(stored.size() == 1);
    stage.chain.on_call = {};
    // Whatever has changed meanwhile: a second transaction would be a second payment.
    stage.chain.fee.base_fee = Amount{1'100'000'000};
    CHECK(stage.sweep().sent == 0);
    REQUIRE(stage.chain.sent().size() == 1);
    CHECK(stage.chain.has_mined(stored.front().hash) == false);
    stage.chain.mine_sent();
    CHECK(stage.chain.has_mined(stored.front().hash));
    stage.settle_down();
    CHECK(stage.sweep().settled == 1);
    CHECK(sweeps_of(stage, payment) == std::vector<std::string>{"native final"});
}

TEST_CASE("a sweep that a reorganisation took is sent again, byte for byte", "[job][sweep_follow]")
{
    Swept stage;
    stage.chain.mine_sent();
    CHECK(stage.sweep().settled == 0);
    CHECK(sweeps_of(stage, stage.payment) == std::vector<std::string>{"native mined"});
    const evm::TxHash hash = open_txs(stage).front().hash;
    SECTION("lost")
    {
        stage.chain.reorganise(stage.chain.height() - 1, 2, fakes::Fate::lost);
        CHECK(stage.sweep().sent == 0); // Nothing new was signed.
        CHECK(sweeps_of(stage, stage.payment) == std::vector<std::string>{"native broadcast"});
        CHECK(stage.chain.sent().size() == 2);
    }
    SECTION("mined again elsewhere")
    {
        stage.chain.reorganise(stage.chain.height() - 1, 2);
        CHECK(stage.sweep().sent == 0);
        CHECK(sweeps_of(stage, stage.payment) == std::vector<std::string>{"native mined"});
        CHECK(stage.chain.sent().size() == 1);
    }
    CHECK(open_txs(stage).front().hash == hash);
    check_settles(stage);
}

TEST_CASE("a sweep is final with its block, and not in the block before", "[job][sweep_follow]")
{
    Swept stage; // Final at a depth of 5.
    stage.chain.mine_sent();
    stage.chain.mine(3);
    CHECK(stage.sweep().settled == 0);
    stage.chain.mine();
    CHECK(stage.sweep().settled == 1);
}

TEST_CASE("a sweep whose price is below the base fee is outbid at its nonce, by an eighth at least",
          "[job][sweep_follow]")
{
    Swept stage;
    const evm::Eip1559Tx before = sent(stage, 0);
    SECTION("the base fee has risen above it")
    {
        stage.chain.fee.base_fee = before.max_fee + 1;
        stage.chain.mine();
        CHECK(stage.sweep().replaced == 1);
        const evm::Eip1559Tx after = sent(stage, stage.chain.sent().size() - 1);
        CHECK(after.nonce == before.nonce);
        CHECK(after.to == before.to);
        CHECK(after.max_fee >= evm::mul_div_ceil(before.max_fee, 9, 8));
        CHECK(after.max_priority_fee >= evm::mul_div_ceil(before.max_priority_fee, 9, 8));
        // It is the same money, less a higher fee.
        CHECK(after.value + Amount{after.gas} * after.max_fee ==
              before.value + Amount{before.gas} * before.max_fee);
        CHECK(open_txs(stage).size() == 2); // Either may be mined.
    }
    SECTION("the base fee is just at it")
    {
        stage.chain.fee.base_fee = before.max_fee;
        stage.chain.mine();
        CHECK(stage.sweep().replaced == 0);
    }
    SECTION("an eighth more is more than gas may cost")
    {
        stage.config.sweeping.max_fee_wei = evm::mul_div_ceil(before.max_fee, 9, 8) - 1;
        stage.chain.fee.base_fee = before.max_fee + 1;
        stage.chain.mine();
        CHECK(stage.sweep().replaced == 0);
        CHECK(open_txs(stage).size() == 1);
    }
    stage.chain.fee.base_fee = Amount{1'000'000'000};
    check_settles(stage);
}

TEST_CASE("the first transaction of a nonce is mined after all, and its booking conflicts once",
          "[job][sweep_follow][postgres]")
{
    Swept stage;
    const auto first = base::from_hex_0x(open_txs(stage).front().raw);
    REQUIRE(first);
    stage.chain.fee.base_fee = sent(stage, 0).max_fee + 1;
    stage.chain.mine();
    REQUIRE(stage.sweep().replaced == 1);
    stage.chain.fee.base_fee = Amount{1'000'000'000};
    stage.chain.drop_sent();
    REQUIRE(stage.chain.send_raw(*first).outcome == rpc::SendOutcome::accepted);
    conflict_once_when_mined(stage.fresh.database());
    check_settles(stage);
    CHECK(stage.fresh.database().query_row("SELECT last_value FROM conflicts")->integer(0) > 1);
    CHECK(sweeps_of(stage, stage.payment) == std::vector<std::string>{"native final"});
}

TEST_CASE("a sweep whose nonce a stranger used is given up after a while, and begun anew",
          "[job][sweep_follow]")
{
    Swept stage;
    stage.chain.drop_sent();
    stage.chain.use_nonces(stage.payment.address, 1);
    // Perhaps it was ours, and this node does not show its receipt yet.
    stage.fresh.clock.ms += 599'000;
    CHECK(stage.sweep().sent == 0);
    CHECK(sweeps_of(stage, stage.payment) == std::vector<std::string>{"native broadcast"});
    stage.fresh.clock.ms += 1'000;
    CHECK(stage.sweep().sent == 1);
    CHECK(sweeps_of(stage, stage.payment) ==
          std::vector<std::string>{"native dropped", "native broadcast"});
    CHECK(sent(stage, stage.chain.sent().size() - 1).nonce == 1);
    check_settles(stage);
}

TEST_CASE("a sweep whose nonce a stranger's final transaction used starts again in minutes",
          "[job][sweep_follow]")
{
    Swept stage;
    stage.chain.drop_sent();
    stage.chain.use_nonces(stage.payment.address, 1);
    stage.chain.has_past_nonces = true;
    stage.fresh.clock.ms += 119'000;
    CHECK(stage.sweep().sent == 0);
    stage.fresh.clock.ms += 1'000;
    CHECK(stage.sweep().sent == 1);
    std::vector<std::string> states = sweeps_of(stage, stage.payment);
    std::sort(states.begin(), states.end()); // Both were signed in the same second.
    CHECK(states == std::vector<std::string>{"native broadcast", "native dropped"});
    check_settles(stage);
}

TEST_CASE("a nonce that is used ends the bidding, however often it was replaced",
          "[job][sweep_follow]")
{
    Swept stage;
    const auto raise_fee = [&] {
        const evm::Eip1559Tx last = sent(stage, stage.chain.sent().size() - 1);
        stage.chain.drop_sent();
        stage.chain.fee.base_fee = last.max_fee + 1;
        stage.chain.mine();
        stage.fresh.clock.ms += 190'000;
    };
    for (int i = 0; i < 3; ++i) {
        raise_fee();
        CHECK(stage.sweep().replaced == 1);
    }
    stage.chain.use_nonces(stage.payment.address, 1);
    raise_fee();
    const job::SweepReport report = stage.sweep(); // Ten minutes after the first one was signed.
    CHECK(report.replaced == 0);
    CHECK(report.sent == 1);
}

TEST_CASE("a used nonce is not outbid, whatever the node's pool says", "[job][sweep_follow]")
{
    Swept stage;
    const evm::Eip1559Tx last = sent(stage, 0);
    stage.chain.drop_sent();
    stage.chain.use_nonces(stage.payment.address, 1);
    stage.chain.fee.base_fee = last.max_fee + 1;
    stage.chain.mine();
    stage.chain.send_answers.push_back({.outcome = rpc::SendOutcome::already_known, .message = {}});
    CHECK(stage.sweep().replaced == 0);
    CHECK(stage.chain.sent().size() == 2); // The same bytes again, and nothing else.
}

TEST_CASE("a deposit whose sweeps keep failing is left for a person", "[job][sweep_follow]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.draft(1));
    for (int failures = 0; failures < 3; ++failures) {
        const job::SweepReport report = stage.sweep();
        CHECK(report.sent == 1);
        CHECK(report.failed == (failures > 0 ? 1 : 0));
        stage.chain.revert(open_txs(stage).front().hash);
        stage.chain.mine_sent();
        stage.settle_down();
    }
    const job::SweepReport report = stage.sweep();
    CHECK(report.failed == 1);
    CHECK(report.sent == 0);
    REQUIRE(report.plan.size() == 1);
    CHECK(report.plan.front().decision == job::SweepDecision::wait);
    CHECK(report.plan.front().reason.find("3 sweeps of it moved nothing") == 0);
    CHECK(stage.status(payment) == "paid");
    // A week later it gets another chance.
    stage.fresh.clock.ms += 7 * 24 * 3600 * 1'000LL;
    CHECK(stage.sweep().sent == 1);
}
