// SPDX-License-Identifier: MIT
// A sweep's transactions on a fake chain: which nonce they get, and what becomes of a payment whose
// sweep was mined.
#include "integration/job_stage.hpp"
#include "store/sweep_store.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;

namespace {

std::uint64_t nonce_of(const evm::SignedTx& signed_tx)
{
    return std::visit([](const auto& tx) { return tx.nonce; }, signed_tx.tx);
}

/// Of all that this address ever sent, in order.
std::vector<std::uint64_t> nonces_sent_by(const JobStage& stage, const evm::Address& sender)
{
    std::vector<std::uint64_t> nonces;
    for (const evm::SignedTx& one : stage.chain.sent()) {
        if (wallet::signer_of(one) == sender) {
            nonces.push_back(nonce_of(one));
        }
    }
    return nonces;
}

std::vector<store::Sweep> sweeps_of(JobStage& stage, const payment::Payment& payment)
{
    return store::SweepStore{stage.fresh.database(), stage.fresh.clock}.of_payment(payment.id);
}

evm::TxHash only_sweep(JobStage& stage, const payment::Payment& payment)
{
    const std::vector<store::Sweep> sweeps = sweeps_of(stage, payment);
    REQUIRE(sweeps.size() == 1);
    return sweeps.front().tx_hash;
}

} // namespace

TEST_CASE("a native deposit is settled once its sweep is final and the treasury has it",
          "[job][sweep]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.draft(1));
    CHECK(stage.sweep().sent == 1);
    stage.chain.mine_sent();
    CHECK(stage.sweep().settled == 0); // Mined, but it can still be undone.
    CHECK(stage.status(payment) == "paid");
    stage.settle_down();
    const job::SweepReport report = stage.sweep();
    CHECK(report.settled == 1);
    CHECK(report.failed == 0);
    CHECK(stage.status(payment) == "settled");
    CHECK(stage.chain.balance(payment.address) <= kEther);
    CHECK(stage.chain.balance(kTreasury) == sweeps_of(stage, payment).front().amount);
}

TEST_CASE("a native sweep that reverted has moved nothing: the payment is not settled, and it is "
          "swept again",
          "[job][sweep]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.draft(1));
    CHECK(stage.sweep().sent == 1);
    stage.chain.revert(only_sweep(stage, payment));
    stage.chain.mine_sent();
    stage.settle_down();
    const job::SweepReport report = stage.sweep();
    CHECK(report.settled == 0);
    CHECK(report.failed == 1);
    CHECK(stage.status(payment) == "paid");
    CHECK_FALSE(stage.now(payment).swept);
    CHECK(stage.chain.balance(kTreasury).is_zero());
    std::set<std::string> states;
    for (const store::Sweep& sweep : sweeps_of(stage, payment)) {
        states.emplace(store::to_string(sweep.state));
        CHECK(sweep.note == (sweep.state == store::SweepState::failed ? "reverted" : ""));
    }
    CHECK(states == std::set<std::string>{"failed", "broadcast"}); // The same run began anew.

    stage.chain.mine_sent();
    stage.settle_down();
    CHECK(stage.sweep().settled == 1);
    CHECK(stage.status(payment) == "settled");
    CHECK_FALSE(stage.chain.balance(kTreasury).is_zero());
}

TEST_CASE("a nonce is behind what we have signed, whatever the node knows of it", "[job][sweep]")
{
    // Tokens on addresses without native money: the sponsor sends gas money to each.
    JobStage stage;
    const evm::Address sponsor = stage.sponsor.address();
    stage.add_paid(stage.token_draft(1));
    stage.add_paid(stage.token_draft(2));
    SECTION("a node whose pool does not show what was just sent")
    {
        stage.chain.counts_pool = false;
        CHECK(stage.sweep().sent == 2);
        CHECK(nonces_sent_by(stage, sponsor) == std::vector<std::uint64_t>{0, 1});
    }
    SECTION("a pool that has forgotten it")
    {
        CHECK(stage.sweep().sent == 2);
        stage.chain.drop_sent();
        stage.add_paid(stage.token_draft(3));
        CHECK(stage.sweep().sent == 1);
        const std::vector<std::uint64_t> nonces = nonces_sent_by(stage, sponsor);
        CHECK(std::set(nonces.begin(), nonces.end()) == std::set<std::uint64_t>{0, 1, 2});
        // Two went out again, byte for byte, and one is new.
        CHECK(std::count(nonces.begin(), nonces.end(), 2) == 1);
        CHECK(nonces.size() == 5);
    }
    SECTION("one node that counts transactions which nobody sent")
    {
        stage.chain.nonces_invented = 5;
        CHECK(stage.sweep().sent == 2);
        CHECK(nonces_sent_by(stage, sponsor) == std::vector<std::uint64_t>{0, 1});
    }
    SECTION("one that the node refused is still ours, and may be sent again")
    {
        stage.chain.send_answers.push_back(
            {.outcome = rpc::SendOutcome::rejected, .message = "not now"});
        CHECK(stage.sweep().sent == 2);
        CHECK(nonces_sent_by(stage, sponsor) == std::vector<std::uint64_t>{0, 1});
    }
}

TEST_CASE("a nonce is behind what the node has seen, whoever signed it", "[job][sweep]")
{
    JobStage stage;
    const evm::Address sponsor = stage.sponsor.address();
    stage.chain.use_nonces(sponsor, 7);
    stage.add_paid(stage.token_draft(1));
    stage.add_paid(stage.token_draft(2));
    CHECK(stage.sweep().sent == 2);
    CHECK(nonces_sent_by(stage, sponsor) == std::vector<std::uint64_t>{7, 8});
}

TEST_CASE("a deposit's money of another wallet is left where it is, and holds up no other",
          "[job][sweep]")
{
    JobStage stage;
    payment::Payment foreign = stage.draft(1);
    foreign.wallet_id = "0123456789abcdef";
    SECTION("at an address that is not ours")
    {
        foreign.address = address_of(77);
    }
    SECTION("at an address that our wallet has too") {}
    stage.add_paid(foreign);
    const payment::Payment ours = stage.add_paid(stage.draft(2));
    for (const bool dry_run : {true, false}) {
        INFO((dry_run ? "a plan" : "a run"));
        const job::SweepReport report = stage.sweep(dry_run);
        REQUIRE(report.plan.size() == 2);
        CHECK(report.plan[0].payment_id == foreign.id);
        CHECK(report.plan[0].decision == job::SweepDecision::wait);
        CHECK(report.plan[0].reason ==
              "its address belongs to another wallet than the configured one");
        CHECK(report.plan[0].backs_off);
        CHECK(report.plan[1].payment_id == ours.id);
        CHECK(report.plan[1].decision == job::SweepDecision::sweep);
        CHECK(report.sent == (dry_run ? 0 : 1));
    }
    CHECK(sweeps_of(stage, foreign).empty());
    CHECK(nonces_sent_by(stage, foreign.address).empty());
    CHECK(stage.status(foreign) == "paid");
}
