// SPDX-License-Identifier: MIT
// Calls to one node in batches of a size that it accepts, several at the same time.
#pragma once

#include "http/client.hpp"
#include "http/url_text.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/limit_hint.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
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

    explicit Exchange(const JsonRpcOptions& options)
        : m_options(options),
          m_client({.connections_max = std::max<std::size_t>(1, options.in_flight_max)})
    {
    }

    /// One answer for each call, in order. NodeFailure for an error that is not about a single
    /// call; NodeFault::too_much after the number of calls for one request was lowered.
    template <typename T>
    std::vector<Answer<T>> ask(Node& node, std::span<const Call> calls, Reader<T> reader)
    {
        std::vector<Answer<T>> answers(calls.size());
        const std::size_t per_request = node.calls.value();
        try {
            std::size_t under_way = 0;
            for (std::size_t first = 0; first < calls.size(); first += per_request) {
                const auto batch =
                    calls.subspan(first, std::min(per_request, calls.size() - first));
                m_client.submit(to_request(node, to_body(batch), m_options),
                                [this, &node, &answers, first, count = batch.size(),
                                 reader](http::Response&& response) {
                                    require_small_enough(node, response, count);
                                    require_reply(response);
                                    take(node, reader(m_parser, response.body, count), answers,
                                         first);
                                    node.calls.took(count);
                                });
                // Few request bodies are in memory at a time, whatever the number of calls.
                if (++under_way % kRequestsUnderWayMax == 0) {
                    m_client.run();
                }
            }
            m_client.run();
        } catch (const BadReply& bad) {
            throw NodeFailure{NodeFault::broken, bad.what()};
        }
        return answers;
    }

private:
    static constexpr std::size_t kRequestsUnderWayMax = 16;

    template <typename T>
    static void take(Node& node, std::vector<Answer<T>>&& part, std::vector<Answer<T>>& answers,
                     std::size_t first)
    {
        for (Answer<T>& answer : part) {
            if (answer.error) {
                require_no_limit(node, *answer.error, part.size());
                answer.error->message = http::hide_secrets(node.url, answer.error->message);
            }
        }
        std::move(part.begin(), part.end(), answers.begin() + static_cast<std::ptrdiff_t>(first));
    }

    const JsonRpcOptions& m_options;
    http::Client m_client;
    JsonParser m_parser;
};

} // namespace ctrip::rpc
