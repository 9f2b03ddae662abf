// SPDX-License-Identifier: MIT
#include "rpc/read/state_reader.hpp"

#include "evm/digest.hpp"
#include "http/url_text.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/read/call_sender.hpp"
#include "rpc/read/past_state.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Fewer are read one by one, without finding out the node's best way.
constexpr std::size_t kManyAddresses = 4;
/// Burn addresses: they hold native currency on nearly every chain.
constexpr std::array<evm::Address, 2> kKnown{
    evm::Address{},
    evm::Address{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xde, 0xad}}};

/// The balances of `chunk` addresses in each request.
std::vector<std::vector<Call>> balance_requests(BalanceWay way, const StateAt& at,
                                                std::span<const evm::Address> addresses,
                                                std::size_t chunk)
{
    std::vector<std::vector<Call>> requests;
    for (std::size_t first = 0; first < addresses.size(); first += chunk) {
        const auto some = addresses.subspan(first, std::min(chunk, addresses.size() - first));
        requests.push_back(begin_calls(at));
        if (way != BalanceWay::batch) {
            requests.back().push_back(call_balances(way, some, at.number));
            continue;
        }
        for (const evm::Address& address : some) {
            requests.back().push_back(call_balance(address, at.number));
        }
    }
    return requests;
}

evm::Amount quantity_of(const Answer<HeaderOrText>& answer)
{
    const auto amount =
        answer.result ? evm::Amount::from_quantity(answer.result->text) : std::nullopt;
    if (!amount) {
        throw_broken("answered with something that is not a balance");
    }
    return *amount;
}

} // namespace

StateReader::StateReader(Node& node, const JsonRpcOptions& options, http::Client& client,
                         JsonParser& parser)
    : m_node(node), m_options(options), m_client(client), m_parser(parser),
      m_exchange(node, options, client, parser)
{
}

StateReader::BalanceReply StateReader::balances_by(BalanceWay way, const StateAt& at,
                                                   std::span<const evm::Address> addresses)
{
    const std::size_t chunk =
        way == BalanceWay::batch ? m_exchange.calls_max() : addresses_max(way);
    BalanceReply reply;
    std::vector<StateAnswers> all = m_exchange.exchange(
        balance_requests(way, at, addresses, chunk),
        way == BalanceWay::batch ? StateExchange::Width::narrow : StateExchange::Width::wide);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (way != BalanceWay::batch && all[i].back().error && !lacks_state(all[i].back())) {
            return {.outcome = Outcome::not_this_way, .balances = {}};
        }
        require_block(all[i], at);
        const std::size_t first = at.hash && at.number ? 1 : 0;
        const std::size_t count = std::min(chunk, addresses.size() - i * chunk);
        for (std::size_t place = first; place < all[i].size(); ++place) {
            const Answer<HeaderOrText>& answer = all[i][place];
            if (answer.error) {
                const bool is_alone = way == BalanceWay::batch && has_result(all, first);
                return {.outcome = is_alone || lacks_state(answer) ? Outcome::no_state
                                                                   : Outcome::not_this_way,
                        .balances = {}};
            }
            if (way == BalanceWay::batch) {
                reply.balances.push_back(quantity_of(answer));
                continue;
            }
            const auto some =
                answer.result ? read_balances(way, answer.result->text, count) : std::nullopt;
            if (!some) {
                return {.outcome = Outcome::not_this_way, .balances = {}};
            }
            reply.balances.insert(reply.balances.end(), some->begin(), some->end());
        }
    }
    return reply;
}

/// Compares the hash of its code: other code may be at the address.
bool StateReader::has_multicall()
{
    const Call code{"eth_getCode", fmt::format(R"(["{}","latest"])", kMulticall3.to_hex())};
    const std::vector<StateAnswers> all = m_exchange.exchange({{code}});
    const Answer<HeaderOrText>& answer = all.front().front();
    const auto bytes = answer.result ? base::from_hex_0x(answer.result->text) : std::nullopt;
    return bytes && !bytes->empty() &&
           evm::digest_hex({reinterpret_cast<const char*>(bytes->data()), bytes->size()}) ==
               base::to_hex(m_options.multicall_code_hash);
}

/// Reads a few balances in that way and one by one, and compares them: a node without state
/// overrides may ignore one silently.
bool StateReader::is_trusted(BalanceWay way, const StateAt& at,
                             std::span<const evm::Address> addresses)
{
    if (way == BalanceWay::multicall && !has_multicall()) {
        return false;
    }
    std::vector<evm::Address> known(kKnown.begin(), kKnown.end());
    known.push_back(addresses.front());
    known.push_back(addresses.back());
    const BalanceReply reply = balances_by(way, at, known);
    const BalanceReply right = balances_by(BalanceWay::batch, at, known);
    return reply.outcome == Outcome::answered && right.outcome == Outcome::answered &&
           reply.balances == right.balances;
}

bool StateReader::ignores_block() const
{
    return m_node.past_state == PastState::ignored ||
           (m_node.past_state == PastState::unknown && m_node.facts.balance_way == kIgnoresBlock);
}

bool StateReader::is_newest(const evm::BlockHash& block)
{
    const std::vector<StateAnswers> all = m_exchange.exchange({{call_block(BlockTag::latest)}});
    const Answer<HeaderOrText>& answer = all.front().front();
    return answer.result && answer.result->header && answer.result->header->hash == block;
}

std::optional<std::vector<evm::Amount>>
StateReader::balances(const StateAt& at, std::span<const evm::Address> addresses)
{
    if (!ignores_block() || !at.number) {
        return balances_as_told(at, addresses);
    }
    // Of its newest block its answer is right, if that is still the newest afterwards.
    auto balances = at.hash ? balances_as_told(at, addresses) : std::nullopt;
    m_node.facts.balance_way = kIgnoresBlock;
    return balances && is_newest(*at.hash) ? std::move(balances) : std::nullopt;
}

std::optional<std::vector<evm::Amount>>
StateReader::balances_as_told(const StateAt& at, std::span<const evm::Address> addresses)
{
    const auto one_by_one = [&]() -> std::optional<std::vector<evm::Amount>> {
        BalanceReply reply = balances_by(BalanceWay::batch, at, addresses);
        if (reply.outcome == Outcome::not_this_way) {
            throw_broken("refuses to give balances");
        }
        return reply.outcome == Outcome::answered ? std::optional{std::move(reply.balances)}
                                                  : std::nullopt;
    };
    if (addresses.size() < kManyAddresses) {
        return one_by_one();
    }
    constexpr std::array<BalanceWay, 2> ways{BalanceWay::override_, BalanceWay::multicall};
    bool had_way = false; // It may be back in the next run.
    for (const BalanceWay way : ways) {
        const auto remembered = parse_balance_way(m_node.facts.balance_way.value_or(""));
        if (remembered && *remembered != way) {
            continue;
        }
        if (!remembered && !is_trusted(way, at, addresses)) {
            continue;
        }
        BalanceReply reply = balances_by(way, at, addresses);
        if (reply.outcome == Outcome::no_state) {
            return std::nullopt;
        }
        if (reply.outcome == Outcome::answered) {
            m_node.facts.balance_way = to_string(way);
            return std::move(reply.balances);
        }
        had_way = had_way || remembered;
        m_node.facts.balance_way.reset(); // The stored way no longer works: try the next one.
    }
    auto reply = one_by_one();
    if (reply && !had_way) {
        m_node.facts.balance_way = to_string(BalanceWay::batch);
    }
    return reply;
}

std::vector<std::optional<evm::Amount>>
StateReader::past_balances(const BlockRef& seen,
                           std::span<const StateSource::PastBalanceQuery> queries)
{
    std::vector<std::optional<evm::Amount>> balances = ask_past_balances(seen, queries);
    if (m_node.past_state == PastState::unknown) {
        look_for_past_state(seen, queries, balances);
    }
    if (!ignores_block()) {
        if (m_node.facts.balance_way == kIgnoresBlock) {
            m_node.facts.balance_way.reset(); // It no longer does.
        }
        return balances;
    }
    m_node.facts.balance_way = kIgnoresBlock;
    const bool is_current = is_newest(seen.hash);
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (queries[i].at != seen.number || !is_current) {
            balances[i].reset();
        }
    }
    return balances;
}

/// What differs from block to block proves that the block counts. If nothing does, and something
/// was there in the past already, or a token's events moved nothing, the node is asked what must
/// differ.
void StateReader::look_for_past_state(const BlockRef& seen,
                                      std::span<const StateSource::PastBalanceQuery> queries,
                                      const std::vector<std::optional<evm::Amount>>& balances)
{
    const PastLook look = look_at_past(seen.number, queries, balances);
    const bool is_odd = look.is_odd || m_node.facts.balance_way == kIgnoresBlock;
    if (look.differs) {
        m_node.past_state = PastState::answered;
    } else if (is_odd && look.oldest) {
        Exchange probing{m_options};
        m_node.past_state = find_past_state(m_node, probing, *look.oldest, seen.number);
    }
}

std::vector<std::optional<evm::Amount>>
StateReader::ask_past_balances(const BlockRef& seen,
                               std::span<const StateSource::PastBalanceQuery> queries)
{
    std::vector<std::optional<evm::Amount>> balances(queries.size());
    fill_from_wide(queries, balances);
    const StateAt at{.number = seen.number, .hash = seen.hash};
    const std::size_t chunk = m_exchange.calls_max();
    std::vector<std::vector<Call>> requests;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (balances[i]) {
            continue;
        }
        if (places.size() % chunk == 0) {
            requests.push_back(begin_calls(at));
        }
        const StateSource::PastBalanceQuery& query = queries[i];
        places.push_back(i);
        requests.back().push_back(
            query.token
                ? call_token_balance({.token = *query.token, .owner = query.owner}, query.at)
                : call_balance(query.owner, query.at));
    }
    const bool is_part_known = places.size() < queries.size();
    if (requests.empty()) {
        requests.push_back(begin_calls(at)); // Whether it has the block that was seen.
    }
    const std::vector<StateAnswers> all = m_exchange.exchange(requests);
    const bool is_answered = is_part_known || has_result(all, 1);
    std::size_t next = 0;
    for (const StateAnswers& answers : all) {
        require_block(answers, at);
        for (std::size_t place = 1; place < answers.size(); ++place) {
            const Answer<HeaderOrText>& answer = answers[place];
            const std::size_t query = places[next++];
            const bool token = queries[query].token.has_value();
            const bool refused = answer.error.has_value() && !lacks_state(answer);
            if (refused && !is_answered && !(token && is_failing_call(*answer.error))) {
                throw_broken("refuses: " + answer.error->message);
            }
            // A token address without a contract returns no data.
            const bool nothing =
                answer.error || (token && answer.result && answer.result->text == "0x");
            balances[query] = nothing ? std::nullopt : std::optional{quantity_of(answer)};
        }
    }
    return balances;
}

/// Token balances of the same block are asked by a few calls; what these leave open is asked one by
/// one. Native ones are not: some nodes ignore the block of an eth_call alone.
void StateReader::fill_from_wide(std::span<const StateSource::PastBalanceQuery> queries,
                                 std::vector<std::optional<evm::Amount>>& balances)
{
    std::map<evm::BlockNumber, std::vector<std::size_t>> by_block;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (queries[i].token) {
            by_block[queries[i].at].push_back(i);
        }
    }
    for (const auto& [block, places] : by_block) {
        if (places.size() < kManyAddresses) {
            continue;
        }
        std::vector<HoldingQuery> wide;
        for (const std::size_t place : places) {
            wide.push_back({.owner = queries[place].owner, .token = queries[place].token});
        }
        const auto held =
            WideReader{m_exchange}.holdings({.number = block, .hash = std::nullopt}, wide);
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (held[i]) {
                balances[places[i]] = held[i]->token;
            }
        }
    }
}

evm::Amount StateReader::token_sent(const BlockRef& block,
                                    const StateSource::TokenBalanceQuery& query)
{
    const Call call{
        "eth_getLogs",
        fmt::format(R"([{{"blockHash":"{}","address":"{}","topics":["{}","0x{:0>64}"]}}])",
                    block.hash.to_hex(), query.token.to_hex(), kTransferTopic,
                    base::to_hex(query.owner.bytes))};
    std::vector<Answer<LogsOrHeader>> answers;
    try {
        submit_counted(m_client, m_node, to_request(m_node, to_body({&call, 1}), m_options),
                       {&call, 1}, [&](http::Response&& response) {
                           require_reply(response);
                           answers = parse_logs(m_parser, response.body, 1,
                                                {.tokens = {query.token}, .may_be_ours = {}});
                       });
        m_client.run();
    } catch (const BadReply& bad) {
        throw_broken(bad.what());
    }
    Answer<LogsOrHeader>& logs = answers.front();
    if (logs.error) {
        logs.error->message = http::hide_secrets(m_node.url, logs.error->message);
        require_no_limit(m_node, *logs.error, 1);
    }
    if (logs.error && is_unknown_block(*logs.error)) {
        throw NodeFailure{NodeFault::inconsistent,
                          fmt::format("shows another block {} than was read", block.number)};
    }
    if (logs.error) {
        throw_broken("gives no logs of a block: " + logs.error->message);
    }
    evm::Amount sent;
    if (!logs.result) {
        return sent; // Some nodes answer with null where there are none.
    }
    for (const Candidate& hit : logs.result->transfers) {
        if (hit.transfer.from == query.owner && hit.transfer.block_hash == block.hash) {
            sent += hit.transfer.amount;
        }
    }
    return sent;
}

} // namespace ctrip::rpc
