// SPDX-License-Identifier: MIT
// Calls to one node in batches of a size that it accepts, several at the same time.
#pragma once

#include "http/client.hpp"
#include "http/url_text.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ctrip::rpc {

class Exchange
{
public:
    template <typename T>
    using Reader = std::vector<Answer<T>> (*)(JsonParser&, std::string&, std::size_t);

    /// What an error of one call says that is not about the call by its words.
    enum class ErrorsAre : std::uint8_t
    {
        doubtful, ///< Perhaps that the batch was too long.
        answers,  ///< The node's answer, as to a transaction that it is sent.
    };

    explicit Exchange(const JsonRpcOptions& options)
        : m_options(options),
          m_client({.connections_max = std::max<std::size_t>(1, options.in_flight_max)})
    {
    }

    /// One answer for each call, in order. NodeFailure for an error that is not about a single
    /// call; NodeFault::too_much after the number of calls for one request was lowered. A call of
    /// a batch that failed alone, by an error that says nothing about it, is made again by itself.
    template <typename T>
    std::vector<Answer<T>> ask(Node& node, std::span<const Call> calls, Reader<T> reader,
                               ErrorsAre errors = ErrorsAre::doubtful)
    {
        const std::size_t per_request = node.calls.value();
        Asked<T> asked{.node = node,
                       .reader = reader,
                       .errors = errors,
                       .answers = std::vector<Answer<T>>(calls.size()),
                       .unclear = {}};
        std::size_t under_way = 0;
        try {
            for (std::size_t first = 0; first < calls.size(); first += per_request) {
                submit(asked, calls, first, std::min(per_request, calls.size() - first));
                // Few request bodies are in memory at a time, whatever the number of calls.
                if (++under_way % kRequestsUnderWayMax == 0) {
                    m_client.run();
                }
            }
            m_client.run();
            ask_singly(asked, calls);
        } catch (const BadReply& bad) {
            throw NodeFailure{NodeFault::broken, bad.what()};
        }
        return std::move(asked.answers);
    }

private:
    static constexpr std::size_t kRequestsUnderWayMax = 16;
    static constexpr std::size_t kAskedSinglyMax = 20;

    template <typename T>
    struct Asked
    {
        Node& node;
        Reader<T> reader;
        ErrorsAre errors = ErrorsAre::doubtful;
        std::vector<Answer<T>> answers;
        std::vector<std::size_t> unclear; ///< Places of calls to make again.
    };

    template <typename T>
    void submit(Asked<T>& asked, std::span<const Call> calls, std::size_t first, std::size_t count)
    {
        const std::span<const Call> some = calls.subspan(first, count);
        submit_counted(m_client, asked.node, to_request(asked.node, to_body(some), m_options), some,
                       [this, &asked, first, count, all = calls.size()](http::Response&& response) {
                           std::vector<Answer<T>> part = parse(asked, response, count);
                           take(asked, std::move(part), first);
                           if (all > 1) { // A question of one call says nothing about batches.
                               asked.node.calls.took(count);
                           }
                       });
    }

    template <typename T>
    std::vector<Answer<T>> parse(Asked<T>& asked, http::Response& response, std::size_t count)
    {
        const auto doubt = size_doubt(response);
        if (doubt && count > 1) {
            ask_for_less(asked.node, asked.node.calls, count, *doubt);
        }
        require_reply(response);
        try {
            return asked.reader(m_parser, response.body, count);
        } catch (const BadReply& bad) {
            if (count == 1) {
                throw;
            }
            ask_for_less(asked.node, asked.node.calls, count, {.why = bad.what()});
        }
    }

    template <typename T>
    static void take(Asked<T>& asked, std::vector<Answer<T>>&& part, std::size_t first)
    {
        std::vector<std::size_t> unclear;
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (part[i].error) {
                require_no_limit(asked.node, *part[i].error, part.size());
                if (asked.errors == ErrorsAre::doubtful && !is_of_call(*part[i].error)) {
                    unclear.push_back(first + i);
                }
                part[i].error->message = http::hide_secrets(asked.node.url, part[i].error->message);
            }
        }
        if (part.size() > 1 && unclear.size() == part.size()) {
            ask_for_less(asked.node, asked.node.calls, part.size(),
                         {.why = "refuses: " + part[0].error->message, .answered = true});
        }
        if (part.size() > 1) {
            asked.unclear.insert(asked.unclear.end(), unclear.begin(), unclear.end());
        }
        std::move(part.begin(), part.end(),
                  asked.answers.begin() + static_cast<std::ptrdiff_t>(first));
    }

    template <typename T>
    void ask_singly(Asked<T>& asked, std::span<const Call> calls)
    {
        const std::vector<std::size_t> places = std::move(asked.unclear);
        asked.unclear.clear();
        if (places.size() > kAskedSinglyMax) {
            ask_for_less(
                asked.node, asked.node.calls, asked.node.calls.value(),
                {.why = "refuses: " + asked.answers[places[0]].error->message, .answered = true});
        }
        for (const std::size_t place : places) {
            submit(asked, calls, place, 1);
        }
        m_client.run();
        const bool helped = std::any_of(places.begin(), places.end(), [&](std::size_t place) {
            return !asked.answers[place].error;
        });
        if (helped) {
            asked.node.calls.refused(asked.node.calls.value(), std::nullopt, Refusal::unclear);
        }
    }

    const JsonRpcOptions& m_options;
    http::Client m_client;
    JsonParser m_parser;
};

} // namespace ctrip::rpc
