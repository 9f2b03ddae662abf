// SPDX-License-Identifier: MIT
// The part of the client that asks several nodes the same.
#include "rpc/client/json_rpc_chain_client.hpp"
#include "rpc/read/transfer_check.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace ctrip::rpc {

std::optional<BlockHeader> JsonRpcChainClient::lowest_header(BlockTag tag, std::uint64_t quorum)
{
    static_cast<void>(m_heads.compare()); // So that one that is stuck has no say.
    std::optional<BlockHeader> lowest;
    bool unknown = false;
    const std::array calls{call_block(tag)};
    m_pool.ask_each(quorum, [&](Node& node) {
        const auto answers = m_exchange.ask<BlockHeader>(node, calls, &ReplyParser::headers);
        if (answers[0].error && !is_unknown_block(*answers[0].error)) {
            throw NodeFailure{NodeFault::broken, "refuses: " + answers[0].error->message};
        }
        const auto& header = answers[0].result;
        unknown = unknown || !header;
        if (header && (!lowest || header->number < lowest->number)) {
            lowest = header;
        }
    });
    return unknown ? std::nullopt : lowest;
}

std::vector<Testimony> JsonRpcChainClient::witness(std::span<const evm::Transfer> transfers,
                                                   const WitnessOptions& options)
{
    std::vector<Testimony> testimonies(transfers.size());
    if (transfers.empty()) {
        return testimonies;
    }
    m_pool.ask_each(options.quorum, [&](Node& node) {
        const auto differences = differences_at(node, m_exchange, transfers, options);
        for (std::size_t i = 0; i < transfers.size(); ++i) {
            if (testimonies[i].agreed() && !differences[i].empty()) {
                testimonies[i].difference =
                    fmt::format("node {} shows {}", node.shown, differences[i]);
            }
        }
    });
    return testimonies;
}

} // namespace ctrip::rpc
