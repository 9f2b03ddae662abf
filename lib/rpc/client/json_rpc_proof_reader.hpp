// SPDX-License-Identifier: MIT
// Light verification over JSON-RPC.
#pragma once

#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/proof_reader.hpp"
#include "rpc/verify/evidence_reader.hpp"

#include <optional>
#include <set>
#include <span>
#include <vector>

namespace ctrip::rpc {

class JsonRpcProofReader : public virtual ProofReader
{
public:
    explicit JsonRpcProofReader(JsonRpcConnection& connection) : m_connection(connection) {}

    [[nodiscard]] std::vector<std::optional<FullHeader>>
    full_headers(std::span<const evm::BlockNumber> numbers,
                 const std::set<evm::BlockNumber>& with_transactions) override;
    [[nodiscard]] ProofReport prove(const ProofRequest& request) override;
    [[nodiscard]] std::vector<TransferEvidence> evidence(const ProofRequest& request) override;

private:
    JsonRpcConnection& m_connection;
    NodesWithoutReceipts m_without;
};

} // namespace ctrip::rpc
