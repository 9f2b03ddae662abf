// SPDX-License-Identifier: MIT
// The same JSON-RPC request to several nodes, which have to agree.
#pragma once

#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/quorum_reader.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

class JsonRpcQuorumReader : public virtual QuorumReader
{
public:
    explicit JsonRpcQuorumReader(JsonRpcConnection& connection) : m_connection(connection) {}

    [[nodiscard]] std::optional<BlockHeader> lowest_header(BlockTag tag,
                                                           std::uint64_t quorum) override;
    [[nodiscard]] std::vector<TransferCheck>
    check_transfers(std::span<const evm::Transfer> transfers,
                    const QuorumOptions& options) override;

private:
    JsonRpcConnection& m_connection;
};

} // namespace ctrip::rpc
