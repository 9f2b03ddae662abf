// SPDX-License-Identifier: MIT
// `create-payment`: gives payments their addresses and stores them, each at most once.
#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "job/create_payment/request.hpp"
#include "payment/payment.hpp"
#include "store/database.hpp"
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
};

/// One payment a draft, in order: the new ones stored in one database transaction, and for an
/// idempotency key that was used before (also earlier among these drafts) the payment that it made.
/// All or none. Error{request} where such a key belongs to another request, or to a payment that
/// was archived. Safe to call from many processes at once; no address is ever given to two
/// payments. A deadline counts from now, or from the newest block that is known of the chain where
/// that is later: the clock of this host may be behind.
[[nodiscard]] std::vector<payment::Payment> create_payments(const CreatePayments& job,
                                                            std::span<const Draft> drafts);

} // namespace ctrip::job
