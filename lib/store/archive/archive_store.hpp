// SPDX-License-Identifier: MIT
// Closed payments on their way out to files and back. What stays here of one that is out: its id,
// its address and its key, so that none of them is ever used again, and money that still comes.
#pragma once

#include "base/clock.hpp"
#include "evm/transfer.hpp"
#include "payment/payment.hpp"
#include "store/archive/archive_record.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// Which payments are closed for good: settled or expired, unchanged and not watched since
/// `before_s`, and nothing of theirs still under way: no message, no transaction, no transfer that
/// is not final, nothing to be swept. What failed is an operator's to decide.
struct ArchiveChoice
{
    base::UnixSeconds before_s = 0;
    std::vector<evm::ChainId> chain_ids; ///< Empty: any.
};

/// A place in the order in which payments are archived, to go on behind it. As it is made: before
/// the first.
struct ArchivePlace
{
    payment::Status status = payment::Status::settled; ///< These first, then the expired ones.
    std::string id;
};

/// What stays of an archived payment.
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

/// The columns of the table archived_payments that make an ArchivedPayment.
inline constexpr std::string_view kArchivedColumns =
    "id, chain_id, address, derivation_index, number, idempotency_key, file";
[[nodiscard]] ArchivedPayment to_archived(const Row& row);

/// "is archived in 'FILE'; 'ctrip archive --restore FILE ID' brings it back"
[[nodiscard]] std::string where_archived(const ArchivedPayment& archived);

class ArchiveStore
{
public:
    ArchiveStore(Database& database, const base::Clock& clock);

    [[nodiscard]] std::uint64_t count_closed(const ArchiveChoice& choice);
    /// The next closed payments, at most `max`; `place` moves behind them. Empty at the end.
    [[nodiscard]] std::vector<ArchiveRecord> next_closed(const ArchiveChoice& choice,
                                                         ArchivePlace& place, std::size_t max);

    /// A payment as it was written to a file.
    struct Written
    {
        ArchiveRecord record;
        std::string line;
    };
    /// Takes payments out of the database, those alone that are still closed and still exactly what
    /// was written; how many. Makes its own Work and may be called again.
    std::uint64_t move_out(std::span<const Written> written, const ArchiveChoice& choice,
                           std::string_view file);

    [[nodiscard]] std::optional<ArchivedPayment> find(std::string_view id);
    /// Error{not_found} for an id that no payment has; says where it is archived, if it is.
    [[noreturn]] void throw_no_payment(std::string_view id);
    /// One that has one of these keys.
    [[nodiscard]] std::optional<ArchivedPayment>
    find_by_idempotency_keys(std::span<const std::string_view> keys);

    // What a scan asks and writes.

    /// Held until the Work ends.
    [[nodiscard]] std::vector<ArchivedPayment>
    at_addresses(evm::ChainId chain_id, std::span<const evm::Address> addresses);
    /// Keeps a transfer to an archived payment until that is restored. False where it is kept
    /// already, unchanged.
    bool keep(const evm::Transfer& transfer, const ArchivedPayment& archived);
    /// Forgets what was kept above a block: the chain was reorganised.
    void forget_above(evm::ChainId chain_id, evm::BlockNumber ancestor);

    // What a restoration asks and writes.

    enum class Place : std::uint8_t
    {
        archived, ///< In this file: it can be brought back.
        present,  ///< In the database: there is nothing to do.
        elsewhere ///< In another file.
    };
    struct Found
    {
        Place place = Place::archived;
        std::optional<ArchivedPayment> archived; ///< Where it is archived.
    };
    /// Where each of these payments is, in their order; those that are archived are held as by
    /// for_update(). Error{request} for one that this database never archived, that is another than
    /// it archived, or whose address, index or key belongs to another payment by now.
    [[nodiscard]] std::vector<Found> locate(std::span<const ArchiveRecord> records,
                                            std::string_view file);
    /// Within a Work, after locate() in it. Puts the rows back and forgets that they were out. The
    /// transfers that were kept for these payments, for the caller to book.
    [[nodiscard]] std::vector<payment::Booking>
    put_back(std::span<const ArchiveRecord* const> records);

    /// Within a Work, before anything else of it: no scan moves on on the chains of these payments.
    void hold_chains(std::span<const ArchiveRecord* const> records);

private:
    [[nodiscard]] std::vector<ArchiveRecord> read(std::span<const std::string> ids,
                                                  std::string_view for_update);
    [[nodiscard]] std::set<std::string> closed_of(const ArchiveChoice& choice,
                                                  std::span<const std::string> ids);
    void require_free(std::span<const ArchiveRecord* const> records);

    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
