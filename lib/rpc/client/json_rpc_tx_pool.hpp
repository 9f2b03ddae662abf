// SPDX-License-Identifier: MIT
// Nonces, fees, gas estimates and sending over JSON-RPC.
#pragma once

#include "rpc/block_source.hpp"
#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/tx_pool.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

class JsonRpcTxPool : public virtual TxPool
{
public:
    /// `blocks` gives the base fee of the latest block.
    JsonRpcTxPool(JsonRpcConnection& connection, BlockSource& blocks)
        : m_connection(connection), m_blocks(blocks)
    {
    }

    [[nodiscard]] std::uint64_t nonce(const evm::Address& address, bool pending) override;
    [[nodiscard]] std::uint64_t lowest_nonce(const evm::Address& address) override;
    [[nodiscard]] std::optional<std::uint64_t> nonce_at(const evm::Address& address,
                                                        evm::BlockNumber block) override;
    [[nodiscard]] FeeEstimate fees() override;
    [[nodiscard]] std::optional<std::vector<PastFee>>
    past_fees(std::span<const evm::BlockNumber> blocks) override;
    [[nodiscard]] std::uint64_t estimate_gas(const CallRequest& call) override;
    [[nodiscard]] std::vector<EstimateOutcome>
    try_estimates(std::span<const CallRequest> calls) override;
    using TxPool::send_raw;
    [[nodiscard]] std::vector<SendResult> send_raw(std::span<const base::Bytes> raw_txs) override;

private:
    [[nodiscard]] std::vector<SendResult> send_to(Node& node, std::span<const Call> calls);

    JsonRpcConnection& m_connection;
    BlockSource& m_blocks;
};

} // namespace ctrip::rpc
