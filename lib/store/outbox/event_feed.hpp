// SPDX-License-Identifier: MIT
// All events in one order, for shops that read them instead of being told, and for the endpoints of
// the configuration, each of which gets a message of its own. An event is numbered after it was
// committed, by whoever reads the feed or sends messages: so no number can appear below one that
// was read.
#pragma once

#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
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

/// An endpoint of the configuration, and what it takes.
struct Subscription
{
    std::string endpoint;
    std::vector<std::string> types; ///< Events. Empty: all.
};

struct Subscribers
{
    std::vector<Subscription> endpoints;
    /// Whether there is a usual endpoint, for messages without one of their own. Without any
    /// endpoint they wait for it.
    bool has_usual = true;
};

class EventFeed
{
public:
    EventFeed(Database& database, const Subscribers& subscribers)
        : m_database(database), m_subscribers(subscribers)
    {
    }

    /// Numbers at most `max` events in the order of their times, those of one payment in their own
    /// order, and writes a message to each endpoint that takes them. Returns how many there were.
    /// Makes its own DbTransaction, and none if there is nothing to number.
    std::uint64_t number(std::size_t max);
    /// Messages that were numbered when there was no endpoint at all: the same, if there is one
    /// now.
    void tell_waiting();
    /// The events behind this position that have a number; at most `max`.
    [[nodiscard]] std::vector<FeedEvent> read(std::uint64_t after, std::size_t max);

private:
    void write_copies(std::string_view which, std::initializer_list<Value> values);

    Database& m_database;
    const Subscribers& m_subscribers;
};

/// Within a DbTransaction: leaves out the numbers that a database had given before it was restored
/// from an older copy.
void skip_event_numbers(Database& database);

} // namespace ctrip::store
