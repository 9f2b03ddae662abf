// SPDX-License-Identifier: MIT
// scan on a fake chain: the cursor goes where was read, and no further; what the chain takes back
// is taken back in the ledger, whoever waits for money.
#include "base/error.hpp"
#include "integration/job_stage.hpp"
#include "store/chain_store.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using fakes::FakeWay;
using fakes::Fate;

namespace {

store::Cursor cursor_of(JobStage& stage)
{
    return store::ChainStore{stage.fresh.database(), stage.fresh.clock}
        .find(kChain)
        .value()
        .cursor.value();
}

/// Cursor and all remembered blocks are blocks of the chain, and the ledger of each payment is what
/// is on its address.
void check_books(JobStage& stage, const std::vector<payment::Payment>& payments)
{
    const store::Cursor cursor = cursor_of(stage);
    REQUIRE(cursor.block <= stage.chain.height());
    CHECK(cursor.hash == stage.chain.at(cursor.block).hash);
    for (const store::Checkpoint& one :
         store::ChainStore{stage.fresh.database(), stage.fresh.clock}.checkpoints(kChain)) {
        INFO("block " << one.block);
        REQUIRE(one.block <= stage.chain.height());
        CHECK(one.hash == stage.chain.at(one.block).hash);
    }
    for (const payment::Payment& payment : payments) {
        INFO("payment " << payment.derivation_index);
        evm::Amount sum;
        for (const payment::Booking& booking : stage.bookings(payment)) {
            const evm::Transfer& transfer = booking.transfer;
            if (!booking.orphaned) {
                sum += transfer.amount;
                CHECK(transfer.block_hash == stage.chain.at(transfer.block_number).hash);
            }
        }
        CHECK(sum == stage.chain.balance(payment.address, payment.token));
        CHECK(stage.now(payment).received == sum);
    }
}

} // namespace

TEST_CASE("a reorganisation is noticed and followed while nobody is watched", "[job][scan]")
{
    JobStage stage;
    payment::Payment payment = stage.draft(1);
    payment.expires_at_s = 40;
    payment.watch_until_s = 50; // Up to block 5.
    stage.add(payment);
    stage.chain.mine(3);
    stage.pay(payment);
    const evm::BlockNumber paid_in = stage.chain.mine().number;
    stage.chain.mine(4);
    static_cast<void>(stage.scan());
    REQUIRE(stage.status(payment) == "detected");
    REQUIRE(cursor_of(stage).block == 8); // Nobody is watched from here on.

    const struct
    {
        const char* what;
        std::size_t blocks;
    } cases[]{{"the other branch is longer", 12},
              {"the other branch is longer by one", 6},
              {"the other branch is as long", 5},
              {"the other branch is shorter", 3}};
    for (const auto& [what, blocks] : cases) {
        DYNAMIC_SECTION(what)
        {
            stage.chain.reorganise(paid_in - 1, blocks, Fate::lost);
            CHECK(stage.scan().orphaned_payments == 1);
            CHECK(cursor_of(stage).block == stage.chain.height());
            CHECK(stage.status(payment) == "pending");
            CHECK(stage.bookings(payment).front().orphaned);
            check_books(stage, {payment});
        }
    }
}

TEST_CASE("without any payment the cursor follows the chain from branch to branch", "[job][scan]")
{
    JobStage stage;
    stage.chain.mine(10);
    static_cast<void>(stage.scan());
    stage.chain.mine(10);
    static_cast<void>(stage.scan());
    check_books(stage, {});
    stage.chain.reorganise(12, 20);
    static_cast<void>(stage.scan());
    check_books(stage, {});
    // Who is paid after that is found, and not held up by a block that is on no chain.
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    stage.chain.mine();
    CHECK(stage.scan().transfers == 1);
    CHECK(stage.status(payment) == "detected");
    check_books(stage, {payment});
}

TEST_CASE("a node that lags shows nothing, and nothing is taken for read", "[job][scan]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.chain.mine(10);
    static_cast<void>(stage.scan());
    stage.pay(payment);
    stage.chain.mine(5);
    SECTION("its head lies below the cursor")
    {
        stage.chain.shown_to = 7;
        CHECK(stage.scan().blocks == 0);
        CHECK(cursor_of(stage).block == 10);
    }
    SECTION("its head is the cursor")
    {
        stage.chain.shown_to = 10;
        CHECK(stage.scan().blocks == 0);
        CHECK(cursor_of(stage).block == 10);
    }
    SECTION("it has a head, and not the block when it is asked for it")
    {
        stage.chain.on_call = [&](std::string_view name) {
            if (name == "read_blocks") {
                stage.chain.shown_to = 13;
            }
        };
        CHECK_THROWS_AS(stage.scan(), Error);
        CHECK(cursor_of(stage).block == 10);
    }
    CHECK(stage.status(payment) == "pending");
    stage.chain.on_call = {};
    stage.chain.shown_to.reset();
    CHECK(stage.scan().transfers == 1);
    CHECK(cursor_of(stage).block == 15);
    check_books(stage, {payment});
}

TEST_CASE("the cursor stays behind the last range that was read whole", "[job][scan]")
{
    JobStage stage;
    payment::Payment patient = stage.draft(1);
    patient.expires_at_s = patient.watch_until_s = 100'000;
    stage.add(patient);
    stage.chain.pay({.to = patient.address, .amount = 1});
    stage.chain.mine_to(150);
    stage.chain.pay({.to = patient.address, .amount = 2});
    stage.chain.mine_to(250);
    // Blocks are read by the hundred: the node goes away within the second.
    const job::ScanOptions options{
        .on_progress = [&](const job::ScanProgress&) { stage.chain.shown_to = 120; }};
    CHECK_THROWS_AS(job::scan(stage.job(), options), Error);
    CHECK(cursor_of(stage).block == 99);
    CHECK(stage.now(patient).received == 1);
    stage.chain.shown_to.reset();
    const job::ScanReport report = stage.scan();
    CHECK(report.from == 100);
    CHECK(report.blocks == 151);
    CHECK(stage.now(patient).received == 3);
    check_books(stage, {patient});
}

TEST_CASE("a chain that is reorganised between two questions is followed all the same",
          "[job][scan][reorganisation]")
{
    const std::string moment = GENERATE("head", "read_blocks", "headers");
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.chain.mine(20);
    static_cast<void>(stage.scan());
    stage.pay(payment);
    stage.chain.mine(3);
    if (moment == "headers") { // Asked while another reorganisation is being followed.
        stage.chain.reorganise(17, 7);
    }
    bool done = false;
    stage.chain.on_call = [&](std::string_view name) {
        if (name == moment && !done) {
            done = true;
            stage.chain.reorganise(15, 9);
        }
    };
    INFO(moment);
    try {
        static_cast<void>(stage.scan());
    } catch (const Error& error) { // The node contradicted itself: run again.
        CHECK(error.kind() == ErrorKind::unavailable);
    }
    static_cast<void>(stage.scan());
    CHECK(done);
    check_books(stage, {payment});
    CHECK(stage.status(payment) == "detected");
}

TEST_CASE("money that came in the last common block stays, and in the next one it goes",
          "[job][scan][reorganisation]")
{
    // The cursor is read in many steps, so that blocks are remembered here and there only.
    const std::uint64_t depth = GENERATE(1U, 2U, 3U, 7U, 16U, 17U, 60U, 199U);
    JobStage stage;
    std::vector<payment::Payment> payments{stage.draft(1), stage.draft(2), stage.draft(3)};
    for (payment::Payment& payment : payments) {
        payment.expires_at_s = payment.watch_until_s = 100'000;
        stage.add(payment);
    }
    constexpr evm::BlockNumber head = 200;
    const evm::BlockNumber ancestor = head - depth;
    for (evm::BlockNumber block = 1; block <= head; ++block) {
        if (block == ancestor) {
            stage.pay(payments[0]);
        }
        if (block == ancestor + 1) {
            stage.pay(payments[1]);
        }
        stage.chain.mine();
        if (block % 37 == 0 || block == head) {
            static_cast<void>(stage.scan());
        }
    }
    check_books(stage, payments);
    stage.chain.reorganise(ancestor, static_cast<std::size_t>(depth), Fate::lost);
    stage.pay(payments[2]);
    stage.chain.mine();
    INFO("depth " << depth);
    CHECK(stage.scan().orphaned_payments == 1);
    check_books(stage, payments);
    CHECK(stage.status(payments[0]) != "pending");
    CHECK(stage.status(payments[1]) == "pending");
    CHECK(stage.status(payments[2]) == "detected");
}

TEST_CASE("money that is mined again in another block counts once", "[job][scan][reorganisation]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    const payment::Payment token = stage.add(stage.token_draft(2));
    stage.chain.mine(4);
    stage.pay(payment);
    stage.pay(token);
    stage.chain.mine(2);
    static_cast<void>(stage.scan());
    stage.chain.reorganise(2, 9); // They come earlier now.
    static_cast<void>(stage.scan());
    for (const payment::Payment& one : {payment, token}) {
        const std::vector<payment::Booking> bookings = stage.bookings(one);
        REQUIRE(bookings.size() == 1);
        CHECK(bookings.front().transfer.block_number == 3);
        CHECK_FALSE(bookings.front().orphaned);
        CHECK(stage.now(one).received == kEther);
        CHECK(stage.now(one).flags.has(payment::Flag::multiple) == false);
    }
    check_books(stage, {payment, token});
}

TEST_CASE("another chain than was read changes nothing", "[job][scan][reorganisation]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    stage.chain.mine(30);
    static_cast<void>(stage.scan());
    const store::Cursor before = cursor_of(stage);
    fakes::FakeChain another{{.seed = 99}};
    another.mine(40);
    const job::ChainJob job{.config = stage.config,
                            .chain = stage.settings(),
                            .database = stage.fresh.database(),
                            .client = another,
                            .clock = stage.fresh.clock,
                            .log = stage.log};
    CHECK_THROWS_AS(job::scan(job, {}), Error);
    CHECK(cursor_of(stage).hash == before.hash);
    CHECK(stage.status(payment) == "detected");
    CHECK_FALSE(stage.bookings(payment).front().orphaned);
}

TEST_CASE("only money that moved is booked", "[job][scan]")
{
    const struct
    {
        const char* what;
        bool token;
        FakeWay way;
        evm::Address other_token;
        const char* status;
    } cases[]{
        {"native", false, FakeWay::direct, {}, "detected"},
        {"native, reverted", false, FakeWay::reverted, {}, "pending"},
        {"a token", true, FakeWay::direct, kToken, "detected"},
        {"a token, reverted", true, FakeWay::reverted, kToken, "pending"},
        {"a token that is not configured", true, FakeWay::direct, address_of(5), "pending"},
    };
    for (const auto& [what, token, way, other_token, status] : cases) {
        DYNAMIC_SECTION(what)
        {
            JobStage stage;
            const payment::Payment payment =
                stage.add(token ? stage.token_draft(1) : stage.draft(1));
            stage.chain.pay({.to = payment.address,
                             .amount = payment.amount,
                             .token = token ? std::optional{other_token} : std::nullopt,
                             .way = way});
            stage.chain.mine();
            static_cast<void>(stage.scan());
            CHECK(stage.status(payment) == status);
            CHECK(stage.bookings(payment).size() == (std::string{status} == "detected" ? 1 : 0));
        }
    }
}

TEST_CASE("a token whose balance is verified counts by what arrived, not by its event",
          "[job][scan]")
{
    JobStage stage;
    stage.settings().tokens.front().verify_balance = true;
    const payment::Payment honest = stage.add(stage.token_draft(1));
    const payment::Payment cheated = stage.add(stage.token_draft(2));
    stage.pay(honest);
    stage.chain.pay({.to = cheated.address,
                     .amount = cheated.amount,
                     .token = kToken,
                     .way = FakeWay::only_event});
    stage.chain.mine();
    static_cast<void>(stage.scan());
    CHECK(stage.status(honest) == "detected");
    CHECK(stage.status(cheated) == "pending");
    check_books(stage, {honest, cheated});
}

TEST_CASE("whatever a chain does, the ledger is what is on it", "[job][scan][reorganisation]")
{
    const unsigned seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U);
    INFO("seed " << seed);
    std::mt19937 random{seed};
    const auto below = [&](std::uint64_t end) { return random() % end; };
    JobStage stage;
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = 1; n <= 4; ++n) {
        payments.push_back(n % 2 == 0 ? stage.token_draft(n) : stage.draft(n));
        payments.back().expires_at_s = payments.back().watch_until_s = 100'000;
        stage.add(payments.back());
    }
    for (int step = 0; step < 25; ++step) {
        for (std::uint64_t count = below(3); count > 0; --count) {
            const payment::Payment& payment = payments[below(payments.size())];
            stage.chain.pay({.to = payment.address,
                             .amount = 1 + below(1'000),
                             .token = payment.token,
                             .way = below(5) == 0 ? FakeWay::reverted : FakeWay::direct});
        }
        if (below(3) == 0) {
            const evm::BlockNumber ancestor =
                stage.chain.height() - std::min(stage.chain.height(), below(30));
            stage.chain.reorganise(ancestor, 1 + below(40),
                                   below(2) == 0 ? Fate::lost : Fate::mined_again);
        } else {
            stage.chain.mine(1 + below(12));
        }
        static_cast<void>(stage.scan());
        // A branch that is shorter, by blocks that nobody remembers, looks like a node that lags.
        if (cursor_of(stage).block <= stage.chain.height()) {
            check_books(stage, payments);
        }
    }
    stage.chain.mine_to(1'000);
    static_cast<void>(stage.scan());
    check_books(stage, payments);
}
