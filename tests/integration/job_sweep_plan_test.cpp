// SPDX-License-Identifier: MIT
// Which deposits a sweep moves, which it leaves where they are, and why: both sides of each
// boundary, and the amounts to the wei.
#include "integration/job_stage.hpp"
#include "store/sweep_queue.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <variant>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using Catch::Matchers::Contains;
using evm::Amount;
using job::SweepDecision;

namespace {

constexpr std::uint64_t kGwei = 1'000'000'000;
/// The fake chain's base fee is 1 gwei, its tip too: half as much again of the one, and the other.
constexpr Amount kGasPrice{2'500'000'000};
constexpr Amount kNativeFee{21'000 * 2'500'000'000ULL};
/// The fake chain's estimate for a token is 60,000, and a tenth is added.
constexpr Amount kTokenFee{66'000 * 2'500'000'000ULL};

const evm::Eip1559Tx& only_sent(const JobStage& stage)
{
    REQUIRE(stage.chain.sent().size() == 1);
    return std::get<evm::Eip1559Tx>(stage.chain.sent().front().tx);
}

/// Another sponsor than the stage's, who has so much.
void change_sponsor(JobStage& stage, const Amount& wei)
{
    stage.sponsor = wallet::Signer::parse("sponsor key", std::string(62, '0') + "43");
    stage.chain.fund(stage.sponsor.address(), wei);
}

struct Case
{
    const char* what;
    /// What is different from the rest.
    std::function<void(JobStage&, payment::Payment&)> change;
    SweepDecision decision = SweepDecision::sweep;
    const char* reason = ""; ///< A part of it.
};

/// One paid deposit; what the dry run says of it, and that the run does so.
void check_plan(const Case& one, payment::Payment (JobStage::*draft)(std::uint64_t) const)
{
    JobStage stage;
    payment::Payment payment = (stage.*draft)(1);
    one.change(stage, payment);
    stage.add_paid(payment);
    const job::SweepReport plan = stage.sweep(true);
    REQUIRE(plan.plan.size() == 1);
    CHECK(plan.plan.front().decision == one.decision);
    CHECK_THAT(plan.plan.front().reason, Contains(one.reason));
    CHECK(plan.plan.front().reason.empty() == std::string{one.reason}.empty());
    CHECK(stage.chain.sent().empty());
    const job::SweepReport run = stage.sweep();
    const bool is_sent =
        one.decision == SweepDecision::sweep || one.decision == SweepDecision::top_up;
    CHECK(run.sent == (is_sent ? 1 : 0));
    CHECK(stage.chain.sent().size() == run.sent);
}

} // namespace

TEST_CASE("a native deposit is swept where it is worth it, and otherwise says why not",
          "[job][sweep_plan]")
{
    const auto asks = [](const Amount& amount) {
        return [amount](JobStage& stage, payment::Payment& payment) {
            stage.config.sweeping.max_cost.reset();
            payment.amount = payment.amount_min = amount;
        };
    };
    const auto costs = [](const Amount& amount) {
        return [amount](JobStage&, payment::Payment& payment) {
            payment.amount = payment.amount_min = amount;
        };
    };
    const Case cases[]{
        {"one ether", [](JobStage&, payment::Payment&) {}},
        {"a wei more than its fee", asks(kNativeFee + 1)},
        {"exactly its fee", asks(kNativeFee), SweepDecision::wait, "worth less than its fee"},
        {"a wei less than its fee", asks(kNativeFee - 1), SweepDecision::wait,
         "worth less than its fee"},
        {"a fee of just 5 % of it", costs(20 * kNativeFee)},
        {"a fee of a little more than 5 %", costs(20 * kNativeFee - 1), SweepDecision::wait,
         "its fee is more than max_cost of its value"},
        {"exactly min_value",
         [](JobStage& stage, payment::Payment&) { stage.settings().native.min_value = kEther; }},
        {"a wei less than min_value",
         [](JobStage& stage, payment::Payment&) { stage.settings().native.min_value = kEther + 1; },
         SweepDecision::wait, "below min_value (1.000000000000000001 ETH)"},
        {"gas that costs as much as it may",
         [](JobStage& stage, payment::Payment&) {
             stage.config.sweeping.max_fee_wei = Amount{2 * kGwei};
         }},
        {"gas that costs a wei more than it may",
         [](JobStage& stage, payment::Payment&) {
             stage.config.sweeping.max_fee_wei = Amount{2 * kGwei - 1};
         },
         SweepDecision::wait, "gas costs 2 gwei now, more than max_fee_gwei allows"},
        {"a treasury that refuses",
         [](JobStage& stage, payment::Payment&) {
             stage.chain.refusals[kTreasury] = "execution reverted: closed";
         },
         SweepDecision::wait, "the treasury refuses it: execution reverted: closed"},
        {"a key that is elsewhere",
         [](JobStage& stage, payment::Payment&) { stage.has_deposit_keys = false; },
         SweepDecision::wait, "the key of its address is not on this host"},
        {"no sponsor", [](JobStage& stage, payment::Payment&) { stage.has_sponsor = false; }},
    };
    for (const Case& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            check_plan(one, &JobStage::draft);
        }
    }
}

TEST_CASE("a token's deposit is swept with the gas money that it has, or gets what it lacks",
          "[job][sweep_plan]")
{
    const auto has = [](const Amount& wei) {
        return [wei](JobStage& stage, payment::Payment& payment) {
            stage.chain.fund(payment.address, wei);
        };
    };
    const auto sponsor_has = [](const Amount& wei) {
        return [wei](JobStage& stage, payment::Payment&) { change_sponsor(stage, wei); };
    };
    const Case cases[]{
        {"nothing", [](JobStage&, payment::Payment&) {}, SweepDecision::top_up,
         "with 0.000165 ETH of gas money"},
        {"all of it", has(kTokenFee)},
        // At the lowest price that the next block can want: 9/8 of the base fee, and the tip.
        {"enough for a lower price", has(Amount{66'000 * 2'125'000'000ULL})},
        {"a wei too little for any", has(Amount{66'000 * 2'125'000'000ULL} - 1),
         SweepDecision::top_up, "with 0.000024750000000001 ETH of gas money"},
        {"no sponsor", [](JobStage& stage, payment::Payment&) { stage.has_sponsor = false; },
         SweepDecision::wait, "no sponsor key is configured"},
        {"a sponsor with just enough", sponsor_has(kTokenFee + kNativeFee), SweepDecision::top_up,
         "of gas money"},
        {"a sponsor who lacks a wei", sponsor_has(kTokenFee + kNativeFee - 1), SweepDecision::wait,
         "send it gas money"},
        {"a token that is paused",
         [](JobStage& stage, payment::Payment&) { stage.chain.refusals[kToken] = "paused"; },
         SweepDecision::wait, "the token refuses its transfer: paused"},
        {"exactly min_value",
         [](JobStage& stage, payment::Payment& payment) {
             stage.settings().tokens.front().min_value = kEther;
             stage.chain.fund(payment.address, kTokenFee);
         }},
        {"less than min_value",
         [](JobStage& stage, payment::Payment&) {
             stage.settings().tokens.front().min_value = kEther + 1;
         },
         SweepDecision::wait, "below min_value (1.000000000000000001 TOK)"},
        {"batches only, and no Sweeper",
         [](JobStage& stage, payment::Payment& payment) {
             stage.config.sweeping.strategy = config::SweepStrategy::batched;
             stage.chain.fund(payment.address, kTokenFee);
         },
         SweepDecision::wait, "the Sweeper is not on this chain"},
        {"a key that is elsewhere",
         [](JobStage& stage, payment::Payment&) { stage.has_deposit_keys = false; },
         SweepDecision::wait, "the Sweeper is not on this chain"},
    };
    for (const Case& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            check_plan(one, &JobStage::token_draft);
        }
    }
}

TEST_CASE("a native sweep takes all that is there, less exactly its fee", "[job][sweep_plan]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.draft(1));
    CHECK(stage.sweep().sent == 1);
    const evm::Eip1559Tx& tx = only_sent(stage);
    CHECK(tx.to == kTreasury);
    CHECK(tx.value == kEther - kNativeFee);
    CHECK(tx.max_fee == kGasPrice);
    CHECK(tx.max_priority_fee == kGasPrice); // So the price is paid, whatever the base fee becomes.
    CHECK(tx.data.empty());
    stage.chain.mine_sent();
    CHECK(stage.chain.balance(kTreasury) == kEther - kNativeFee);
    CHECK(stage.chain.balance(payment.address).is_zero());
}

TEST_CASE("only money that is final is swept", "[job][sweep_plan]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.draft(1));
    stage.chain.pay({.to = payment.address, .amount = kEther}); // A second time, not final yet.
    stage.chain.mine();
    static_cast<void>(stage.scan());
    static_cast<void>(stage.confirm());
    const job::SweepReport report = stage.sweep();
    REQUIRE(report.plan.size() == 1);
    CHECK(report.plan.front().value == kEther);
    CHECK(only_sent(stage).value == kEther - kNativeFee);
}

TEST_CASE("a payment whose money is not final yet, or that nobody wants swept, is not planned",
          "[job][sweep_plan]")
{
    const struct
    {
        const char* what;
        std::size_t blocks; ///< That bury the money.
        const char* sql;    ///< What else is so.
        std::size_t planned;
    } cases[]{
        {"detected", 1, "", 0},
        {"confirmed", 4, "", 0},
        {"paid", 5, "", 1},
        {"failed after it was paid", 5, "UPDATE payments SET status = 'failed'", 0},
        {"nothing is due", 5, "UPDATE payments SET sweep_due = 0", 0},
    };
    for (const auto& [what, blocks, sql, planned] : cases) {
        DYNAMIC_SECTION(what)
        {
            JobStage stage;
            const payment::Payment payment = stage.add(stage.draft(1));
            stage.pay(payment);
            stage.chain.mine(blocks);
            static_cast<void>(stage.scan());
            static_cast<void>(stage.confirm());
            if (*sql != '\0') {
                stage.fresh.database().execute(sql);
            }
            CHECK(stage.sweep(true).plan.size() == planned);
            CHECK(stage.sweep().sent == planned);
        }
    }
}

TEST_CASE("no sweep is signed over money that is no longer there", "[job][sweep_plan]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.draft(1));
    // The node has another branch by now, and no scan has seen it yet.
    stage.chain.reorganise(0, 20, fakes::Fate::lost);
    const job::SweepReport report = stage.sweep();
    REQUIRE(report.plan.size() == 1);
    CHECK(report.plan.front().decision == SweepDecision::wait);
    CHECK(report.plan.front().reason ==
          "the ledger says that money is here, but the address is empty");
    CHECK(stage.chain.sent().empty());
}

TEST_CASE("a sponsor gives out what he has once", "[job][sweep_plan]")
{
    JobStage stage;
    // Enough for two top-ups, and not for a third.
    change_sponsor(stage, 3 * (kTokenFee + kNativeFee) - 1);
    for (std::uint64_t n = 1; n <= 3; ++n) {
        stage.add_paid(stage.token_draft(n));
    }
    const job::SweepReport report = stage.sweep();
    REQUIRE(report.plan.size() == 3);
    CHECK(report.plan[0].decision == SweepDecision::top_up);
    CHECK(report.plan[1].decision == SweepDecision::top_up);
    CHECK(report.plan[2].decision == SweepDecision::wait);
    CHECK(report.sent == 2);
}

TEST_CASE("of an unpaid payment its own money stays and another currency's is planned",
          "[job][sweep_plan]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.chain.pay({.to = payment.address, .amount = kEther - 1});
    stage.chain.pay({.to = payment.address, .amount = kEther, .token = kToken});
    stage.chain.mine();
    stage.settle_down();
    const job::SweepReport report = stage.sweep(true);
    REQUIRE(report.plan.size() == 1);
    CHECK(report.plan.front().symbol == "TOK");
}

TEST_CASE("gas money for another currency does not count as the payment's sweep",
          "[job][sweep_plan]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.chain.pay({.to = payment.address, .amount = Amount{1}});
    stage.chain.pay({.to = payment.address, .amount = kEther, .token = kToken});
    stage.chain.mine();
    stage.settle_down();
    const auto is_swept = [&] {
        return store::SweepQueue{stage.fresh.database()}.find(payment.id).value().swept;
    };
    CHECK(stage.sweep().sent == 1);
    stage.chain.mine_sent();
    stage.settle_down();
    CHECK(stage.sweep().sent == 1); // The gas money is final, and the token follows.
    CHECK_FALSE(is_swept());
    stage.chain.mine_sent();
    stage.settle_down();
    static_cast<void>(stage.sweep());
    CHECK(stage.chain.balance(kTreasury, kToken) == kEther);
    CHECK_FALSE(is_swept());
}

TEST_CASE("a token goes to the treasury in two steps: gas money, then all of it",
          "[job][sweep_plan]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.token_draft(1));
    CHECK(stage.sweep().sent == 1);
    stage.chain.mine_sent();
    CHECK(stage.chain.balance(payment.address) == kTokenFee);
    CHECK(stage.sweep().sent == 1);
    CHECK(stage.sweep().sent == 0); // Under way.
    stage.chain.mine_sent();
    CHECK(stage.chain.balance(kTreasury, kToken) == kEther);
    stage.settle_down();
    CHECK(stage.sweep().settled == 1);
    CHECK(stage.status(payment) == "settled");
    // The gas money was ours: it is no payment in another currency.
    CHECK_FALSE(stage.now(payment).flags.has(payment::Flag::wrong_token));
}
