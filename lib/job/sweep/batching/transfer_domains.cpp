// SPDX-License-Identifier: MIT
#include "job/sweep/batching/transfer_domains.hpp"

#include "evm/abi.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace ctrip::job {

namespace {

bool is_word(const rpc::CallOutcome& outcome, const evm::Word& word)
{
    return outcome.succeeded &&
           std::equal(outcome.data.begin(), outcome.data.end(), word.begin(), word.end());
}

} // namespace

std::optional<evm::Word> TransferDomains::of(const evm::Address& token)
{
    const auto [found, is_new] = m_asked.try_emplace(token);
    if (is_new) {
        found->second = ask(token);
    }
    return found->second;
}

std::optional<evm::Word> TransferDomains::ask(const evm::Address& token)
{
    std::vector<rpc::CallRequest> calls;
    for (base::Bytes data : {evm::encode_transfer_typehash(), evm::encode_domain_separator(),
                             evm::encode_name(), evm::encode_version()}) {
        calls.push_back({.from = {}, .to = token, .value = {}, .data = std::move(data)});
    }
    const std::vector<rpc::CallOutcome> outcomes = m_client.try_calls(calls);
    if (!is_word(outcomes[0], evm::kTransferWithAuthorizationTypehash) || !outcomes[2].succeeded ||
        !outcomes[3].succeeded) {
        return std::nullopt;
    }
    const std::optional<std::string> name = evm::decode_symbol(outcomes[2].data);
    const std::optional<std::string> version = evm::decode_symbol(outcomes[3].data);
    if (!name || !version) {
        return std::nullopt;
    }
    const evm::Word separator = evm::domain_separator(
        {.name = *name, .version = *version, .chain_id = m_chain_id, .token = token});
    return is_word(outcomes[1], separator) ? std::optional{separator} : std::nullopt;
}

} // namespace ctrip::job
