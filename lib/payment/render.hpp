// SPDX-License-Identifier: MIT
// A payment as JSON: the same shape everywhere, one line, amounts as strings, times in RFC 3339,
// addresses in EIP-55.
#pragma once

#include "base/clock.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::payment {

struct Payment;

/// A status change or event of the past.
struct HistoryEntry
{
    std::uint64_t seq = 0;
    Event event = Event::detected;
    Status from = Status::pending;
    Status to = Status::pending;
    std::string reason;
    base::UnixSeconds at_s = 0;
    std::optional<std::string> actor; ///< user@host of the operator who decided it.
};

/// A sweep's transaction, as `show` prints it.
struct SweepEntry
{
    std::string kind;  ///< "native", "token", "topup", "batch" or "foreign".
    std::string state; ///< "signed", "broadcast", "mined", "final", "failed" or "dropped".
    evm::TxHash tx_hash;
    evm::Amount amount; ///< Base units of the currency that it moves: the native currency for
                        ///< "native" and "topup".
    unsigned decimals = 0;
    std::string symbol;
    std::optional<evm::Amount> fee; ///< Paid, in wei; none before it is mined.
    std::optional<evm::BlockNumber> block_number;
    base::UnixSeconds created_at_s = 0;
};

/// A webhook message, as `show` prints it.
struct WebhookEntry
{
    std::string id;
    std::uint64_t seq = 0;
    std::string event;
    std::string endpoint; ///< Its name; empty: webhooks.url, or the payment's own.
    std::string state;    ///< "pending", "delivered", "dead" or "skipped".
    std::uint64_t attempts = 0;
    std::optional<int> last_status;
    std::optional<std::string> last_error;
    std::optional<base::UnixSeconds> next_attempt_at_s;
    std::optional<base::UnixSeconds> delivered_at_s;
};

/// What `show` prints in addition to a payment.
struct Details
{
    std::vector<Booking> bookings;
    std::vector<HistoryEntry> history;
    std::vector<SweepEntry> sweeps;
    std::vector<WebhookEntry> webhooks;
};

/// `head`: the chain's newest known block, for "confirmations". `details`: adds transfers, history,
/// sweeps and webhooks; null: none of them.
[[nodiscard]] std::string to_json(const Payment& payment, std::optional<evm::BlockNumber> head,
                                  const Details* details = nullptr);

/// The EIP-681 URI of the payment's address, currency and amount.
[[nodiscard]] std::string payment_uri(const Payment& payment);

} // namespace ctrip::payment
