// SPDX-License-Identifier: MIT
#include "rpc/read/state_exchange.hpp"

#include "http/url_text.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/read/call_sender.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Calls that always share a request: a block and one query about it.
constexpr std::size_t kFewCalls = 2;

/// If each of several calls is refused, the request was too long.
bool is_refused_whole(const StateAnswers& answers)
{
    return answers.size() > kFewCalls &&
           std::all_of(answers.begin(), answers.end(), [](const Answer<HeaderOrText>& answer) {
               return answer.error && !is_rate_limit(*answer.error) &&
                      !is_missing_state(*answer.error);
           });
}

} // namespace

std::vector<Call> begin_calls(const StateAt& at)
{
    std::vector<Call> calls;
    if (at.hash && at.number) {
        calls.push_back(call_block(*at.number, Transactions::hashes));
    }
    return calls;
}

bool lacks_state(const Answer<HeaderOrText>& answer)
{
    return answer.error && is_missing_state(*answer.error);
}

void require_block(std::span<const Answer<HeaderOrText>> answers, const StateAt& at)
{
    if (!at.hash || !at.number) {
        return;
    }
    const Answer<HeaderOrText>& block = answers.front();
    if (block.error && !is_missing_state(*block.error)) {
        throw_broken("refuses: " + block.error->message);
    }
    if (!block.result || !block.result->header) {
        throw NodeFailure{NodeFault::inconsistent,
                          fmt::format("lags: it has no block {} yet", *at.number)};
    }
    if (block.result->header->number != *at.number || block.result->header->hash != *at.hash) {
        throw NodeFailure{NodeFault::inconsistent,
                          fmt::format("shows another block {} than was read", *at.number)};
    }
}

bool has_result(const std::vector<StateAnswers>& requests, std::size_t first)
{
    return std::any_of(requests.begin(), requests.end(), [&](const auto& answers) {
        return std::any_of(answers.begin() + static_cast<std::ptrdiff_t>(first), answers.end(),
                           [](const auto& answer) { return answer.result.has_value(); });
    });
}

std::size_t StateExchange::calls_max() const
{
    return std::max<std::size_t>(kFewCalls, m_node.calls.value()) - 1;
}

/// The next request has fewer calls. Returns if it was a single call.
void StateExchange::refuse_size(std::size_t calls, const SizeDoubt& doubt)
{
    const std::uint64_t sent = std::min<std::uint64_t>(calls, m_node.calls.value());
    if (sent > 1) {
        ask_for_less(m_node, m_node.calls, sent, doubt);
    }
}

StateAnswers StateExchange::take(http::Response& response, std::size_t calls, Width width)
{
    auto doubt = size_doubt(response);
    StateAnswers answers;
    if (!doubt) {
        require_reply(response);
        try {
            answers = parse_texts(m_parser, response.body, calls);
        } catch (const BadReply& bad) {
            doubt = SizeDoubt{.why = bad.what()};
        }
    }
    if (!doubt && is_refused_whole(answers)) {
        doubt = SizeDoubt{.why = "refuses: " + answers[0].error->message, .answered = true};
        refuse_size(calls, *doubt);
        return answers;
    }
    if (!doubt) {
        return answers;
    }
    if (width == Width::narrow || doubt->of_batch) {
        refuse_size(calls, *doubt);
    }
    if (width == Width::narrow) {
        require_reply(response);
        throw BadReply{doubt->why};
    }
    // One call about many addresses: there are ways that ask for fewer at once.
    return {calls, {.result = std::nullopt, .error = NodeError{.code = 0, .message = doubt->why}}};
}

std::vector<StateAnswers> StateExchange::exchange(const std::vector<std::vector<Call>>& requests,
                                                  Width width)
{
    std::vector<StateAnswers> all(requests.size());
    try {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const std::size_t calls = requests[i].size();
            send_calls(m_client, m_node, m_options, requests[i],
                       [this, &all, i, calls, width](http::Response&& response) {
                           all[i] = take(response, calls, width);
                       });
        }
        m_client.run();
    } catch (const BadReply& bad) {
        throw_broken(bad.what());
    }
    for (StateAnswers& answers : all) {
        for (Answer<HeaderOrText>& answer : answers) {
            if (answer.error) {
                answer.error->message = http::hide_secrets(m_node.url, answer.error->message);
                require_no_limit(m_node, *answer.error, answers.size());
            }
            if (answer.error && !is_of_call(*answer.error) && answers.size() > kFewCalls) {
                refuse_size(answers.size(),
                            {.why = "refuses: " + answer.error->message, .answered = true});
            }
        }
        if (answers.size() > kFewCalls) {
            m_node.calls.took(std::min<std::uint64_t>(answers.size(), m_node.calls.value()));
        }
    }
    return all;
}

} // namespace ctrip::rpc
