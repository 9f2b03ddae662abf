// SPDX-License-Identifier: MIT
// `webhooks`: messages that an operator looks for and sends again, and a test message.
#pragma once

#include "base/clock.hpp"
#include "store/outbox/message_log.hpp"
#include "webhook/delivery.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::job {

/// What a message's endpoint is known by: its name, or host:port of its URL; empty if it has none.
/// `usual_url`: the configured one.
[[nodiscard]] std::string endpoint_name(const store::LoggedMessage& message,
                                        const std::optional<std::string>& usual_url);

/// An endpoint as an operator writes it: a URL becomes host:port, anything else stays.
[[nodiscard]] std::string endpoint_name(const std::string& written);

struct OutboxDesk
{
    store::MessageLog& messages;
    const base::Clock& clock;
    std::optional<std::string> usual_url;
};

/// Messages by their rows, and by their endpoint, which no row has.
struct MessageChoice
{
    store::MessageFilter filter;
    std::optional<std::string> endpoint; ///< By endpoint_name(). Empty: any.
};

/// At most `filter.max` of them, in the filter's order.
[[nodiscard]] std::vector<store::LoggedMessage> find_messages(const OutboxDesk& desk,
                                                              const MessageChoice& choice);

/// Error{not_found} if it is not there.
[[nodiscard]] store::LoggedMessage find_message(store::MessageLog& messages, const std::string& id);

struct SentAgain
{
    std::uint64_t matched = 0;
    std::uint64_t sent_again = 0; ///< Due now; the others are under way at this moment.
};

/// Makes these due now. Error{not_found} that names an id that is not there, before anything is
/// changed; Error{request} for a message that no endpoint takes.
[[nodiscard]] SentAgain retry_messages(const OutboxDesk& desk, std::span<const std::string> ids);

using ShowProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// The same for all that are chosen, oldest first. `filter.max` and `filter.order` do not count.
/// `is_replay`: they are marked as replayed. With `dry_run` they are only counted.
[[nodiscard]] SentAgain send_again(const OutboxDesk& desk, MessageChoice choice, bool is_replay,
                                   bool dry_run, const ShowProgress& progress);

/// A test message and what came of it.
struct TestedEndpoint
{
    webhook::Message message;
    webhook::Attempt attempt;
};

/// Sends `payment.test` where `target` goes, signed as any other, and waits for the answer. Nothing
/// is stored.
[[nodiscard]] TestedEndpoint test_endpoint(webhook::Delivery& delivery, webhook::Message target,
                                           const base::Clock& clock);

} // namespace ctrip::job
