// SPDX-License-Identifier: MIT
// Blocks, transactions, receipts and events over JSON-RPC.
#pragma once

#include "rpc/block_source.hpp"
#include "rpc/client/json_rpc_connection.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

struct BlockReading;

/// The sink of read_blocks may make other calls.
class JsonRpcBlockSource : public virtual BlockSource
{
public:
    explicit JsonRpcBlockSource(JsonRpcConnection& connection) : m_connection(connection) {}

    void check_chain_id() override;
    [[nodiscard]] BlockHeader head() override;
    [[nodiscard]] std::optional<BlockHeader> header(evm::BlockNumber number) override;
    [[nodiscard]] std::optional<BlockHeader> header(BlockTag tag) override;
    [[nodiscard]] std::vector<std::optional<BlockHeader>>
    headers(std::span<const evm::BlockNumber> numbers) override;
    void read_blocks(evm::BlockNumber from, evm::BlockNumber to, std::uint64_t blocks_per_range,
                     const ReadOptions& options,
                     const std::function<bool(const BlockRange&)>& sink) override;
    [[nodiscard]] BlockRange read_doubted(const BlockRef& at, evm::BlockNumber from,
                                          evm::BlockNumber to, const ReadOptions& options) override;
    [[nodiscard]] std::vector<std::optional<Receipt>>
    receipts(std::span<const evm::TxHash> hashes) override;
    [[nodiscard]] std::optional<std::vector<Receipt>>
    block_receipts(evm::BlockNumber block) override;
    [[nodiscard]] std::optional<Transaction> transaction(const evm::TxHash& hash) override;
    [[nodiscard]] std::vector<evm::Transfer> sent_tokens(const evm::Address& token,
                                                         std::span<const evm::Address> owners,
                                                         evm::BlockNumber from,
                                                         evm::BlockNumber to) override;
    [[nodiscard]] std::vector<evm::Transfer> native_sweeps(std::span<const evm::Address> owners,
                                                           evm::BlockNumber from,
                                                           evm::BlockNumber to) override;

private:
    [[nodiscard]] BlockHeader latest_of(Node& node);
    void read_from(Node& node, BlockReading& reading);
    [[nodiscard]] bool has_block(Node& node, const BlockRef& block);
    [[nodiscard]] std::vector<evm::Transfer> sent_logs(std::span<const evm::Address> owners,
                                                       evm::BlockNumber from, evm::BlockNumber to,
                                                       const SentFilter& filter);

    JsonRpcConnection& m_connection;
    std::optional<BlockHeader> m_head; ///< The last one that head() returned.
    const Node* m_head_node = nullptr; ///< The node that it came from.
};

} // namespace ctrip::rpc
