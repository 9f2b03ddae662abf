// SPDX-License-Identifier: MIT
// Between rows of the tables payments and transfers and the types of payment/. For this module's
// own use.
#pragma once

#include "payment/payment.hpp"
#include "store/database.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

inline constexpr std::array<std::string_view, 36> kPaymentColumns{"id",
                                                                  "status",
                                                                  "chain",
                                                                  "chain_id",
                                                                  "token",
                                                                  "symbol",
                                                                  "decimals",
                                                                  "wallet_id",
                                                                  "derivation_index",
                                                                  "address",
                                                                  "amount",
                                                                  "amount_min",
                                                                  "received",
                                                                  "received_late",
                                                                  "flags",
                                                                  "seq",
                                                                  "confirmations_required",
                                                                  "detected_in_block",
                                                                  "reference",
                                                                  "metadata",
                                                                  "webhook_url",
                                                                  "idempotency_key",
                                                                  "request_digest",
                                                                  "expires_at",
                                                                  "watch_until",
                                                                  "created_at",
                                                                  "updated_at",
                                                                  "deadline_read",
                                                                  "swept",
                                                                  "sweep_due",
                                                                  "revision",
                                                                  "accepted",
                                                                  "cancelled",
                                                                  "vanished",
                                                                  "asked_block",
                                                                  "asked_time"};

/// "id, status, …"
[[nodiscard]] const std::string& payment_columns();
/// "SELECT id, status, … FROM payments"
[[nodiscard]] const std::string& select_payments();
[[nodiscard]] payment::Payment to_payment(const Row& row);
[[nodiscard]] std::vector<payment::Payment> to_payments(const Rows& rows);
/// Values in the order of kPaymentColumns.
[[nodiscard]] std::vector<Value> to_values(const payment::Payment& payment);

/// "t.tx_hash, t.log_index, …" of `transfers t`, for a SELECT that may append more.
[[nodiscard]] const std::string& transfer_columns();
inline constexpr std::size_t kTransferColumnCount = 13;
[[nodiscard]] payment::Booking to_booking(const Row& row);
[[nodiscard]] std::vector<payment::Booking> to_bookings(const Rows& rows);

/// Within a Work: locks the payment's row until it ends.
void hold_payment(Database& database, std::string_view payment_id);

} // namespace ctrip::store
