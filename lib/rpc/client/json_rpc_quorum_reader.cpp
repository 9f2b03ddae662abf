// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_quorum_reader.hpp"

#include "rpc/parse/block.hpp"
#include "rpc/read/transfer_check.hpp"

#include <fmt/format.h>

#include <array>

namespace ctrip::rpc {

std::optional<BlockHeader> JsonRpcQuorumReader::lowest_header(BlockTag tag, std::uint64_t quorum)
{
    static_cast<void>(m_connection.heads().compare()); // Passes over nodes that are behind.
    std::optional<BlockHeader> lowest;
    bool unknown = false;
    const std::array calls{call_block(tag)};
    m_connection.pool().ask_each(quorum, [&](Node& node) {
        const auto answers = m_connection.exchange().ask<BlockHeader>(node, calls, &parse_headers);
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

std::vector<TransferCheck>
JsonRpcQuorumReader::check_transfers(std::span<const evm::Transfer> transfers,
                                     const QuorumOptions& options)
{
    std::vector<TransferCheck> checks(transfers.size());
    if (transfers.empty()) {
        return checks;
    }
    m_connection.pool().ask_each(options.quorum, [&](Node& node) {
        const auto differences = differences_at(node, m_connection.exchange(), transfers, options);
        for (std::size_t i = 0; i < transfers.size(); ++i) {
            if (checks[i].agreed() && !differences[i].empty()) {
                checks[i].difference = fmt::format("node {} shows {}", node.shown, differences[i]);
            }
        }
    });
    return checks;
}

} // namespace ctrip::rpc
