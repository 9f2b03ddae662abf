// SPDX-License-Identifier: MIT
// Restores archived payments from a file into the database.
#pragma once

#include "base/clock.hpp"
#include "payment/booking.hpp"
#include "store/archive/archive_index.hpp"
#include "store/archive/archive_record.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ctrip::store {

class ArchiveRestore
{
public:
    ArchiveRestore(Database& database, const base::Clock& clock);

    /// First in a DbTransaction: locks the chains of these payments, so that no scan advances on
    /// them until it ends.
    void hold_chains(std::span<const ArchiveRecord* const> records);

    enum class Place : std::uint8_t
    {
        archived, ///< In this file: it can be restored.
        present,  ///< In the database: there is nothing to do.
        elsewhere ///< In another file.
    };
    struct Found
    {
        Place place = Place::archived;
        std::optional<ArchivedPayment> archived; ///< Unless `place` is present.
    };
    /// Where each of these payments is, in their order; the rows of archived ones are locked as by
    /// for_update(). Error{request} for a payment that this database never archived, that differs
    /// from the one it archived, or whose address, index or key now belongs to another payment.
    [[nodiscard]] std::vector<Found> locate(std::span<const ArchiveRecord> records,
                                            std::string_view file);
    /// Within a DbTransaction, after locate() in it. Inserts the rows and deletes these payments
    /// from the index. Returns the transfers that were kept for them, for the caller to book.
    [[nodiscard]] std::vector<payment::Booking>
    put_back(std::span<const ArchiveRecord* const> records);

private:
    void require_free(std::span<const ArchiveRecord* const> records);

    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
