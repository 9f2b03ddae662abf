// SPDX-License-Identifier: MIT
// What a quorum of two nodes holds back and lets go: confirmations, reorgs, deadlines, balances.
#include "base/error.hpp"
#include "integration/job_stage.hpp"
#include "store/chain_store.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using namespace ctrip::test;

namespace {

struct QuorumStage : JobStage
{
    QuorumStage()
    {
        settings().quorum = 2;
        show();
    }

    /// The other node has all blocks.
    void show()
    {
        chain.other_nodes = {
            {.latest = chain.height(), .safe = std::nullopt, .finalized = std::nullopt}};
    }
    void mine(std::size_t blocks)
    {
        chain.mine(blocks);
        show();
    }
    void run()
    {
        static_cast<void>(scan());
        static_cast<void>(confirm());
    }
    evm::BlockNumber cursor()
    {
        return store::ChainStore{fresh.database(), fresh.clock}
            .find(settings().chain_id)
            ->cursor->block;
    }
};

} // namespace

TEST_CASE("a transfer on which the nodes differ is not confirmed, and the others are",
          "[job][quorum]")
{
    QuorumStage stage;
    const payment::Payment doubtful = stage.add(stage.draft(1));
    const payment::Payment clear = stage.add(stage.draft(2));
    stage.chain.disputed.insert(stage.pay(doubtful));
    stage.pay(clear);
    stage.mine(20);
    static_cast<void>(stage.scan());
    CHECK_THROWS_AS(stage.confirm(), Error);
    CHECK(stage.status(doubtful) == "detected");
    CHECK(stage.status(clear) == "paid");
    stage.chain.disputed.clear();
    static_cast<void>(stage.confirm());
    CHECK(stage.status(doubtful) == "paid");
}

TEST_CASE("nothing is confirmed while too few nodes answer", "[job][quorum]")
{
    QuorumStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    stage.mine(20);
    stage.chain.other_nodes.clear();
    static_cast<void>(stage.scan());
    CHECK_THROWS_AS(stage.confirm(), Error);
    CHECK(stage.status(payment) == "detected");
    stage.show();
    static_cast<void>(stage.confirm());
    CHECK(stage.status(payment) == "paid");
}

TEST_CASE("a transfer that the nodes prove not to be there is taken back", "[job][quorum]")
{
    QuorumStage stage;
    const payment::Payment invented = stage.add(stage.draft(1));
    const payment::Payment other = stage.add(stage.draft(2));
    const evm::TxHash tx = stage.pay(invented);
    stage.pay(other);
    stage.mine(20);
    static_cast<void>(stage.scan());
    CHECK(stage.status(invented) == "detected");
    const evm::BlockNumber cursor = stage.cursor();
    stage.chain.refuted.insert(tx);
    static_cast<void>(stage.confirm());
    CHECK(stage.status(invented) == "pending");
    CHECK(stage.now(invented).received.is_zero());
    CHECK(stage.bookings(invented).front().orphaned);
    CHECK(stage.status(other) == "paid");
    CHECK(stage.cursor() < cursor); // The scan reads its block again.
}

TEST_CASE("one node takes nothing back that was confirmed", "[job][quorum]")
{
    QuorumStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    stage.mine(20);
    stage.run();
    CHECK(stage.status(payment) == "paid");
    const evm::BlockNumber block = stage.bookings(payment).front().transfer.block_number;
    stage.chain.reorganise(block - 1, 25, fakes::Fate::lost);
    stage.show();
    SECTION("another node shows the block that was read")
    {
        for (evm::BlockNumber n = block; n <= stage.chain.height(); ++n) {
            stage.chain.other_blocks.insert(n);
        }
        CHECK_THROWS_AS(stage.scan(), Error);
        CHECK(stage.status(payment) == "paid");
        stage.chain.other_blocks.clear(); // It was a reorg after all.
        static_cast<void>(stage.scan());
        CHECK(stage.status(payment) == "failed");
    }
    SECTION("no other node answers")
    {
        stage.chain.other_nodes.clear();
        CHECK_THROWS_AS(stage.scan(), Error);
        CHECK(stage.status(payment) == "paid");
    }
}

TEST_CASE("what is only detected follows the node that is asked", "[job][quorum]")
{
    QuorumStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    stage.mine(1);
    static_cast<void>(stage.scan());
    CHECK(stage.status(payment) == "detected");
    const evm::BlockNumber block = stage.bookings(payment).front().transfer.block_number;
    stage.chain.reorganise(block - 1, 4, fakes::Fate::lost);
    stage.chain.other_nodes.clear();
    static_cast<void>(stage.scan());
    CHECK(stage.status(payment) == "pending");
}

TEST_CASE("a payment expires on what the quorum shows", "[job][quorum]")
{
    QuorumStage stage; // A deadline in second 1,000, which is block 100.
    const payment::Payment native = stage.add(stage.draft(1));
    const payment::Payment token = stage.add(stage.token_draft(2));
    stage.mine(150);
    static_cast<void>(stage.scan());
    SECTION("another node shows more money")
    {
        stage.settings().internal_transfers = config::InternalTransfers::traces;
        stage.chain.more_elsewhere = 1;
    }
    SECTION("another node shows another block")
    {
        stage.chain.other_blocks.insert(stage.chain.height());
    }
    SECTION("too few nodes answer")
    {
        stage.chain.other_nodes.clear();
    }
    CHECK_THROWS_AS(stage.confirm(), Error);
    CHECK(stage.status(native) == "pending");
    CHECK(stage.status(token) == "pending");
    stage.chain.more_elsewhere = 0;
    stage.chain.other_blocks.clear();
    stage.show();
    CHECK(stage.confirm().expired == 2);
    CHECK(stage.status(native) == "expired");
}

TEST_CASE("money that one node's balance shows is not booked", "[job][quorum]")
{
    QuorumStage stage;
    stage.settings().internal_transfers = config::InternalTransfers::balances;
    payment::Payment draft = stage.draft(1);
    draft.asked_block = 0;
    const payment::Payment payment = stage.add(draft);
    stage.mine(3);
    static_cast<void>(stage.scan());
    stage.chain.pay(
        {.to = payment.address, .amount = payment.amount, .way = fakes::FakeWay::internal});
    stage.mine(20);
    stage.chain.more_elsewhere = 1;
    CHECK_THROWS_AS(stage.scan(), Error);
    CHECK(stage.bookings(payment).empty());
    stage.chain.other_nodes.clear();
    CHECK_THROWS_AS(stage.scan(), Error);
    CHECK(stage.bookings(payment).empty());
    stage.show();
    stage.chain.more_elsewhere = 0;
    stage.run();
    CHECK(stage.status(payment) == "paid");
}
