// SPDX-License-Identifier: MIT
// Replaces a stuck transaction of a sweep by one of the same nonce that pays more, and drops one
// that can never be mined.
#pragma once

#include "job/sweep/batching/transfer_domains.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/sender.hpp"
#include "job/sweep/slot.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

class SweepReplacer
{
public:
    SweepReplacer(SweepContext& context, SweepSender& sender)
        : m_context(context), m_sender(sender),
          m_domains(context.job.client, context.job.chain.chain_id)
    {
    }

    /// Whether it moves nothing any more, since the transfers that it carries (EIP-3009) expire.
    [[nodiscard]] bool has_expired(const store::SweepTx& tx);

    /// Replaces `tx` where the node's pool refused its price (`outcome`) or no block takes it, and
    /// its nonce is still free; checks each transaction once a run. True where it did: `tx` is then
    /// the new one, sent.
    bool replace_stuck(SweepSlot slot, store::SweepTx& tx, rpc::SendOutcome outcome);
    /// Whether the nonce of `tx`, of which no transaction has a receipt, is used on the chain.
    /// Drops the slot where another transaction must have used it: see may_show_receipt_later().
    bool end_if_nonce_used(SweepSlot slot, store::SweepTx& tx);
    /// Drops the slot: none of it can be mined any more. `why` becomes the note of its sweeps.
    void drop(SweepSlot slot, store::SweepTx& tx, const std::string& why);

private:
    [[nodiscard]] bool is_used_at_final(const store::SweepTx& tx) const;
    [[nodiscard]] bool has_receipt(SweepSlot slot) const;
    bool replace(store::SweepTx& tx, const evm::AnyTx& old);
    [[nodiscard]] std::optional<evm::AnyTx> at_price(const store::SweepTx& tx,
                                                     const evm::AnyTx& old, const GasPrice& price,
                                                     std::vector<store::Sweep>& sweeps);
    [[nodiscard]] std::optional<evm::AnyTx>
    with_new_transfers(const store::SweepTx& tx, evm::AnyTx anew, evm::TransferManyCall& transfers,
                       const std::vector<store::Sweep>& sweeps);
    [[nodiscard]] std::optional<wallet::Signer> signer_of(const store::SweepTx& tx,
                                                          const std::vector<store::Sweep>& sweeps);
    void fund(const store::SweepTx& tx, const evm::Amount& missing,
              const std::vector<store::Sweep>& sweeps);
    void log_not_replaced(const store::SweepTx& tx, const std::string& why) const;

    SweepContext& m_context;
    SweepSender& m_sender;
    TransferDomains m_domains;
    std::set<std::string> m_checked; ///< Hashes that this run has replaced, or could not.
    std::optional<PriceNow> m_price; ///< Read once a run.
};

} // namespace ctrip::job
