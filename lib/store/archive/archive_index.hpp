// SPDX-License-Identifier: MIT
// What the database keeps of archived payments: their ids, addresses and keys, so that none of them
// is used again, and transfers to them that are found later.
#pragma once

#include "evm/address.hpp"
#include "evm/transfer.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// The row that is kept of an archived payment.
struct ArchivedPayment
{
    std::string id;
    evm::ChainId chain_id = 0;
    evm::Address address;
    std::int64_t derivation_index = 0;
    std::int64_t number = 0;
    std::optional<std::string> idempotency_key;
    std::string file; ///< Its name, without the folder.
};

/// "SELECT … FROM archived_payments", for to_archived().
[[nodiscard]] const std::string& select_archived();
[[nodiscard]] ArchivedPayment to_archived(const Row& row);

/// "is archived in 'FILE'; 'ctrip archive --restore FILE ID' brings it back"
[[nodiscard]] std::string where_archived(const ArchivedPayment& archived);

class ArchiveIndex
{
public:
    explicit ArchiveIndex(Database& database) : m_database(database) {}

    [[nodiscard]] std::optional<ArchivedPayment> find(std::string_view id);
    /// Error{not_found} for an id that no payment has; says where it is archived, if it is.
    [[noreturn]] void throw_no_payment(std::string_view id);
    /// An archived payment with one of these keys; which one is not defined.
    [[nodiscard]] std::optional<ArchivedPayment>
    find_by_idempotency_keys(std::span<const std::string_view> keys);

    /// The archived payments with one of these addresses, locked until the DbTransaction ends.
    [[nodiscard]] std::vector<ArchivedPayment>
    at_addresses(evm::ChainId chain_id, std::span<const evm::Address> addresses);
    /// Stores a transfer to an archived payment until the payment is restored. False if it is
    /// stored already and is unchanged.
    bool keep(const evm::Transfer& transfer, const ArchivedPayment& archived);
    /// After a reorg: deletes the kept transfers in blocks above `ancestor`.
    void forget_above(evm::ChainId chain_id, evm::BlockNumber ancestor);

private:
    Database& m_database;
};

} // namespace ctrip::store
