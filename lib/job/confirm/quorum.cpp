// SPDX-License-Identifier: MIT
#include "job/confirm/quorum.hpp"

#include "base/error.hpp"
#include "job/shared/one_currency.hpp"

#include <fmt/format.h>

namespace ctrip::job {

std::optional<rpc::BlockHeader> QuorumCheck::head(const rpc::BlockHeader& head)
{
    if (m_chain.quorum <= 1) {
        return head;
    }
    try {
        const auto lowest = m_nodes.lowest_header(rpc::BlockTag::latest, m_chain.quorum);
        return lowest && lowest->number < head.number ? lowest : head;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) {
            throw;
        }
        m_too_few = error.what();
        return std::nullopt;
    }
}

std::vector<bool> QuorumCheck::agreed(std::span<const evm::Transfer> transfers)
{
    std::vector<bool> agreed(transfers.size(), true);
    if (m_chain.quorum <= 1 || transfers.empty()) {
        return agreed;
    }
    std::vector<evm::Transfer> asked;
    for (const evm::Transfer& transfer : transfers) {
        asked.push_back(as_event(m_chain, transfer));
    }
    rpc::QuorumOptions options{.quorum = m_chain.quorum, .partial_tokens = {}};
    for (const config::Token& token : m_chain.tokens) {
        if (token.verify_balance) {
            options.partial_tokens.push_back(token.address);
        }
    }
    std::vector<rpc::TransferCheck> checks;
    try {
        checks = m_nodes.check_transfers(asked, options);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) {
            throw;
        }
        m_too_few = error.what();
        agreed.assign(transfers.size(), false);
        return agreed;
    }
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        agreed[i] = checks[i].agreed();
        if (!agreed[i]) {
            ++m_refused;
            m_log.error("the nodes differ on a transfer; it is not called final: " +
                            checks[i].difference,
                        {{"chain", m_chain.name},
                         {"tx", transfers[i].tx_hash.to_hex()},
                         {"block", fmt::to_string(transfers[i].block_number)}});
        }
    }
    return agreed;
}

void QuorumCheck::finish() const
{
    if (!m_too_few.empty()) {
        throw Error{ErrorKind::unavailable, m_too_few + "; nothing was called final"};
    }
    if (m_refused > 0) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': the nodes of the quorum differ on {} transfers, which "
                                "were not called final; find out which node is wrong",
                                m_chain.name, m_refused)};
    }
}

} // namespace ctrip::job
