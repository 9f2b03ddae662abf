// SPDX-License-Identifier: MIT
// The table payments: inserts and look-ups. The inputs of a payment's status are in transfer_store,
// payment_deadlines and sweep_queue; status_writer writes the status.
#pragma once

#include "base/clock.hpp"
#include "evm/address.hpp"
#include "payment/status.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::store {

struct PaymentFilter
{
    std::vector<payment::Status> statuses; ///< Empty: any.
    std::vector<evm::ChainId> chain_ids;   ///< Empty: any.
    std::optional<std::string> reference;
    std::optional<base::UnixSeconds> since_s; ///< Created at or after.
    std::optional<std::string> after;         ///< Only payments older than the one with this id.
    std::uint64_t limit = 50;
};

/// Where a payment's address comes from, and what counts on it.
struct StoredAddress
{
    std::string payment_id;
    std::string wallet_id;
    std::uint32_t index = 0;
    evm::Address address;
    std::optional<evm::Address> token; ///< The payment's; none: the chain's native currency.
    evm::Amount base_line;             ///< Native money that does not count, in wei.
    std::optional<evm::BlockNumber> created_block;
};

class PaymentStore
{
public:
    explicit PaymentStore(Database& database) : m_database(database) {}

    /// Reserves `count` derivation indexes that were never reserved before, and returns the first
    /// of them. In one DbTransaction with the insert they are released if it fails; without one
    /// they are skipped and never reused.
    [[nodiscard]] std::uint32_t reserve_indexes(std::uint32_t count);
    /// Inserts new payments (status pending, seq 0). Within a DbTransaction.
    void insert(std::span<const payment::Payment> payments);

    [[nodiscard]] std::optional<payment::Payment> find(std::string_view id);
    [[nodiscard]] std::optional<evm::ChainId> chain_of(std::string_view id);
    [[nodiscard]] std::optional<payment::Payment> find_by_idempotency_key(std::string_view key);
    /// The payments with these keys, in no order. No key may occur twice in `keys`.
    [[nodiscard]] std::vector<payment::Payment>
    find_by_idempotency_keys(std::span<const std::string_view> keys);
    /// Newest first.
    [[nodiscard]] std::vector<payment::Payment> list(const PaymentFilter& filter);

    /// The payments with one of these addresses. Within a DbTransaction they are locked until it
    /// ends.
    [[nodiscard]] std::vector<payment::Payment>
    at_addresses(evm::ChainId chain_id, std::span<const evm::Address> addresses);
    /// The ids of the same payments, locked in the same way.
    [[nodiscard]] std::vector<std::string>
    ids_at_addresses(evm::ChainId chain_id, std::span<const evm::Address> addresses);
    /// Addresses of payments that are watched at chain time `time_s`; at most `max`.
    [[nodiscard]] std::vector<evm::Address> watched(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                    std::size_t max);
    [[nodiscard]] bool watches_native(evm::ChainId chain_id, base::UnixSeconds time_s);
    /// The creation time of the chain's oldest payment.
    [[nodiscard]] std::optional<base::UnixSeconds> oldest_s(evm::ChainId chain_id);

    /// A chain's payments ordered by address, after `after`; at most `max`.
    [[nodiscard]] std::vector<payment::Payment>
    page(evm::ChainId chain_id, const std::optional<evm::Address>& after, std::size_t max);
    /// The payments with these ids, ordered by address; unknown ids are ignored.
    [[nodiscard]] std::vector<payment::Payment> of_ids(std::span<const std::string> ids);
    /// The addresses of the payments with these ids, in no order.
    [[nodiscard]] std::vector<StoredAddress> addresses(std::span<const std::string> ids);

private:
    Database& m_database;
};

} // namespace ctrip::store
