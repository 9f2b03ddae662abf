// SPDX-License-Identifier: MIT
// `create-payment`: gives payments their addresses and stores them, each at most once.
#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "job/create_payment/request.hpp"
#include "payment/payment.hpp"
#include "store/database.hpp"
#include "store/high_water_mark.hpp"
#include "wallet/deposit_addresses.hpp"

#include <span>
#include <vector>

namespace ctrip::job {

struct CreatePayments
{
    const config::Config& config;
    store::Database& database;
    const wallet::AccountXpub& account;
    const base::Clock& clock;
    /// Treasury, sponsor and Sweeper, as far as this host knows them: never given to a payer.
    std::span<const evm::Address> own_addresses = {};
    store::HighWaterMark* mark = nullptr; ///< Null: none is kept.
};

/// Returns one payment for each draft, in order. New payments are stored in one database
/// transaction, all or none. For an idempotency key that was used before, also earlier among these
/// drafts, the payment that it made is returned. Error{request} where the key was used for another
/// request, or for a payment that was archived. Safe to call from many processes at once: no
/// address is given to two payments.
///
/// A deadline counts from this host's clock, or from the time of the chain's cursor where that is
/// later: the host's clock may be behind.
[[nodiscard]] std::vector<payment::Payment> create_payments(const CreatePayments& job,
                                                            std::span<const Draft> drafts);

} // namespace ctrip::job
