// SPDX-License-Identifier: MIT
#include "rpc/client/account_reader.hpp"

#include "evm/abi.hpp"
#include "rpc/client/answer_text.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/read/quantity.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Fewer are read one by one.
constexpr std::size_t kManyAccounts = 4;
/// Of an account that is delegated (EIP-7702). All of it is in the answer about many accounts.
constexpr std::size_t kShortCode = 23;
/// The size of a word in hexadecimal, with its prefix.
constexpr std::size_t kWordText = 66;
constexpr std::string_view kReturnsFalse = "it returns false";

base::Bytes require_bytes(std::string_view hex)
{
    std::optional<base::Bytes> bytes = base::from_hex_0x(hex);
    if (!bytes) {
        throw NodeFailure{NodeFault::broken, "answered with something that is not hexadecimal"};
    }
    return std::move(*bytes);
}

bool returns_false(base::ByteView data)
{
    return evm::decode_transfer_answer(data) == evm::TransferAnswer::failed;
}

CallRequest as_request(const TransferQuery& query)
{
    return {.from = query.owner,
            .to = query.token,
            .value = {},
            .data = evm::encode_transfer(query.to, query.amount)};
}

/// Which trials have to be asked about one by one: of each contract the first that succeeded, which
/// tells what its transaction takes beside the call; of those that fail, one of each reason, for
/// the node's words; and those that were not run to their end.
struct OneByOne
{
    std::vector<std::size_t> places;
    std::map<evm::Address, std::size_t> reference;                       ///< By contract.
    std::map<std::pair<evm::Address, base::Bytes>, std::size_t> refused; ///< And by data.
};

OneByOne choose_one_by_one(std::span<const CallRequest> requests,
                           const std::vector<std::optional<Trial>>& trials, bool is_transfer)
{
    OneByOne chosen;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const std::optional<Trial>& trial = trials[i];
        const evm::Address& to = requests[i].to;
        bool is_needed = !trial;
        if (trial && !trial->moved) {
            is_needed = chosen.refused.try_emplace({to, trial->data}, i).second;
        } else if (trial && !(is_transfer && returns_false(trial->data))) {
            is_needed = chosen.reference.try_emplace(to, i).second;
        }
        if (is_needed) {
            chosen.places.push_back(i);
        }
    }
    return chosen;
}

} // namespace

std::optional<evm::Amount> token_amount_of(const Answer<std::string>& answer)
{
    if (answer.error) {
        if (!is_failing_call(*answer.error)) {
            throw_refused(*answer.error);
        }
        return std::nullopt;
    }
    const bool word = answer.result && answer.result->size() == kWordText;
    return word ? std::optional{require_amount(*answer.result)} : std::nullopt;
}

std::vector<std::optional<std::uint64_t>>
AccountReader::nonces(std::span<const evm::Address> addresses)
{
    if (addresses.size() < kManyAccounts) {
        return std::vector<std::optional<std::uint64_t>>(addresses.size());
    }
    std::vector<TransferQuery> queries; // Of nothing, to nobody: what they create tells the nonce.
    queries.reserve(addresses.size());
    for (const evm::Address& address : addresses) {
        queries.push_back({.owner = address, .token = {}, .to = {}, .amount = {}});
    }
    std::vector<std::optional<std::uint64_t>> nonces;
    for (const std::optional<Trial>& trial : m_wide.transfers(queries)) {
        nonces.push_back(trial ? trial->nonce : std::nullopt);
    }
    return nonces;
}

std::vector<Account> AccountReader::accounts(std::span<const evm::Address> addresses)
{
    std::vector<Account> accounts(addresses.size());
    std::vector<std::optional<WideHolding>> held(addresses.size());
    std::vector<std::optional<std::uint64_t>> nonce(addresses.size());
    if (addresses.size() >= kManyAccounts) {
        std::vector<HoldingQuery> queries;
        for (const evm::Address& address : addresses) {
            queries.push_back({.owner = address, .token = std::nullopt});
        }
        held = m_wide.holdings({}, queries);
        nonce = nonces(addresses);
    }
    std::vector<Call> calls;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        if (!nonce[i]) {
            calls.push_back(call_nonce(addresses[i], false));
        }
        if (!held[i]) {
            calls.push_back(call_balance(addresses[i]));
        }
        if (!held[i] || held[i]->code_size > kShortCode) {
            calls.push_back(call_code(addresses[i]));
        }
    }
    const std::vector<std::string> texts =
        texts_of(m_exchange.ask<std::string>(m_state.node(), calls, &parse_strings));
    std::size_t next = 0;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        accounts[i].nonce = nonce[i] ? *nonce[i] : require_quantity(texts[next++]);
        accounts[i].balance = held[i] ? held[i]->native : require_amount(texts[next++]);
        accounts[i].code = held[i] && held[i]->code_size <= kShortCode
                               ? std::move(held[i]->code)
                               : require_bytes(texts[next++]);
    }
    return accounts;
}

std::vector<HeldFunds> AccountReader::holdings(std::span<const HoldingQuery> queries)
{
    std::vector<std::optional<WideHolding>> wide(queries.size());
    if (queries.size() >= kManyAccounts) {
        wide = m_wide.holdings({}, queries);
    }
    const auto lacks_token = [&](std::size_t i) {
        return queries[i].token && !(wide[i] && wide[i]->token);
    };
    std::vector<Call> calls;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (!wide[i]) {
            calls.push_back(call_balance(queries[i].owner));
        }
        if (lacks_token(i)) {
            calls.push_back(call_token_balance(
                {.token = *queries[i].token, .owner = queries[i].owner}, std::nullopt));
        }
    }
    const std::vector<Answer<std::string>> answers =
        m_exchange.ask<std::string>(m_state.node(), calls, &parse_strings);
    std::vector<HeldFunds> funds(queries.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (wide[i]) {
            funds[i] = {.native = wide[i]->native, .token = wide[i]->token};
        } else {
            funds[i].native = require_amount(texts_of({answers[next++]}).front());
        }
        if (lacks_token(i)) {
            funds[i].token = token_amount_of(answers[next++]);
        }
    }
    return funds;
}

/// By the node's own estimate, and by a call, whose return data an estimate does not tell.
void AccountReader::estimate(std::span<const CallRequest> requests,
                             const std::vector<std::size_t>& places, bool is_transfer,
                             std::vector<TrialOutcome>& outcomes)
{
    std::vector<Call> calls;
    for (const std::size_t place : places) {
        calls.push_back(call_contract("eth_estimateGas", requests[place]));
        calls.push_back(call_contract("eth_call", requests[place]));
    }
    const std::vector<Answer<std::string>> answers =
        m_exchange.ask<std::string>(m_state.node(), calls, &parse_strings);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Answer<std::string>& gas = answers[2 * i];
        const Answer<std::string>& call = answers[2 * i + 1];
        for (const Answer<std::string>& answer : {gas, call}) {
            if (answer.error && !is_failing_call(*answer.error)) {
                throw_refused(*answer.error);
            }
        }
        TrialOutcome& outcome = outcomes[places[i]];
        if (gas.error || call.error) {
            outcome.error = (gas.error ? gas.error : call.error)->message;
            continue;
        }
        outcome.data = require_bytes(call.result.value_or(""));
        if (is_transfer && returns_false(outcome.data)) {
            outcome.error = kReturnsFalse;
        } else {
            outcome.gas = require_quantity(gas.result.value_or(""));
        }
    }
}

std::vector<TrialOutcome>
AccountReader::outcomes_of(std::span<const CallRequest> requests,
                           const std::vector<std::optional<Trial>>& trials, bool is_transfer)
{
    const OneByOne chosen = choose_one_by_one(requests, trials, is_transfer);
    std::vector<TrialOutcome> outcomes(requests.size());
    estimate(requests, chosen.places, is_transfer, outcomes);
    std::vector<std::size_t> unclear;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const std::optional<Trial>& trial = trials[i];
        if (outcomes[i].gas || !outcomes[i].error.empty()) {
            continue; // Asked about by itself.
        }
        outcomes[i].data = trial->data;
        if (!trial->moved) {
            outcomes[i].error = outcomes[chosen.refused.at({requests[i].to, trial->data})].error;
        } else if (is_transfer && returns_false(trial->data)) {
            outcomes[i].error = kReturnsFalse;
        } else {
            const std::size_t reference = chosen.reference.at(requests[i].to);
            const auto whole = outcomes[reference].gas;
            if (whole && *whole > trials[reference]->call_gas) {
                outcomes[i].gas = trial->call_gas + (*whole - trials[reference]->call_gas);
            }
        }
        if (!outcomes[i].gas && outcomes[i].error.empty()) {
            unclear.push_back(i); // The node's estimate contradicts the trial.
        }
    }
    estimate(requests, unclear, is_transfer, outcomes);
    return outcomes;
}

std::vector<TrialOutcome> AccountReader::try_transfers(std::span<const TransferQuery> queries)
{
    std::vector<std::optional<Trial>> trials(queries.size());
    if (queries.size() >= kManyAccounts) {
        trials = m_wide.transfers(queries);
    }
    std::vector<CallRequest> requests;
    requests.reserve(queries.size());
    for (const TransferQuery& query : queries) {
        requests.push_back(as_request(query));
    }
    return outcomes_of(requests, trials, true);
}

std::vector<TrialOutcome> AccountReader::try_alike(std::span<const CallRequest> calls)
{
    std::vector<std::optional<Trial>> trials(calls.size());
    const bool is_alike = std::all_of(calls.begin(), calls.end(), [&](const CallRequest& call) {
        return call.data.size() == calls.front().data.size();
    });
    if (calls.size() >= kManyAccounts && is_alike) {
        trials = m_wide.alike(calls);
    }
    return outcomes_of(calls, trials, false);
}

} // namespace ctrip::rpc
