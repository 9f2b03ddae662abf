// SPDX-License-Identifier: MIT
#include "job/scan/balance_search.hpp"

#include "job/scan/block_time.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

namespace ctrip::job {

namespace {

/// Balances read in one round of requests: the more, the fewer rounds.
constexpr std::size_t kQueriesPerRound = 300;
constexpr std::size_t kProbesMax = 15;
/// Changes of one address in one run; the next run finds the rest.
constexpr std::size_t kChangesMax = 50;
/// Pause before a balance that changed in the newest block is read once more: a node that is about
/// to show the next block may answer with that block's state already.
constexpr std::chrono::milliseconds kSettle{500};

using Sums = AddressLedger::Sums;

evm::Amount sum_until(const std::vector<std::pair<evm::BlockNumber, evm::Amount>>& entries,
                      evm::BlockNumber block)
{
    evm::Amount sum;
    for (const auto& [number, amount] : entries) {
        if (number <= block) {
            sum += amount;
        }
    }
    return sum;
}

/// The search on one address: the next change is after block `m_low`, and in `m_high` at the
/// latest.
class Search
{
public:
    Search(const BalanceMismatch& mismatch, evm::BlockNumber end)
        : m_mismatch(mismatch), m_end(end), m_low(std::min(mismatch.known_to.value_or(end), end)),
          m_high(end)
    {
        learn(end, mismatch.balance);
    }

    [[nodiscard]] bool done() const noexcept { return m_done; }
    [[nodiscard]] bool begun() const noexcept { return m_begun; }
    [[nodiscard]] evm::BlockNumber low() const noexcept { return m_low; }
    [[nodiscard]] SearchResult result() && { return std::move(m_result); }

    void learn(evm::BlockNumber block, const std::optional<evm::Amount>& balance)
    {
        if (balance) {
            m_known[block] = m_mismatch.ledger.at(block, *balance);
            m_balances[block] = *balance;
        }
    }

    /// To be called once the balance at `m_low` is known, where a node has it. False: nothing came
    /// after it, so the surplus came before.
    bool begin()
    {
        m_begun = true;
        const auto known = m_known.find(m_low);
        // Without the state of a block where the ledger matched, it is known all the same.
        m_is_base_known = known != m_known.end() || m_low == m_mismatch.known_to;
        m_base = known == m_known.end() ? Sums{} : known->second;
        return m_low < m_end && has_more(m_known.at(m_end), m_base);
    }
    void begin_at(evm::BlockNumber low)
    {
        m_low = std::min(low, m_end);
        m_begun = false;
    }
    /// The surplus is older than the payment.
    void give_up()
    {
        m_done = true;
        m_result.base_line = more(m_known.at(m_end), Sums{});
        rest_on(m_low);
        rest_on(m_end);
    }

    [[nodiscard]] std::vector<evm::BlockNumber> probes(std::size_t max) const
    {
        return blocks_between(m_low, m_high, max);
    }

    /// To be called once the balances at these probes are known: the first with a surplus becomes
    /// `m_high`.
    void narrow(const std::vector<evm::BlockNumber>& blocks)
    {
        for (const evm::BlockNumber block : blocks) {
            const auto known = m_known.find(block);
            // A block whose state no node has any more counts as before the change.
            if (known != m_known.end() && has_more(known->second, m_base)) {
                m_high = block;
                break;
            }
            m_low = block;
        }
        if (m_high - m_low == 1) {
            take();
        }
    }

    void take()
    {
        const auto before = m_known.find(m_low);
        const bool exact = before != m_known.end();
        const Sums& now = m_known.at(m_high);
        const evm::Amount amount = more(now, exact ? before->second : m_base);
        rest_on(m_low);
        rest_on(m_high);
        if (exact || m_is_base_known) {
            m_result.changes.push_back({.block = m_high, .amount = amount, .exact = exact});
        } else { // What is not known is not zero: it may be from before the payment.
            m_result.base_line = amount;
            m_result.is_proved = false;
        }
        m_is_base_known = true;
        m_base = now;
        m_low = m_high;
        m_high = m_end;
        m_done = m_low == m_end || !has_more(m_known.at(m_end), m_base);
        if (!m_done && m_result.changes.size() == kChangesMax) {
            m_done = true;
            m_result.finished = false;
        }
    }

private:
    void rest_on(evm::BlockNumber block)
    {
        const auto known = m_balances.find(block);
        if (known != m_balances.end()) {
            m_result.facts.emplace_back(block, known->second);
        }
    }

    const BalanceMismatch& m_mismatch;
    evm::BlockNumber m_end;
    evm::BlockNumber m_low;
    evm::BlockNumber m_high;
    Sums m_base;
    std::map<evm::BlockNumber, Sums> m_known;
    std::map<evm::BlockNumber, evm::Amount> m_balances;
    SearchResult m_result;
    bool m_is_base_known = true;
    bool m_begun = false;
    bool m_done = false;
};

class BalanceSearch
{
public:
    BalanceSearch(rpc::StateSource& client, std::span<const BalanceMismatch> mismatches,
                  const SearchOptions& options)
        : m_client(client), m_mismatches(mismatches), m_options(options)
    {
        m_searches.reserve(mismatches.size());
        for (const BalanceMismatch& mismatch : mismatches) {
            m_searches.emplace_back(mismatch, options.seen_from.number);
        }
    }

    std::vector<SearchResult> run();

private:
    struct Question
    {
        std::size_t mismatch = 0;
        evm::BlockNumber block = 0;
    };

    void ask(const std::vector<Question>& questions);
    void begin_all();
    bool narrow_all();
    void ask_again(std::vector<SearchResult>& results);

    rpc::StateSource& m_client;
    std::span<const BalanceMismatch> m_mismatches;
    const SearchOptions& m_options;
    std::vector<Search> m_searches;
};

void BalanceSearch::ask(const std::vector<Question>& questions)
{
    std::vector<rpc::StateSource::PastBalanceQuery> queries;
    queries.reserve(questions.size());
    for (const Question& question : questions) {
        queries.push_back({.owner = m_mismatches[question.mismatch].address,
                           .token = std::nullopt,
                           .at = question.block});
    }
    const auto balances = m_client.past_balances(m_options.seen_from, queries);
    for (std::size_t i = 0; i < questions.size(); ++i) {
        m_searches[questions[i].mismatch].learn(questions[i].block, balances[i]);
    }
}

/// Begins each search at the block where the ledger is known to match or, if it does not, before
/// the payment was made.
void BalanceSearch::begin_all()
{
    std::vector<Question> questions;
    for (std::size_t i = 0; i < m_searches.size(); ++i) {
        questions.push_back({i, m_searches[i].low()});
    }
    ask(questions);
    questions.clear();
    for (std::size_t i = 0; i < m_searches.size(); ++i) {
        Search& search = m_searches[i];
        if (!search.begin()) {
            search.begin_at(m_options.first_block(i));
            questions.push_back({i, search.low()});
        }
    }
    ask(questions);
    for (Search& search : m_searches) {
        if (!search.begun() && !search.begin()) {
            search.give_up();
        }
    }
}

/// Narrows each search by one round of requests. False where all are done.
bool BalanceSearch::narrow_all()
{
    const auto active = static_cast<std::size_t>(std::count_if(
        m_searches.begin(), m_searches.end(), [](const Search& search) { return !search.done(); }));
    if (active == 0) {
        return false;
    }
    const std::size_t each = std::clamp<std::size_t>(kQueriesPerRound / active, 1, kProbesMax);
    std::vector<std::vector<evm::BlockNumber>> probes(m_searches.size());
    std::vector<Question> questions;
    for (std::size_t i = 0; i < m_searches.size(); ++i) {
        if (!m_searches[i].done()) {
            probes[i] = m_searches[i].probes(each);
            for (const evm::BlockNumber block : probes[i]) {
                questions.push_back({i, block});
            }
        }
    }
    ask(questions);
    for (std::size_t i = 0; i < m_searches.size(); ++i) {
        if (!m_searches[i].done()) {
            m_searches[i].narrow(probes[i]);
        }
    }
    return true;
}

std::vector<SearchResult> BalanceSearch::run()
{
    begin_all();
    while (narrow_all()) {
    }
    std::vector<SearchResult> results;
    for (Search& search : m_searches) {
        results.push_back(std::move(search).result());
    }
    ask_again(results);
    return results;
}

/// Money of a block that the node has and does not show yet would be booked twice: now as a balance
/// change, and with its transaction in the next run.
void BalanceSearch::ask_again(std::vector<SearchResult>& results)
{
    const evm::BlockNumber newest = m_options.seen_from.number;
    std::vector<std::size_t> places;
    std::vector<rpc::StateSource::PastBalanceQuery> queries;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (!results[i].changes.empty() && results[i].changes.back().block == newest) {
            places.push_back(i);
            queries.push_back(
                {.owner = m_mismatches[i].address, .token = std::nullopt, .at = newest});
        }
    }
    if (places.empty()) {
        return;
    }
    std::this_thread::sleep_for(kSettle);
    const auto balances = m_client.past_balances(m_options.seen_from, queries);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (balances[i] != m_mismatches[places[i]].balance) {
            results[places[i]] = {.changes = {}, .finished = false};
        }
    }
}

} // namespace

Sums AddressLedger::at(evm::BlockNumber block, const evm::Amount& balance) const
{
    return {.has = balance + sum_until(m_debits, block), .booked = sum_until(m_credits, block)};
}

bool has_more(const Sums& later, const Sums& earlier)
{
    return later.has + earlier.booked > earlier.has + later.booked;
}

evm::Amount more(const Sums& later, const Sums& earlier)
{
    return (later.has + earlier.booked) - (earlier.has + later.booked);
}

std::vector<SearchResult> search_balances(rpc::StateSource& client,
                                          std::span<const BalanceMismatch> mismatches,
                                          const SearchOptions& options)
{
    return mismatches.empty() ? std::vector<SearchResult>{}
                              : BalanceSearch{client, mismatches, options}.run();
}

} // namespace ctrip::job
