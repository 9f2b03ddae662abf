// SPDX-License-Identifier: MIT
// Brings the transactions of sweeps to their end, whoever signed them: sends again what no block
// has, replaces what does not get through, takes back what a reorganisation took, and books what is
// final.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/sender.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

class SweepFollower
{
public:
    SweepFollower(SweepContext& context, SweepSender& sender) : m_context(context), m_sender(sender)
    {
    }

    /// Looks at all that is open once. How many nonces have no mined transaction yet.
    std::size_t follow();
    /// Whether something was mined that had not been, since it was asked last.
    [[nodiscard]] bool take_mined();

private:
    /// The transactions of one nonce: at most one is signed, broadcast or mined, the others were
    /// replaced.
    using Slot = std::vector<store::SweepTx>;

    /// Whether it still waits for a block.
    bool follow(Slot& slot, const std::vector<std::optional<rpc::Receipt>>& receipts);
    void set_mined(Slot& slot, store::SweepTx& tx, const rpc::Receipt& receipt);
    void finish(Slot& slot, store::SweepTx& tx, const rpc::Receipt& receipt);
    void finish(store::Sweep& sweep, const rpc::Receipt& receipt, bool is_lie);
    [[nodiscard]] std::set<std::string> unmoved(const std::vector<store::Sweep>& sweeps,
                                                const rpc::Receipt& receipt);
    /// Whether the address got some of the token in this block.
    [[nodiscard]] bool came_in(const store::Sweep& sweep, evm::BlockNumber block);
    void add_native_sweeps(std::vector<store::Sweep>& sweeps, const rpc::Receipt& receipt);
    void take_value(const store::SweepTx& tx);
    void note_funding(const store::SweepTx& tx, store::SweepPlanState state);
    void follow_missing(Slot& slot, store::SweepTx& tx);
    void drop_if_used(Slot& slot, store::SweepTx& tx, const std::string& message);
    void drop(Slot& slot, store::SweepTx& tx, const std::string& why);

    [[nodiscard]] bool is_stuck(const evm::AnyTx& tx, const store::SweepTx& stored) const;
    void replace(store::SweepTx& tx, const evm::AnyTx& old);
    [[nodiscard]] std::optional<evm::AnyTx> at_price(const store::SweepTx& tx,
                                                     const evm::AnyTx& old, GasPrice price,
                                                     std::vector<store::Sweep>& sweeps);
    [[nodiscard]] std::optional<wallet::Signer> signer_of(const store::SweepTx& tx,
                                                          const std::vector<store::Sweep>& sweeps);
    void fund(const store::SweepTx& tx, const evm::Amount& missing,
              const std::vector<store::Sweep>& sweeps);
    void can_not_replace(const store::SweepTx& tx, const std::string& why) const;

    SweepContext& m_context;
    SweepSender& m_sender;
    std::set<std::string> m_sent_again; ///< What this run has broadcast: once a run is enough.
    std::set<std::string> m_looked_at;  ///< Stuck ones that this run has replaced, or could not.
    std::optional<PriceNow> m_price;
    bool m_mined = false;
};

} // namespace ctrip::job
