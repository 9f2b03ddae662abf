// SPDX-License-Identifier: MIT
// The same JSON-RPC request to several nodes, which have to agree.
#pragma once

#include "http/client.hpp"
#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/quorum_reader.hpp"
#include "rpc/read/transfer_check.hpp"

#include <functional>
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
    [[nodiscard]] std::vector<Agreement> check_transfers(std::span<const evm::Transfer> transfers,
                                                         const QuorumOptions& options) override;
    [[nodiscard]] std::vector<Agreement> check_receipts(std::span<const Receipt> receipts,
                                                        std::uint64_t quorum) override;
    [[nodiscard]] std::vector<BlockVotes> votes(std::span<const KnownBlock> blocks,
                                                std::uint64_t quorum) override;
    [[nodiscard]] std::vector<NodeBalances>
    balances_by_node(const BlockRef& seen, std::span<const StateSource::PastBalanceQuery> queries,
                     std::uint64_t quorum) override;
    bool keep_to(const KnownBlock& block) override;

private:
    template <typename T, typename Ask>
    [[nodiscard]] std::vector<Agreement> check(std::span<const T> facts, std::uint64_t quorum,
                                               const Ask& ask);
    [[nodiscard]] std::vector<std::optional<BlockHeader>>
    headers_at(Node& node, std::span<const KnownBlock> blocks);

    JsonRpcConnection& m_connection;
    http::Client m_client{{.connections_max = 2}}; ///< For StateReader.
    JsonParser m_parser;
};

} // namespace ctrip::rpc
