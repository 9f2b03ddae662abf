// SPDX-License-Identifier: MIT
// scan and confirm on random histories of a fake chain: whatever the chain does and its nodes
// answer meanwhile, in the end the ledger equals the chain. CTRIP_TEST_SEED chooses the histories:
// a few, or many with CTRIP_TEST_ALL=1.
#include "base/error.hpp"
#include "fakes/fake_history.hpp"
#include "integration/job_stage.hpp"
#include "integration/part.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using fakes::FakeHistory;
using fakes::FakePayee;

namespace {

constexpr int kSteps = 40;
constexpr std::uint64_t kReorganisedMax = 30;
/// Deeper than any reorganisation, so that no final money is lost.
constexpr std::uint64_t kFinalDepth = kReorganisedMax + 1;

std::uint64_t seeds_count()
{
    return plays_all() ? 60 : 4;
}

/// False where the node's answers were of no use, which a later run makes good.
template <typename Job>
bool runs(Job job)
{
    try {
        job();
        return true;
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::unavailable);
        return false;
    }
}

std::string text_of(const std::map<evm::BlockNumber, evm::Amount>& sums)
{
    std::string text;
    for (const auto& [block, amount] : sums) {
        text += std::to_string(block) + ": " + amount.to_decimal() + "\n";
    }
    return text;
}

struct Walk
{
    Walk(std::uint64_t seed, config::InternalTransfers internal);

    void go();
    void check_end();

    JobStage stage;
    std::vector<payment::Payment> payments;
    std::vector<FakePayee> payees;
    std::mt19937_64 random;
    std::optional<FakeHistory> history;
};

Walk::Walk(std::uint64_t seed, config::InternalTransfers internal) : random(seed)
{
    config::Chain& settings = stage.settings();
    settings.final_at = {.kind = config::FinalKind::depth, .depth = kFinalDepth};
    settings.quorum = 2;
    settings.internal_transfers = internal;
    settings.tokens.front().verify_balance = true;
    stage.chain.has_traces = internal == config::InternalTransfers::traces;
    for (std::uint64_t n = 1; n <= 6; ++n) {
        payment::Payment payment = n % 2 == 0 ? stage.token_draft(n) : stage.draft(n);
        payment.expires_at_s = n <= 4 ? 100'000 : 1'000; // The last two: in block 100.
        payment.watch_until_s = 100'000;
        if (!payment.token) {
            payment.asked_block = 0; // Its balance is asked for, as of every new payment.
        }
        payments.push_back(stage.add(payment));
        payees.push_back(
            {.address = payment.address, .token = payment.token, .due = payment.amount});
    }
    history.emplace(stage.chain, fakes::FakeHistoryOptions{
                                     .seed = seed,
                                     .payees = payees,
                                     .internals = internal != config::InternalTransfers::off,
                                     .reorganised_max = kReorganisedMax});
}

void Walk::go()
{
    for (int step = 0; step < kSteps; ++step) {
        history->step();
        if (random() % 4 != 0) {
            static_cast<void>(runs([this] { static_cast<void>(stage.scan()); }));
        }
        if (random() % 4 != 0) {
            static_cast<void>(runs([this] { static_cast<void>(stage.confirm()); }));
        }
    }
    history->finish(200);
    REQUIRE(runs([this] { static_cast<void>(stage.scan()); }));
    REQUIRE(runs([this] { static_cast<void>(stage.confirm()); }));
}

void Walk::check_end()
{
    for (std::size_t i = 0; i < payments.size(); ++i) {
        INFO("payment " << i + 1);
        const std::map<evm::BlockNumber, evm::Amount> truth = history->arrived(payees[i]);
        std::map<evm::BlockNumber, evm::Amount> booked;
        std::set<std::pair<evm::TxHash, std::int64_t>> keys;
        for (const payment::Booking& booking : stage.bookings(payments[i])) {
            const evm::Transfer& transfer = booking.transfer;
            if (booking.orphaned) {
                continue;
            }
            CHECK(keys.emplace(transfer.tx_hash, transfer.log_index).second);
            REQUIRE(transfer.block_number <= stage.chain.height());
            CHECK(transfer.block_hash == stage.chain.at(transfer.block_number).hash);
            booked[transfer.block_number] += transfer.amount;
        }
        CHECK(text_of(booked) == text_of(truth));
        evm::Amount received;
        evm::Amount late;
        for (const auto& [block, amount] : truth) {
            received += amount;
            if (stage.chain.at(block).timestamp_s > payments[i].expires_at_s) {
                late += amount;
            }
        }
        const payment::Payment now = stage.now(payments[i]);
        CHECK(now.received == received);
        CHECK(now.received_late == late);
        const bool enough = received - late >= payments[i].amount_min;
        const bool over =
            payments[i].expires_at_s < stage.chain.at(stage.chain.height()).timestamp_s;
        CHECK(stage.status(payments[i]) == (enough ? "paid" : over ? "expired" : "pending"));
    }
}

} // namespace

TEST_CASE("whatever a chain and its nodes do, in the end the ledger is what is on the chain",
          "[job][scan][confirm][walk]")
{
    using config::InternalTransfers;
    const InternalTransfers modes[]{InternalTransfers::off, InternalTransfers::traces,
                                    InternalTransfers::balances};
    for (std::uint64_t i = 0; i < seeds_count(); ++i) {
        const std::uint64_t seed = test_seed() + i;
        INFO("CTRIP_TEST_SEED=" << seed);
        Walk walk{seed, modes[seed % std::size(modes)]};
        walk.go();
        walk.check_end();
    }
}
