// SPDX-License-Identifier: MIT
// Orders the items of a JSON-RPC reply, which come in any order, by their calls.
#pragma once

#include "rpc/parse/answer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ctrip::rpc {

template <typename T>
struct Item
{
    std::optional<std::uint64_t> id;
    bool has_result = false;
    Answer<T> answer;
};

template <typename T>
class Collector
{
public:
    explicit Collector(std::size_t calls) : m_answers(calls), m_seen(calls, false) {}

    void add(Item<T>&& item)
    {
        ++m_items;
        if (!item.id && item.answer.error) { // An error of the whole request.
            set_all(*item.answer.error);
            return;
        }
        if (!item.id || *item.id >= m_seen.size() || m_seen[*item.id]) {
            throw BadReply{"answered with an id that was not asked for", true};
        }
        if (!item.has_result && !item.answer.error) {
            throw BadReply{"answered with neither result nor error"};
        }
        m_seen[*item.id] = true;
        m_answers[*item.id] = std::move(item.answer);
    }

    [[nodiscard]] std::vector<Answer<T>> finish()
    {
        spread_lone_error();
        if (std::find(m_seen.begin(), m_seen.end(), false) != m_seen.end()) {
            throw BadReply{"did not answer each call of a batch", true};
        }
        return std::move(m_answers);
    }

private:
    /// Geth refuses a whole batch with a single error that has the id of its first call.
    void spread_lone_error()
    {
        const auto answered = std::find_if(m_answers.begin(), m_answers.end(),
                                           [](const auto& one) { return one.error.has_value(); });
        if (m_items == 1 && m_answers.size() > 1 && answered != m_answers.end()) {
            set_all(*answered->error);
        }
    }

    void set_all(NodeError error)
    {
        error.of_request = true;
        for (Answer<T>& answer : m_answers) {
            answer = {.result = std::nullopt, .error = error};
        }
        m_seen.assign(m_seen.size(), true);
    }

    std::vector<Answer<T>> m_answers;
    std::vector<bool> m_seen;
    std::size_t m_items = 0;
};

} // namespace ctrip::rpc
