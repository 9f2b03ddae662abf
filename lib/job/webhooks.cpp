// SPDX-License-Identifier: MIT
#include "job/webhooks.hpp"

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "webhook/dispatcher.hpp"
#include "webhook/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ctrip::job {

namespace {

constexpr std::size_t kLogPage = 500;
constexpr std::int64_t kTestWaitMs = 1'000;

/// Calls `action` with the chosen messages, page by page.
void for_pages(const OutboxDesk& desk, const MessageChoice& choice,
               const std::function<bool(std::vector<store::LoggedMessage>&&)>& action)
{
    store::MessageFilter filter = choice.filter;
    filter.max = kLogPage;
    bool is_last = false;
    while (!is_last) {
        std::vector<store::LoggedMessage> page = desk.messages.find(filter);
        is_last = page.size() < filter.max;
        if (!page.empty()) {
            filter.after = store::MessagePlace::of(page.back());
        }
        if (choice.endpoint) {
            std::erase_if(page, [&](const store::LoggedMessage& message) {
                return endpoint_name(message, desk.usual_url) != *choice.endpoint;
            });
        }
        if (!action(std::move(page))) {
            return;
        }
    }
}

std::vector<std::string> ids_of(const std::vector<store::LoggedMessage>& messages)
{
    std::vector<std::string> ids;
    ids.reserve(messages.size());
    for (const store::LoggedMessage& message : messages) {
        ids.push_back(message.id);
    }
    return ids;
}

} // namespace

std::string endpoint_name(const store::LoggedMessage& message,
                          const std::optional<std::string>& usual_url)
{
    if (!message.endpoint.empty()) {
        return message.endpoint;
    }
    const std::optional<std::string>& url = message.url ? message.url : usual_url;
    return url ? webhook::endpoint_of(*url) : std::string{};
}

std::string endpoint_name(const std::string& written)
{
    return written.find("://") == std::string::npos ? written : webhook::endpoint_of(written);
}

std::vector<store::LoggedMessage> find_messages(const OutboxDesk& desk, const MessageChoice& choice)
{
    if (!choice.endpoint) {
        return desk.messages.find(choice.filter);
    }
    std::vector<store::LoggedMessage> found;
    for_pages(desk, choice, [&](std::vector<store::LoggedMessage>&& page) {
        const std::size_t wanted = std::min(page.size(), choice.filter.max - found.size());
        std::move(page.begin(), page.begin() + static_cast<std::ptrdiff_t>(wanted),
                  std::back_inserter(found));
        return found.size() < choice.filter.max;
    });
    return found;
}

store::LoggedMessage find_message(store::MessageLog& messages, const std::string& id)
{
    std::optional<store::LoggedMessage> message = messages.find(id);
    if (!message) {
        throw Error{ErrorKind::not_found,
                    fmt::format("there is no message '{}'; 'ctrip webhooks list' shows them, and "
                                "those of archived payments are in the archive's file",
                                id)};
    }
    return std::move(*message);
}

SentAgain retry_messages(const OutboxDesk& desk, std::span<const std::string> ids)
{
    for (const std::string& id : ids) {
        const store::LoggedMessage message = find_message(desk.messages, id);
        if (message.state == "skipped") {
            throw Error{
                ErrorKind::request,
                fmt::format("message '{}' is for no endpoint: none that is configured takes "
                            "{}",
                            id, message.event)};
        }
    }
    return {.matched = ids.size(),
            .sent_again =
                desk.messages.send_again(ids, /*is_replay=*/false, desk.clock.now_ms()).size()};
}

SentAgain send_again(const OutboxDesk& desk, MessageChoice choice, bool is_replay, bool dry_run,
                     const ShowProgress& progress)
{
    choice.filter.order = store::MessageOrder::oldest_first;
    SentAgain result;
    for_pages(desk, choice, [&](std::vector<store::LoggedMessage>&& page) {
        result.matched += page.size();
        return true;
    });
    if (dry_run) {
        return result;
    }
    std::uint64_t done = 0;
    for_pages(desk, choice, [&](std::vector<store::LoggedMessage>&& page) {
        done += page.size();
        result.sent_again +=
            desk.messages.send_again(ids_of(page), is_replay, desk.clock.now_ms()).size();
        progress(done, result.matched);
        return true;
    });
    return result;
}

TestedEndpoint test_endpoint(webhook::Delivery& delivery, webhook::Message target,
                             const base::Clock& clock)
{
    TestedEndpoint tested{.message = std::move(target), .attempt = {}};
    tested.message.id = fmt::format("msg_test_{:016x}", base::random_u64());
    tested.message.body = webhook::test_payload(clock.now_s());
    bool is_over = false;
    delivery.submit(tested.message, [&](webhook::Attempt&& attempt) {
        tested.attempt = std::move(attempt);
        is_over = true;
    });
    while (!is_over && delivery.run_once(kTestWaitMs)) {
    }
    return tested;
}

} // namespace ctrip::job
