// SPDX-License-Identifier: MIT
#include "rpc/read/wide_reader.hpp"

#include "rpc/read/balance_batch.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Parts in which a call about many accounts is asked again.
constexpr std::size_t kWideParts = 8;

} // namespace

/// Where another way is remembered, the node has no state overrides.
bool WideReader::may_ask() const
{
    const auto way = parse_balance_way(m_exchange.node().facts.balance_way.value_or(""));
    return !m_exchange.node().refuses_wide &&
           way.value_or(BalanceWay::override_) == BalanceWay::override_;
}

std::vector<std::optional<WideHolding>> WideReader::holdings(const StateAt& at,
                                                             std::span<const HoldingQuery> queries)
{
    std::vector<std::optional<WideHolding>> holdings(queries.size());
    // A node that refuses a thousand, such as for a token that takes much gas, may accept fewer.
    for (const std::size_t chunk : {kHoldingsPerCall, kHoldingsPerCall / kWideParts}) {
        if (!may_ask() || queries.empty()) {
            return holdings;
        }
        std::vector<std::vector<Call>> requests;
        std::vector<std::size_t> places;
        for (std::size_t first = 0; first < queries.size(); first += chunk) {
            if (!holdings[first]) {
                places.push_back(first);
                requests.push_back(begin_calls(at));
                requests.back().push_back(call_holdings(
                    queries.subspan(first, std::min(chunk, queries.size() - first)), at.number));
            }
        }
        const std::vector<StateAnswers> all =
            m_exchange.exchange(requests, StateExchange::Width::wide);
        bool is_complete = true;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Answer<HeaderOrText>& answer = all[i].back();
            const std::size_t count = std::min(chunk, queries.size() - places[i]);
            auto some = answer.result ? read_holdings(answer.result->text, count) : std::nullopt;
            if (!some) {
                is_complete = false;
                continue;
            }
            require_block(all[i], at);
            std::move(some->begin(), some->end(),
                      holdings.begin() + static_cast<std::ptrdiff_t>(places[i]));
        }
        if (is_complete) {
            return holdings;
        }
    }
    m_exchange.node().refuses_wide =
        std::none_of(holdings.begin(), holdings.end(), [](const auto& one) { return one; });
    return holdings;
}

/// A hundred in each call.
template <typename Query, typename Make, typename Read>
std::vector<std::optional<Trial>> WideReader::trials(std::span<const Query> queries,
                                                     const Make& make, const Read& read)
{
    std::vector<std::optional<Trial>> trials;
    trials.reserve(queries.size());
    if (!may_ask() || queries.empty()) {
        trials.resize(queries.size());
        return trials;
    }
    const auto some = [&](std::size_t first) {
        return queries.subspan(first, std::min(kTransfersPerCall, queries.size() - first));
    };
    std::vector<std::vector<Call>> requests;
    for (std::size_t first = 0; first < queries.size(); first += kTransfersPerCall) {
        requests.push_back({make(some(first))});
    }
    for (const StateAnswers& answers : m_exchange.exchange(requests, StateExchange::Width::wide)) {
        const Answer<HeaderOrText>& answer = answers.front();
        auto part = read(answer.result ? answer.result->text : "", some(trials.size()));
        std::move(part.begin(), part.end(), std::back_inserter(trials));
    }
    return trials;
}

std::vector<std::optional<Trial>> WideReader::transfers(std::span<const TransferQuery> queries)
{
    return trials(queries, call_transfers, read_transfers);
}

std::vector<std::optional<Trial>> WideReader::alike(std::span<const CallRequest> calls)
{
    return trials(calls, call_alike,
                  [](std::string_view answer, std::span<const CallRequest> some) {
                      return read_alike(answer, some.size());
                  });
}

} // namespace ctrip::rpc
