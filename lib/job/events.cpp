// SPDX-License-Identifier: MIT
#include "job/events.hpp"

#include "job/send_webhooks/message_check.hpp"
#include "store/recorded_messages.hpp"

#include <optional>
#include <string>
#include <utility>

namespace ctrip::job {

namespace {

constexpr std::size_t kNumberedAtOnce = 5'000;

/// Events with a number, those that are new too.
std::vector<store::FeedEvent> read(store::EventFeed& feed, std::uint64_t after, std::size_t max)
{
    std::vector<store::FeedEvent> events = feed.read(after, max);
    while (events.size() < max && feed.number(kNumberedAtOnce) > 0) {
        events = feed.read(after, max);
    }
    return events;
}

void add_checked(const EventsJob& job, MessageJudge& judge, std::vector<store::FeedEvent>&& found,
                 EventsPage& page)
{
    std::vector<std::string> ids;
    ids.reserve(found.size());
    for (const store::FeedEvent& event : found) {
        ids.push_back(event.message_id);
    }
    const auto records = store::find_message_records(job.database, ids);
    for (store::FeedEvent& event : found) {
        const auto record = records.find(event.message_id);
        const MessageFinding finding =
            record == records.end() ? MessageFinding{MessageVerdict::refuse, "its row is gone"}
                                    : judge.judge(event.body, record->second);
        if (finding.verdict == MessageVerdict::send) {
            page.events.push_back(std::move(event));
            continue;
        }
        ++page.refused;
        job.log.error("an event is not what ctrip wrote, and is left out",
                      {{"payment", event.payment_id},
                       {"message_id", event.message_id},
                       {"cursor", std::to_string(event.position)},
                       {"reason", finding.why}});
    }
}

} // namespace

EventsPage read_events(const EventsJob& job, std::uint64_t after, std::size_t max)
{
    store::EventFeed feed{job.database, job.subscribers};
    EventsPage page;
    std::optional<MessageJudge> judge;
    // A page of refused events has no cursor for the reader to go on from.
    for (bool is_last = false; page.events.empty() && !is_last;) {
        std::vector<store::FeedEvent> found = read(feed, after, max);
        is_last = found.size() < max;
        if (found.empty()) {
            break;
        }
        after = found.back().position;
        if (!judge) {
            judge.emplace(job.own_addresses ? job.own_addresses() : nullptr);
        }
        add_checked(job, *judge, std::move(found), page);
    }
    return page;
}

} // namespace ctrip::job
