// SPDX-License-Identifier: MIT
// Sweep plans (what is to be swept and has no transaction under way), and presigned authorizations.
#pragma once

#include "base/clock.hpp"
#include "evm/transaction.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

enum class SweepPlanState : std::uint8_t
{
    planned, ///< To be swept.
    funded,  ///< The deposit has received its gas money.
    blocked, ///< Can't be swept now; `reason` says why.
};

[[nodiscard]] std::string_view to_string(SweepPlanState state) noexcept;

/// One per payment and currency.
struct SweepPlan
{
    std::string payment_id;
    std::optional<evm::Address> token;
    SweepPlanState state = SweepPlanState::planned;
    std::string strategy;               ///< "batched" or "direct"; empty if neither is possible.
    std::string reason;                 ///< Why it is blocked.
    base::UnixSeconds updated_at_s = 0; ///< Last change of its content.
    base::UnixSeconds ask_at_s = 0;     ///< Not examined again before this time.
    evm::BlockNumber searched_to_block = 0; ///< Last block searched for foreign sweeps.

    /// Same content: `updated_at_s`, `ask_at_s` and `searched_to_block` are not compared.
    [[nodiscard]] bool says_the_same(const SweepPlan& other) const;
    [[nodiscard]] bool operator==(const SweepPlan& other) const = default;
};

/// Deposits of one currency that are blocked for one reason.
struct WaitingDeposits
{
    std::string symbol;
    unsigned decimals = 0;
    std::string reason;
    std::uint64_t deposits = 0;
    evm::Amount value; ///< Base units that their payments received, of their own currency.
};

class SweepPlanStore
{
public:
    explicit SweepPlanStore(Database& database);

    /// In no order.
    [[nodiscard]] std::vector<SweepPlan> of_payments(std::span<const std::string> payment_ids);
    /// Plans on these chains (none given: on all), newest payment first; at most `max`.
    [[nodiscard]] std::vector<SweepPlan> list(std::span<const evm::ChainId> chain_ids,
                                              std::uint64_t max);
    void put(const SweepPlan& plan);
    void remove(std::string_view payment_id, const std::optional<evm::Address>& token);
    /// Whether put() or remove() was called.
    [[nodiscard]] bool has_changed() const noexcept { return m_has_changed; }
    /// In no order. The cost depends on how many are blocked.
    [[nodiscard]] std::vector<WaitingDeposits> waiting(evm::ChainId chain_id);

    struct Authorization
    {
        evm::Address authority; ///< The deposit that signed it.
        evm::SignedAuthorization signed_authorization;
    };
    /// Stores authorizations; existing ones are left unchanged. Within a DbTransaction. Returns the
    /// number of new ones.
    std::uint64_t put_authorizations(std::span<const Authorization> authorizations);
    /// The authorizations signed by these addresses for this contract, in no order.
    [[nodiscard]] std::vector<Authorization> authorizations(evm::ChainId chain_id,
                                                            const evm::Address& sweeper,
                                                            std::span<const evm::Address> by);
    [[nodiscard]] bool has_authorizations(); ///< For any chain.

private:
    Database& m_database;
    bool m_has_changed = false;
};

} // namespace ctrip::store
