// SPDX-License-Identifier: MIT
// Closed payments with a row of everything in a database of a test's own.
#pragma once

#include "integration/fresh_database.hpp"
#include "store/archive/archive_store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::test {

/// Stores payment n as settled (odd n) or expired (even n) in second 1,000, with an idempotency key
/// "key-n", a final transfer, two steps of history with delivered and dead messages, and a sweep.
payment::Payment insert_closed(FreshDatabase& fresh, std::uint64_t n);

/// Everything that the tables of payments hold, as text, in a fixed order: to compare two states.
[[nodiscard]] std::vector<std::string> payment_rows(store::Database& database);

[[nodiscard]] std::uint64_t count_rows(store::Database& database, const std::string& table);

/// What is closed by the fixture's clock.
[[nodiscard]] store::ArchiveChoice all_closed(const FreshDatabase& fresh);

} // namespace ctrip::test
