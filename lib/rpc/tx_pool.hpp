// SPDX-License-Identifier: MIT
// What a transaction needs to get mined: its nonce, its fees, its gas, and the nodes' pool.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "rpc/call_request.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

enum class SendOutcome : std::uint8_t
{
    accepted,      ///< Now in the node's pool.
    already_known, ///< In the pool or mined before: counts as accepted.
    nonce_too_low, ///< The nonce is used, by this transaction or another; its receipt tells which.
    underpriced,   ///< The pool requires a higher fee.
    insufficient_funds,
    /// The gas limit is above the chain's cap for a transaction (EIP-7825) or a block.
    gas_above_cap,
    fee_above_cap, ///< The node takes no transaction that may cost so much (geth: rpc.txfeecap).
    gas_too_low,   ///< Its gas is less than its bytes and its value need before anything runs.
    too_large,     ///< It has more bytes than the node takes.
    rejected,      ///< For any other reason.
};

struct SendResult
{
    SendOutcome outcome = SendOutcome::rejected;
    std::string message; ///< The node's message, where it refused.
};

struct EstimateOutcome
{
    std::optional<std::uint64_t> gas;
    std::string error; ///< The node's message, where the call would fail.
};

/// The price of gas in one block, in wei.
struct PastFee
{
    evm::BlockNumber block = 0;
    evm::Amount base_fee;
    std::optional<evm::Amount> priority_fee; ///< The median of the block's transactions.
};

struct FeeEstimate
{
    std::optional<evm::Amount> base_fee; ///< Of the latest block; none: legacy gas prices.
    evm::Amount priority_fee;            ///< eth_maxPriorityFeePerGas, where there is a base fee.
    evm::Amount gas_price;               ///< eth_gasPrice.
};

/// Every call throws Error{unavailable} if no node gives a usable answer; no default is returned
/// instead. A node is used only after its eth_chainId matched the configuration.
class TxPool
{
public:
    TxPool() = default;
    TxPool(const TxPool&) = delete;
    TxPool& operator=(const TxPool&) = delete;
    virtual ~TxPool() = default;

    /// The number of mined transactions; with `pending`, also those in the node's pool.
    [[nodiscard]] virtual std::uint64_t nonce(const evm::Address& address, bool pending) = 0;
    /// The lowest number of mined transactions that any node shows: a nonce that is too low is
    /// refused, one that is too high waits for ever.
    [[nodiscard]] virtual std::uint64_t lowest_nonce(const evm::Address& address) = 0;
    /// The number of transactions that were mined up to this block. None: the node does not have
    /// its state.
    [[nodiscard]] virtual std::optional<std::uint64_t> nonce_at(const evm::Address& address,
                                                                evm::BlockNumber block) = 0;
    [[nodiscard]] virtual FeeEstimate fees() = 0;
    /// The fees of these blocks (eth_feeHistory), in order, without blocks that the node does not
    /// have. None: the node does not support the method.
    [[nodiscard]] virtual std::optional<std::vector<PastFee>>
    past_fees(std::span<const evm::BlockNumber> blocks) = 0;
    /// Error{request} with the node's message if the call would revert.
    [[nodiscard]] virtual std::uint64_t estimate_gas(const CallRequest& call) = 0;
    /// One outcome for each call, in order, in batches: a call that would fail is an outcome too.
    [[nodiscard]] virtual std::vector<EstimateOutcome>
    try_estimates(std::span<const CallRequest> calls) = 0;
    /// Each to every node that is not paused, in their order: one that keeps it to itself must not
    /// stop it. The best of their answers; one that accepts is enough.
    [[nodiscard]] virtual std::vector<SendResult>
    send_raw(std::span<const base::Bytes> raw_txs) = 0;
    [[nodiscard]] SendResult send_raw(const base::Bytes& raw_tx)
    {
        return send_raw(std::span{&raw_tx, 1}).front();
    }
};

} // namespace ctrip::rpc
