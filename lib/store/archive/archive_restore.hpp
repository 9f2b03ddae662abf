// SPDX-License-Identifier: MIT
// Puts archived payments back from a file into the database.
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

    /// Within a DbTransaction, before anything else of it: no scan moves on on the chains of these
    /// payments.
    void hold_chains(std::span<const ArchiveRecord* const> records);

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
    /// Within a DbTransaction, after locate() in it. Puts the rows back and forgets that they were
    /// out. The transfers that were kept for these payments, for the caller to book.
    [[nodiscard]] std::vector<payment::Booking>
    put_back(std::span<const ArchiveRecord* const> records);

private:
    void require_free(std::span<const ArchiveRecord* const> records);

    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
