// SPDX-License-Identifier: MIT
// Whoever writes to the database: the keys sign what ctrip builds itself, and nothing that a row
// says. The thief below has every right in SQL, and keys of his own.
#include "base/hex.hpp"
#include "integration/job_stage.hpp"
#include "store/sweep_store.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using evm::Amount;

namespace {

const wallet::Signer& thief()
{
    static const wallet::Signer signer = wallet::Signer::parse("thief", std::string(64, '7'));
    return signer;
}

std::vector<store::SweepTx> open_txs(JobStage& stage)
{
    return store::SweepStore{stage.fresh.database(), stage.fresh.clock}.open(kChain, 100);
}

evm::Eip1559Tx to_thief(const evm::Eip1559Tx& like, const Amount& value)
{
    evm::Eip1559Tx tx = like;
    tx.to = thief().address();
    tx.value = value;
    return tx;
}

evm::Eip1559Tx sent(const JobStage& stage, std::size_t place)
{
    return std::get<evm::Eip1559Tx>(stage.chain.sent().at(place).tx);
}

struct Swept : JobStage
{
    Swept() : payment(add_paid(draft(1))) { CHECK(sweep().sent == 1); }

    /// Whatever the database says now: the next run signs and sends nothing, and says so.
    void check_nothing_is_signed()
    {
        chain.fee.base_fee = chain.fee.base_fee.value_or(Amount{1}) * Amount{2};
        chain.mine();
        const std::size_t before = chain.sent().size();
        const job::SweepReport report = sweep();
        CHECK(report.distrusted == 1);
        CHECK(report.replaced == 0);
        CHECK(chain.sent().size() == before);
        CHECK(chain.balance(thief().address()).is_zero());
    }

    void write_raw(const wallet::SignedTx& tx)
    {
        fresh.database().execute("UPDATE sweep_txs SET raw_tx = $1", {base::to_hex_0x(tx.raw)});
    }

    payment::Payment payment;
};

} // namespace

TEST_CASE("bytes of a sweep that were changed are neither sent nor signed anew", "[job][intent]")
{
    Swept stage;
    const evm::Eip1559Tx honest = sent(stage, 0);
    SECTION("to the thief, who can't sign for the deposit")
    {
        stage.write_raw(thief().sign(to_thief(honest, honest.value)));
    }
    SECTION("with the deposit's own signature, but other bytes")
    {
        std::string raw = open_txs(stage).front().raw;
        raw.back() = raw.back() == '0' ? '1' : '0';
        stage.fresh.database().execute("UPDATE sweep_txs SET raw_tx = $1", {raw});
    }
    SECTION("no bytes at all")
    {
        stage.fresh.database().execute("UPDATE sweep_txs SET raw_tx = ''");
    }
    SECTION("another nonce in the row")
    {
        stage.fresh.database().execute("UPDATE sweep_txs SET nonce = nonce + 1");
    }
    SECTION("another account in the row")
    {
        stage.fresh.database().execute("UPDATE sweep_txs SET sender = $1",
                                       {thief().address().to_hex()});
    }
    SECTION("another kind in the row: the sponsor would sign")
    {
        stage.fresh.database().execute("UPDATE sweep_txs SET kind = 'topup'");
    }
    SECTION("another payment's index: another deposit would sign")
    {
        stage.fresh.database().execute("UPDATE payments SET derivation_index = 77");
    }
    stage.check_nothing_is_signed();
}

TEST_CASE("a row that was put in makes no key sign", "[job][intent]")
{
    Swept stage;
    const evm::Eip1559Tx honest = sent(stage, 0);
    const wallet::SignedTx forged = thief().sign(to_thief(honest, Amount{9'000} * kEther));
    for (const std::string_view kind : {"topup", "batch", "deploy"}) {
        DYNAMIC_SECTION(kind)
        {
            stage.fresh.database().execute(
                "UPDATE sweep_txs SET kind = $1, sender = $2, tx_hash = $3, raw_tx = $4",
                {std::string{kind}, stage.sponsor.address().to_hex(), forged.hash.to_hex(),
                 base::to_hex_0x(forged.raw)});
            stage.fresh.database().execute("UPDATE sweeps SET tx_hash = $1",
                                           {forged.hash.to_hex()});
            stage.check_nothing_is_signed();
        }
    }
}

TEST_CASE("a deposit's changed address gets no gas money, and its own is left alone",
          "[job][intent]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.token_draft(1));
    const payment::Payment other = stage.add_paid(stage.token_draft(2));
    stage.fresh.database().execute("UPDATE payments SET address = $1 WHERE id = $2",
                                   {thief().address().to_hex(), payment.id});
    const job::SweepReport report = stage.sweep();
    REQUIRE(report.plan.size() == 2);
    for (const job::SweepPlanEntry& entry : report.plan) {
        const bool is_changed = entry.payment_id == payment.id;
        CHECK((entry.decision == job::SweepDecision::wait) == is_changed);
        CHECK((entry.reason.find("does not own its address; at its index 1") !=
               std::string::npos) == is_changed);
    }
    CHECK(report.not_ours == std::set{payment.id});
    CHECK(report.sent == 1); // The other one's gas money.
    for (const evm::SignedTx& one : stage.chain.sent()) {
        CHECK(std::get<evm::Eip1559Tx>(one.tx).to == other.address);
    }
}

TEST_CASE("what the sponsor pays is bounded, whatever gas a node says", "[job][intent]")
{
    JobStage stage;
    const payment::Payment payment = stage.add_paid(stage.token_draft(1));
    stage.chain.fund(payment.address, kEther);
    SECTION("a transfer may need two million")
    {
        stage.chain.call_gas = 2'000'000;
        CHECK(stage.sweep().sent == 1);
    }
    SECTION("and no more")
    {
        stage.chain.call_gas = 3'000'000;
        CHECK(stage.sweep().sent == 0);
        CHECK(stage.chain.sent().empty());
    }
}

TEST_CASE("no more is spent on gas in a day than is configured", "[job][intent]")
{
    JobStage stage;
    static_cast<void>(stage.add_paid(stage.token_draft(1)));
    static_cast<void>(stage.add_paid(stage.token_draft(2)));
    std::optional<evm::Amount>& max = stage.config.sweeping.daily_gas_max_wei;
    max = evm::Amount{1};
    CHECK(stage.sweep().sent == 0); // Not even the first top-up.
    max = evm::Amount{1'000} * kEther;
    JobStage other;
    static_cast<void>(other.add_paid(other.token_draft(1)));
    CHECK(other.sweep().sent == 1);
    const auto& tx = std::get<evm::Eip1559Tx>(other.chain.sent().front().tx);
    const evm::Amount one = tx.value + evm::Amount{tx.gas} * tx.max_fee;
    max = evm::Amount{2} * one - evm::Amount{1};
    CHECK(stage.sweep().sent == 1);
    CHECK(stage.sweep().sent == 0); // The first is counted by what is stored.
    max = evm::Amount{2} * one;
    CHECK(stage.sweep().sent == 1);
    CHECK(stage.sweep().sent == 0); // Both are under way.
}

TEST_CASE("a mined transaction that the deposit did not sign settles nothing", "[job][intent]")
{
    Swept stage;
    const wallet::SignedTx other = thief().sign(evm::Eip1559Tx{.chain_id = kChain,
                                                               .max_priority_fee = Amount{1},
                                                               .max_fee = Amount{2'000'000'000},
                                                               .gas = 21'000,
                                                               .to = kTreasury});
    stage.chain.drop_sent();
    stage.chain.fund(thief().address(), kEther);
    REQUIRE(stage.chain.send_raw(other.raw).outcome == rpc::SendOutcome::accepted);
    stage.chain.mine_sent();
    REQUIRE(stage.chain.has_mined(other.hash));
    SECTION("in the place of its own")
    {
        stage.fresh.database().execute("UPDATE sweep_txs SET tx_hash = $1, raw_tx = $2",
                                       {other.hash.to_hex(), base::to_hex_0x(other.raw)});
        stage.fresh.database().execute("UPDATE sweeps SET tx_hash = $1", {other.hash.to_hex()});
    }
    SECTION("as one of its nonce that was replaced")
    {
        stage.fresh.database().execute(
            "INSERT INTO sweep_txs (chain_id, tx_hash, kind, state, sender, nonce, raw_tx, "
            "signed_block, signed_time, created_at, updated_at) SELECT chain_id, $1, kind, "
            "'replaced', sender, nonce, $2, signed_block, signed_time, created_at, updated_at "
            "FROM sweep_txs",
            {other.hash.to_hex(), base::to_hex_0x(other.raw)});
    }
    stage.settle_down();
    const job::SweepReport report = stage.sweep();
    CHECK(report.distrusted == 1);
    CHECK(report.settled == 0);
    CHECK(stage.status(stage.payment) == "paid");
}
