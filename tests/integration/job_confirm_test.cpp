// SPDX-License-Identifier: MIT
// confirm on a fake chain: how deep is deep enough, whose word makes money final, and whom it waits
// for.
#include "base/error.hpp"
#include "integration/job_stage.hpp"
#include "store/chain_store.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;
using namespace ctrip::test;

TEST_CASE("money is confirmed and paid at its depth, and not one block before", "[job][confirm]")
{
    JobStage stage; // Confirmed at 3, final at 5.
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    const struct
    {
        std::uint64_t depth;
        const char* status;
    } cases[]{{1, "detected"},  {2, "detected"}, {3, "confirmed"},
              {4, "confirmed"}, {5, "paid"},     {6, "paid"}};
    for (const auto& [depth, status] : cases) {
        stage.chain.mine();
        static_cast<void>(stage.scan());
        const job::ConfirmReport report = stage.confirm();
        INFO(depth);
        CHECK(stage.status(payment) == status);
        CHECK(report.confirmed == (depth == 3 ? 1 : 0));
        CHECK(report.paid == (depth == 5 ? 1 : 0));
        CHECK(report.waiting == (depth < 5 ? 1 : 0));
    }
}

TEST_CASE("under a tag money is paid in the tagged block and not in the one above",
          "[job][confirm]")
{
    JobStage stage;
    stage.settings().final_at = {.kind = config::FinalKind::finalized};
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    const evm::BlockNumber block = stage.chain.mine().number;
    stage.chain.mine(20);
    static_cast<void>(stage.scan());
    static_cast<void>(stage.confirm()); // The node knows no such tag.
    CHECK(stage.status(payment) == "confirmed");
    stage.chain.finalized = block - 1;
    static_cast<void>(stage.confirm());
    CHECK(stage.status(payment) == "confirmed");
    stage.chain.finalized = block;
    CHECK(stage.confirm().paid == 1);
    CHECK(stage.status(payment) == "paid");
}

TEST_CASE("a tag does not make money final that is not as deep as its payment wants",
          "[job][confirm]")
{
    JobStage stage;
    stage.settings().final_at = {.kind = config::FinalKind::safe};
    payment::Payment careful = stage.draft(1);
    careful.confirmations_required = 9;
    stage.add(careful);
    stage.pay(careful);
    stage.chain.safe = stage.chain.mine().number;
    stage.chain.mine(7);
    static_cast<void>(stage.scan());
    static_cast<void>(stage.confirm()); // 8 deep.
    CHECK(stage.status(careful) == "detected");
    stage.chain.mine();
    static_cast<void>(stage.confirm());
    CHECK(stage.status(careful) == "paid");
}

TEST_CASE("with a quorum one node alone can't call a block final", "[job][confirm]")
{
    const config::FinalKind kind = GENERATE(config::FinalKind::finalized, config::FinalKind::safe);
    JobStage stage;
    stage.settings().final_at = {.kind = kind};
    stage.settings().quorum = 2;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.chain.mine(4);
    stage.pay(payment);
    const evm::BlockNumber block = stage.chain.mine().number;
    stage.chain.mine(20);
    const evm::BlockNumber head = stage.chain.height();
    static_cast<void>(stage.scan());
    // The node that is asked first is ahead of the other, or lies.
    stage.chain.safe = stage.chain.finalized = head;
    SECTION("the other has not come so far")
    {
        stage.chain.other_nodes = {{.latest = head, .safe = block - 1, .finalized = block - 1}};
        CHECK(stage.confirm().paid == 0);
        CHECK(stage.status(payment) == "confirmed");
        stage.chain.other_nodes = {{.latest = head, .safe = block, .finalized = block}};
        CHECK(stage.confirm().paid == 1);
        CHECK(stage.status(payment) == "paid");
    }
    SECTION("the other knows no such tag")
    {
        stage.chain.other_nodes = {
            {.latest = head, .safe = std::nullopt, .finalized = std::nullopt}};
        CHECK(stage.confirm().paid == 0);
        CHECK(stage.status(payment) == "confirmed");
    }
    SECTION("no other answers")
    {
        CHECK_THROWS_AS(stage.confirm(), Error);
        CHECK(stage.status(payment) != "paid");
    }
}

TEST_CASE("with a quorum the depth counts from the lowest head", "[job][confirm]")
{
    JobStage stage; // Final at 5.
    stage.settings().quorum = 2;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    const evm::BlockNumber block = stage.chain.mine().number;
    stage.chain.mine(20);
    static_cast<void>(stage.scan());
    stage.chain.other_nodes = {
        {.latest = block + 3, .safe = std::nullopt, .finalized = std::nullopt}};
    CHECK(stage.confirm().paid == 0);
    stage.chain.other_nodes.front().latest = block + 4;
    CHECK(stage.confirm().paid == 1);
}

TEST_CASE("what another node of the quorum does not show is not confirmed", "[job][confirm]")
{
    JobStage stage;
    stage.settings().quorum = 2;
    const payment::Payment doubtful = stage.add(stage.draft(1));
    const payment::Payment clear = stage.add(stage.draft(2));
    stage.chain.disputed.insert(stage.pay(doubtful));
    stage.pay(clear);
    stage.chain.mine(20);
    stage.chain.other_nodes = {{.latest = stage.chain.height(), .safe = 0, .finalized = 0}};
    static_cast<void>(stage.scan());
    CHECK_THROWS_AS(stage.confirm(), Error); // An operator has to find out which node is wrong;
    CHECK(stage.status(doubtful) == "detected");
    CHECK(stage.status(clear) == "paid"); // the others go on.
}

TEST_CASE("a transfer whose block has left the node's chain gets no deeper", "[job][confirm]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    const evm::BlockNumber block = stage.chain.mine().number;
    static_cast<void>(stage.scan());
    CHECK(stage.status(payment) == "detected");
    stage.chain.reorganise(block - 1, 20, fakes::Fate::lost);
    const job::ConfirmReport report = stage.confirm(); // Before a scan has followed.
    CHECK(report.confirmed == 0);
    CHECK(report.waiting > 0);
    CHECK(stage.status(payment) == "detected");
}

TEST_CASE("a payment expires once the scan has read past its deadline, and not at it",
          "[job][confirm]")
{
    JobStage stage; // A deadline in second 1,000, which is block 100.
    const payment::Payment unpaid = stage.add(stage.draft(1));
    stage.chain.mine_to(100);
    static_cast<void>(stage.scan());
    CHECK(stage.confirm().expired == 0);
    stage.chain.mine_to(200); // Not read yet.
    CHECK(stage.confirm().expired == 0);
    CHECK(stage.status(unpaid) == "pending");
    static_cast<void>(stage.scan());
    CHECK(stage.confirm().expired == 1);
    CHECK(stage.status(unpaid) == "expired");
}
