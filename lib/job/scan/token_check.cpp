// SPDX-License-Identifier: MIT
#include "job/scan/token_check.hpp"

#include "base/error.hpp"
#include "evm/abi.hpp"
#include "job/shared/token_difference.hpp"
#include "payment/deposit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace ctrip::job {

namespace {

constexpr base::UnixSeconds kAskAgain_s = base::UnixSeconds{24} * 3600;

} // namespace

TokenCheck::TokenCheck(const ChainJob& job)
    : m_job(job), m_configured(job.chain.tokens), m_store(job.database, job.chain.chain_id)
{
    if (job.chain.native.contract) {
        m_configured.push_back(*job.chain.native.contract);
    }
}

bool TokenCheck::is_configured(const evm::Address& token) const
{
    return std::any_of(m_configured.begin(), m_configured.end(),
                       [&](const config::Token& one) { return one.address == token; });
}

void TokenCheck::prepare()
{
    if (m_is_prepared) {
        return;
    }
    m_is_prepared = true;
    for (const store::TokenFacts& facts : m_store.all()) {
        m_facts.emplace(facts.token, facts);
    }
    const base::UnixSeconds now_s = m_job.clock.now_s();
    std::vector<evm::Address> due;
    for (const config::Token& token : m_configured) {
        m_facts.try_emplace(token.address, store::TokenFacts{.token = token.address});
    }
    for (const auto& [token, facts] : m_facts) {
        // A time in the future was written while the clock was wrong.
        const bool is_fresh =
            facts.asked_at_s > now_s - kAskAgain_s && facts.asked_at_s <= now_s + kAskAgain_s;
        if (!is_fresh && (is_configured(token) || facts.asked_at_s == 0)) {
            due.push_back(token);
        }
    }
    m_is_asked_now = !due.empty();
    if (m_is_asked_now) {
        ask(due);
    }
    for (const config::Token& token : m_configured) {
        const std::string difference = token_difference(token, m_facts.at(token.address));
        if (!difference.empty()) {
            ++m_differences;
            m_job.log.error(difference, {{"chain", m_job.chain.name}});
        }
    }
}

void TokenCheck::ask(const std::vector<evm::Address>& tokens)
{
    try {
        const std::vector<rpc::Account> accounts = m_job.client.accounts(tokens);
        std::vector<rpc::CallRequest> calls;
        calls.reserve(tokens.size());
        for (const evm::Address& token : tokens) {
            calls.push_back(
                {.from = std::nullopt, .to = token, .value = {}, .data = evm::encode_decimals()});
        }
        const std::vector<rpc::CallOutcome> outcomes = m_job.client.try_calls(calls);
        store::retry_conflicts([&] {
            store::DbTransaction transaction{m_job.database};
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                store::TokenFacts& facts = m_facts.at(tokens[i]);
                facts.has_code = !accounts[i].code.empty();
                facts.decimals = std::nullopt;
                facts.asked_at_s = m_job.clock.now_s();
                const auto said =
                    outcomes[i].succeeded ? evm::decode_uint256(outcomes[i].data) : std::nullopt;
                if (*facts.has_code && said &&
                    *said <= evm::Amount{std::numeric_limits<std::uint8_t>::max()}) {
                    facts.decimals = static_cast<unsigned>(said->to_u64().value_or(0));
                }
                m_store.put(facts);
            }
            transaction.commit();
        });
    } catch (const Error& error) {
        m_job.log.warning(fmt::format("the tokens' decimals could not be asked: {}", error.what()),
                          {{"chain", m_job.chain.name}});
    }
}

std::vector<evm::Address> TokenCheck::watched(base::UnixSeconds time_s)
{
    std::vector<evm::Address> tokens;
    for (const config::Token& token : m_job.chain.tokens) {
        tokens.push_back(token.address);
    }
    const std::optional<config::Token>& contract = m_job.chain.native.contract;
    if (contract && token_difference(*contract, m_facts.at(contract->address)).empty()) {
        tokens.push_back(contract->address);
    }
    for (const auto& [token, facts] : m_facts) {
        if (is_configured(token)) {
            continue;
        }
        const auto symbol = m_store.watched_symbol(token, time_s);
        if (!symbol) {
            continue;
        }
        tokens.push_back(token);
        const auto& all = m_job.chain.tokens;
        const bool is_replaced = std::any_of(all.begin(), all.end(), [&](const config::Token& one) {
            return one.symbol == *symbol;
        });
        if (is_replaced && m_is_asked_now) { // Once a day is enough.
            m_job.log.warning("open payments use another contract than the configuration has for "
                              "this symbol; both are watched until these payments are closed",
                              {{"chain", m_job.chain.name},
                               {"token", *symbol},
                               {"contract", token.to_checksum()}});
        }
    }
    return tokens;
}

bool TokenCheck::contradicts(const payment::Deposit& payment) const
{
    if (!payment.token) {
        return false;
    }
    const auto found = m_facts.find(*payment.token);
    return found != m_facts.end() && found->second.decimals &&
           *found->second.decimals != payment.decimals;
}

} // namespace ctrip::job
