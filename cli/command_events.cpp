// SPDX-License-Identifier: MIT
// `ctrip events`. Manual: man/ctrip-events.1. Work: lib/job/events.cpp and
// lib/store/outbox/event_feed.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "cli/webhooks/sending.hpp"
#include "job/events.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace ctrip::cli {

namespace {

constexpr std::uint64_t kEventsMax = 100'000;
/// Events are read and printed in pages, so that any number of them fits into memory.
constexpr std::uint64_t kPageEvents = 1'000;

struct EventsOptions
{
    std::string after = "0";
    std::uint64_t limit = kPageEvents;
    bool json = false;
};

std::uint64_t cursor_of(const std::string& text)
{
    std::uint64_t cursor = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, cursor);
    constexpr std::uint64_t max = std::uint64_t{1} << 62U;
    if (error != std::errc{} || rest != end || cursor > max) {
        throw Error{ErrorKind::request,
                    fmt::format("--after: '{}' is no cursor; give the \"cursor\" of the last event "
                                "that was read, or 0 for all",
                                text)};
    }
    return cursor;
}

/// The body of its webhook message, with the cursor and the message's id before it.
std::string event_line(const store::FeedEvent& event)
{
    return fmt::format(R"({{"cursor":"{}","id":"{}",{})", event.position, event.message_id,
                       event.body.substr(1));
}

void print(Session& session, const std::vector<store::FeedEvent>& events, bool json)
{
    Output& out = session.out();
    if (json) {
        for (const store::FeedEvent& event : events) {
            out.line(event_line(event));
        }
        return;
    }
    Table table{{{"CURSOR", Align::right}, {"TIME"}, {"TYPE"}, {"PAYMENT"}, {"RECEIVED"}},
                out.color()};
    for (const store::FeedEvent& event : events) {
        const auto body = nlohmann::json::parse(event.body); // It was compared with the tables.
        const auto& data = body["data"];
        table.add(
            {{std::to_string(event.position)},
             {body["timestamp"].get<std::string>()},
             {event.type},
             {event.payment_id},
             {fmt::format("{} of {} {}", data["received"].get<std::string>(),
                          data["amount"].get<std::string>(), data["token"].get<std::string>())}});
    }
    out.text(table.text());
}

ExitCode run(const EventsOptions& options, Session& session)
{
    const store::Subscribers subscribed = subscribers(session.config());
    const job::EventsJob job{.database = session.database(),
                             .subscribers = subscribed,
                             .log = session.log(),
                             .own_addresses = [&session] { return session.own_addresses(); }};
    std::uint64_t cursor = cursor_of(options.after);
    std::uint64_t left = options.limit;
    std::uint64_t refused = 0;
    bool found_any = false;
    while (left > 0) {
        const std::uint64_t wanted = std::min(left, kPageEvents);
        const job::EventsPage page = job::read_events(job, cursor, wanted);
        refused += page.refused;
        if (page.events.empty()) {
            break;
        }
        found_any = true;
        print(session, page.events, options.json);
        cursor = page.events.back().position;
        left -= page.events.size();
    }
    if (!found_any && !options.json) {
        session.out().line(fmt::format("no events after cursor {}", cursor));
    }
    if (refused > 0) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("{} events are not what ctrip wrote and were left out; the log "
                                "names them",
                                refused)};
    }
    return ExitCode::ok;
}

} // namespace

Command add_events(OptionParser& root)
{
    const auto options = std::make_shared<EventsOptions>();
    auto* app = root.add_subcommand("events", "Print events in the order in which they came");
    app->add_option("--after", options->after, "Only those after this cursor; 0: all")
        ->type_name("CURSOR")
        ->capture_default_str();
    app->add_option("--limit", options->limit, "Print at most this many")
        ->type_name("N")
        ->range(std::uint64_t{1}, kEventsMax)
        ->capture_default_str();
    app->add_flag("--json", options->json, "Print one JSON object a line");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
