// SPDX-License-Identifier: MIT
// All events in one order, for shops that read them instead of being told. An event is numbered
// after it was committed, by whoever reads the feed or sends messages: so no number can appear
// below one that was read.
#pragma once

#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::store {

struct FeedEvent
{
    std::uint64_t position = 0; ///< Grows with each event; there are gaps.
    std::string message_id;
    std::string payment_id;
    std::string type;
    std::string body; ///< As in its webhook message.
};

class EventFeed
{
public:
    explicit EventFeed(Database& database) : m_database(database) {}

    /// Numbers at most `max` events in the order of their times, those of one payment in their own
    /// order. Returns how many there were. Makes its own DbTransaction, and none if there is
    /// nothing to number.
    std::uint64_t number(std::size_t max);
    /// The events behind this position that have a number; at most `max`.
    [[nodiscard]] std::vector<FeedEvent> read(std::uint64_t after, std::size_t max);
    /// Within a DbTransaction: leaves out the numbers that a database had given before it was
    /// restored from an older copy.
    void skip_numbers();

private:
    Database& m_database;
};

} // namespace ctrip::store
