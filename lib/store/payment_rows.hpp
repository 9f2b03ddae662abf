// SPDX-License-Identifier: MIT
// Conversion between rows of the tables payments and transfers and the types of payment/. Internal
// to this module.
#pragma once

#include "payment/booking.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::store {

/// "id, status, …"
[[nodiscard]] const std::string& payment_columns();
/// "SELECT id, status, … FROM payments"
[[nodiscard]] const std::string& select_payments();
[[nodiscard]] payment::Payment to_payment(const Row& row);
[[nodiscard]] std::vector<payment::Payment> to_payments(const Rows& rows);
/// A row of kPayments. `number`: the payment's sequence number in order of insertion.
[[nodiscard]] std::vector<Value> to_values(const payment::Payment& payment, std::uint64_t number);

/// "t.chain_id, t.tx_hash, …" of `transfers t`, for a SELECT that may append more.
[[nodiscard]] const std::string& transfer_columns();
[[nodiscard]] payment::Booking to_booking(const Row& row);
[[nodiscard]] std::vector<payment::Booking> to_bookings(const Rows& rows);

/// Within a DbTransaction: locks the payment's row until it ends.
void hold_payment(Database& database, std::string_view payment_id);

} // namespace ctrip::store
