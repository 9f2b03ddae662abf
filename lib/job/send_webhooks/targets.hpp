// SPDX-License-Identifier: MIT
// Where messages go: to their payment's own URL, to the usual endpoint, or to one with a name.
// Pure.
#pragma once

#include "store/webhook_store.hpp"
#include "webhook/dispatcher.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace ctrip::job {

class Targets
{
public:
    /// `usual_url`: of the usual endpoint; none: there is none.
    explicit Targets(std::optional<std::string> usual_url) : m_usual_url(std::move(usual_url)) {}

    void add(const std::string& name, const std::string& url) { m_urls.emplace(name, url); }

    /// For a message to this endpoint that has this URL of its own. None where there is no usual
    /// endpoint, or the endpoint is not configured any more.
    [[nodiscard]] std::optional<std::string> url_of(const std::string& endpoint,
                                                    const std::optional<std::string>& own) const
    {
        if (endpoint.empty()) {
            return own ? own : m_usual_url;
        }
        const auto found = m_urls.find(endpoint);
        return found == m_urls.end() ? std::nullopt : std::optional{found->second};
    }

    /// The message as it is sent, without its body. None: it has no endpoint.
    [[nodiscard]] std::optional<webhook::Message> message_of(const store::DueWebhook& due) const
    {
        const std::optional<std::string> url = url_of(due.endpoint, due.url);
        if (!url) {
            return std::nullopt;
        }
        webhook::Message message{.id = due.id, .url = *url, .body = {}};
        message.is_named = !due.endpoint.empty();
        message.has_own_url = due.url.has_value();
        message.endpoint = message.is_named ? due.endpoint : webhook::endpoint_of(message.url);
        return message;
    }

private:
    std::optional<std::string> m_usual_url;
    std::unordered_map<std::string, std::string> m_urls; ///< Of the endpoints with names.
};

} // namespace ctrip::job
