// SPDX-License-Identifier: MIT
// confirm and what the blocks' headers prove, on a fake chain that says what they do.
#include "base/error.hpp"
#include "integration/job_stage.hpp"
#include "job/confirm/proof.hpp"
#include "store/chain_store.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;
using namespace ctrip::test;
using rpc::Proof;

namespace {

/// A stage on which a payment of one token was paid and is deep enough, by a transaction of which
/// the header proves this.
struct Proving
{
    explicit Proving(rpc::TransferProof proof)
    {
        payment = stage.add(stage.token_draft(1));
        tx = stage.pay(payment);
        stage.chain.proofs[tx] = std::move(proof);
        stage.chain.mine(5);
        static_cast<void>(stage.scan());
    }

    JobStage stage;
    payment::Payment payment;
    evm::TxHash tx;
};

rpc::TransferProof proved(std::size_t copies, bool is_at_index)
{
    return {.proof = Proof::proved, .why = {}, .copies = copies, .is_at_index = is_at_index};
}

std::string words_of(JobStage& stage)
{
    return store::ChainStore{stage.fresh.database(), stage.fresh.clock}
        .find(stage.settings().chain_id)
        ->light_verification;
}

} // namespace

TEST_CASE("what a header proves or can't prove goes on, what it contradicts does not",
          "[job][proof]")
{
    const struct
    {
        rpc::TransferProof proof;
        const char* status;
    } cases[]{{proved(1, true), "paid"},
              {proved(1, false), "paid"},
              {{.proof = Proof::open, .why = "no receipts"}, "paid"},
              {{.proof = Proof::refuted, .why = "another event"}, "detected"},
              {{.proof = Proof::refused, .why = "no header"}, "detected"}};
    for (const auto& [proof, status] : cases) {
        Proving proving{proof};
        INFO(proof.why);
        const std::string expected = status;
        if (expected == "paid") {
            CHECK_NOTHROW(proving.stage.confirm());
        } else {
            CHECK_THROWS_WITH(proving.stage.confirm(),
                              Catch::Contains("1 transfers were not confirmed") &&
                                  Catch::Contains("light_verification: off"));
        }
        CHECK(proving.stage.status(proving.payment) == expected);
    }
}

TEST_CASE("a refuted transfer holds up itself alone, and not for ever", "[job][proof]")
{
    Proving proving{{.proof = Proof::refuted, .why = "another event"}};
    const payment::Payment other = proving.stage.add(proving.stage.draft(2));
    proving.stage.pay(other);
    proving.stage.chain.mine(5);
    static_cast<void>(proving.stage.scan());
    CHECK_THROWS_AS(proving.stage.confirm(), Error);
    CHECK(proving.stage.status(other) == "paid");
    CHECK(proving.stage.status(proving.payment) == "detected");
    proving.stage.chain.proofs.clear(); // Another node is asked.
    CHECK_NOTHROW(proving.stage.confirm());
    CHECK(proving.stage.status(proving.payment) == "paid");
}

TEST_CASE("what a header refutes is taken back once no node shows it, also where it is no event",
          "[job][proof]")
{
    JobStage stage;
    const payment::Payment payment = stage.add(stage.draft(1));
    const evm::TxHash tx = stage.pay(payment);
    stage.chain.proofs[tx] = {.proof = Proof::refuted, .why = "another value"};
    stage.chain.mine(5);
    static_cast<void>(stage.scan());
    CHECK_THROWS_AS(stage.confirm(), Error);
    CHECK(stage.status(payment) == "detected");
    stage.chain.refuted.insert(tx);
    CHECK_NOTHROW(stage.confirm());
    CHECK(stage.status(payment) == "pending");
}

TEST_CASE("a transfer is proved once: when it gets deeper for the first time", "[job][proof]")
{
    JobStage stage; // Confirmed at 3, final at 5.
    const payment::Payment payment = stage.add(stage.token_draft(1));
    stage.pay(payment);
    int asked = 0;
    stage.chain.on_call = [&](std::string_view name) { asked += name == "prove" ? 1 : 0; };
    for (int depth = 1; depth <= 6; ++depth) {
        stage.chain.mine();
        static_cast<void>(stage.scan());
        static_cast<void>(stage.confirm());
        CHECK(asked == (depth < 3 ? 0 : 1));
    }
    CHECK(stage.status(payment) == "paid");
}

TEST_CASE("turned off, nothing is proved", "[job][proof]")
{
    Proving proving{{.proof = Proof::refuted, .why = "another event"}};
    proving.stage.settings().light_verification = config::LightVerification::off;
    CHECK_NOTHROW(proving.stage.confirm());
    CHECK(proving.stage.status(proving.payment) == "paid");
}

TEST_CASE("what was proved of a chain is stored", "[job][proof]")
{
    Proving proving{proved(1, true)};
    CHECK(words_of(proving.stage).empty());
    proving.stage.chain.learnt = {.headers = true, .receipts = true};
    static_cast<void>(proving.stage.confirm());
    CHECK(words_of(proving.stage) == "headers receipts");

    CHECK(job::to_words({}).empty());
    CHECK(job::to_words({.headers = true, .receipts = true, .transactions = true}) ==
          "headers receipts transactions");
    CHECK((job::provable_of("state, unknown headers ") == rpc::Provable{.headers = true}));
    CHECK((job::provable_of("headers receipts transactions") ==
           rpc::Provable{.headers = true, .receipts = true, .transactions = true}));
}

TEST_CASE("an event that the block has once is counted once", "[job][proof]")
{
    // Two bookings of the same amount in one block, of which the block has only one.
    JobStage stage;
    const payment::Payment payment = stage.add(stage.token_draft(1));
    const evm::TxHash honest = stage.pay(payment);
    const evm::TxHash copy = stage.pay(payment);
    stage.chain.proofs[honest] = proved(1, true);
    stage.chain.proofs[copy] = proved(1, false);
    stage.chain.mine(5);
    static_cast<void>(stage.scan());
    CHECK_THROWS_AS(stage.confirm(), Error);
    for (const payment::Booking& booking : stage.bookings(payment)) {
        CHECK((booking.depth == payment::Depth::final) == (booking.transfer.tx_hash == honest));
    }
    // Nor later: the one that counted stays the only one.
    stage.chain.proofs[copy] = proved(1, true);
    CHECK_THROWS_AS(stage.confirm(), Error);
    stage.chain.proofs[copy] = proved(2, true); // Where the block has two, both count.
    CHECK_NOTHROW(stage.confirm());
}

TEST_CASE("a node that fails is no proof: open on a new chain, refused on a known one",
          "[job][proof]")
{
    for (const bool is_known : {false, true}) {
        Proving proving{proved(1, true)};
        if (is_known) {
            proving.stage.chain.learnt = {.headers = true, .receipts = true};
            static_cast<void>(proving.stage.confirm());
            proving.payment = proving.stage.add(proving.stage.token_draft(2));
            proving.stage.pay(proving.payment);
            proving.stage.chain.mine(5);
            static_cast<void>(proving.stage.scan());
        }
        proving.stage.chain.on_call = [](std::string_view name) {
            if (name == "prove") {
                throw Error{ErrorKind::unavailable, "no node answers"};
            }
        };
        if (is_known) {
            CHECK_THROWS_AS(proving.stage.confirm(), Error);
        } else {
            CHECK_NOTHROW(proving.stage.confirm());
        }
        CHECK(proving.stage.status(proving.payment) == (is_known ? "detected" : "paid"));
    }
}
