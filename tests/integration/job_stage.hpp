// SPDX-License-Identifier: MIT
// A shop for tests of one chain's jobs: a real database, a real wallet, and a fake chain. What a
// test does not change is the same for all.
#pragma once

#include "fakes/fake_chain.hpp"
#include "integration/fresh_database.hpp"
#include "job/confirm.hpp"
#include "job/scan.hpp"
#include "job/shared/chain_job.hpp"
#include "job/sweep.hpp"
#include "payment/payment.hpp"
#include "wallet/deposit_addresses.hpp"
#include "wallet/signer.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::test {

/// 10^18 base units.
inline constexpr evm::Amount kEther{1'000'000'000'000'000'000};
/// The token that the chain is configured with.
inline constexpr evm::Address kToken{{0x70, 0x6b}};
inline constexpr evm::Address kTreasury{{0x7e, 0x77}};

/// The chain's blocks are 10 s apart: block 100 is the last one in time for payment_of(), which has
/// 1,000 s. Money is confirmed at a depth of 3 and final at 5; the scan begins with block 0, and no
/// balances are asked for.
struct JobStage
{
    JobStage();

    [[nodiscard]] config::Chain& settings() { return config.chains.front(); }
    [[nodiscard]] job::ChainJob job();

    /// Payment n of payment_of() at the wallet's own address n, over one ether.
    [[nodiscard]] payment::Payment draft(std::uint64_t n) const;
    /// The same over one token.
    [[nodiscard]] payment::Payment token_draft(std::uint64_t n) const;
    payment::Payment add(const payment::Payment& payment);
    /// Stores payment n, and it is paid in the next block and final a few blocks later.
    payment::Payment add_paid(const payment::Payment& payment);
    /// Pays all that is asked, in the next block to be mined.
    evm::TxHash pay(const payment::Payment& payment);
    [[nodiscard]] payment::Payment now(const payment::Payment& payment);
    [[nodiscard]] std::string status(const payment::Payment& payment);
    [[nodiscard]] std::vector<payment::Booking> bookings(const payment::Payment& payment);

    job::ScanReport scan() { return job::scan(job(), {}); }
    job::ConfirmReport confirm() { return job::confirm(job()); }
    /// One look, which waits for no receipt.
    job::SweepReport sweep(bool dry_run = false);
    /// Mines until what has been mined is final, and lets both jobs see it.
    void settle_down();

    FreshDatabase fresh;
    fakes::FakeChain chain;
    config::Config config;
    bool has_deposit_keys = true; ///< On this host, for sweep().
    bool has_sponsor = true;
    base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    const wallet::AccountKey& key;
    wallet::AccountXpub account;
    wallet::Signer sponsor;
};

} // namespace ctrip::test
