// SPDX-License-Identifier: MIT
// `events`: all events in the order of their commits, for shops that read instead of being told.
#pragma once

#include "base/log.hpp"
#include "job/shared/own_address.hpp"
#include "store/outbox/event_feed.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ctrip::job {

struct EventsJob
{
    store::Database& database;
    const store::Subscribers& subscribers;
    const base::Log& log;
    FindOwnAddresses own_addresses = {}; ///< Called for the first event only.
};

struct EventsPage
{
    std::vector<store::FeedEvent> events;
    /// Events that are not what the payments' own rows say, or of a wallet that is not configured:
    /// left out, and named in the log.
    std::uint64_t refused = 0;
};

/// The events behind `after`, at most `max`. Numbers those that are new.
[[nodiscard]] EventsPage read_events(const EventsJob& job, std::uint64_t after, std::size_t max);

} // namespace ctrip::job
