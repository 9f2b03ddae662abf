// SPDX-License-Identifier: MIT
#include "integration/job_stage.hpp"

#include "store/payment_store.hpp"
#include "store/transfer_store.hpp"
#include "wallet/mnemonic.hpp"

#include <catch2/catch.hpp>

namespace ctrip::test {

namespace {

constexpr std::uint64_t kFinalDepth = 5;

/// Made once: it takes a while.
const wallet::AccountKey& wallet_key()
{
    static const wallet::AccountKey key = wallet::AccountKey::from_mnemonic(wallet::Mnemonic::parse(
        "legal winner thank year wave sausage worth useful legal winner thank yellow"));
    return key;
}

} // namespace

JobStage::JobStage()
    : key(wallet_key()), account(key.xpub()),
      sponsor(wallet::Signer::parse("sponsor key", std::string(62, '0') + "42"))
{
    config::Chain one;
    one.name = "anvil";
    one.chain_id = kChain;
    one.confirmations.steps = {{.amount_min = "0", .depth = 3}};
    one.final_at = {.kind = config::FinalKind::depth, .depth = kFinalDepth};
    one.internal_transfers = config::InternalTransfers::off;
    one.start_block = 0;
    one.tokens.push_back({.symbol = "TOK", .address = kToken, .decimals = 18});
    config.chains.push_back(std::move(one));
    config.treasury = kTreasury;
    chain.fund(sponsor.address(), kEther);
}

job::ChainJob JobStage::job()
{
    return {.config = config,
            .chain = settings(),
            .database = fresh.database(),
            .client = chain,
            .clock = fresh.clock,
            .log = log};
}

payment::Payment JobStage::draft(std::uint64_t n) const
{
    payment::Payment payment = payment_of(n);
    payment.wallet_id = account.fingerprint_hex();
    payment.address = account.address(payment.derivation_index);
    payment.amount = kEther;
    payment.amount_min = kEther;
    return payment;
}

payment::Payment JobStage::token_draft(std::uint64_t n) const
{
    payment::Payment payment = draft(n);
    payment.token = kToken;
    payment.symbol = "TOK";
    return payment;
}

payment::Payment JobStage::add(const payment::Payment& payment)
{
    insert(fresh, {payment});
    return payment;
}

evm::TxHash JobStage::pay(const payment::Payment& payment)
{
    return chain.pay({.to = payment.address, .amount = payment.amount, .token = payment.token});
}

payment::Payment JobStage::add_paid(const payment::Payment& payment)
{
    add(payment);
    pay(payment);
    chain.mine();
    settle_down();
    REQUIRE(status(payment) == "paid");
    return payment;
}

payment::Payment JobStage::now(const payment::Payment& payment)
{
    return store::PaymentStore{fresh.database()}.find(payment.id).value();
}

std::string JobStage::status(const payment::Payment& payment)
{
    return std::string{payment::to_string(now(payment).status)};
}

std::vector<payment::Booking> JobStage::bookings(const payment::Payment& payment)
{
    return store::TransferStore{fresh.database()}.bookings(payment.id);
}

job::SweepReport JobStage::sweep(bool dry_run)
{
    return job::sweep(job(),
                      {.account = account,
                       .deposits = has_deposit_keys ? &key : nullptr,
                       .sponsor = has_sponsor ? &sponsor : nullptr,
                       .treasury = kTreasury},
                      {.dry_run = dry_run, .wait = std::chrono::milliseconds{0}});
}

void JobStage::settle_down()
{
    chain.mine(kFinalDepth);
    static_cast<void>(scan());
    static_cast<void>(confirm());
}

} // namespace ctrip::test
