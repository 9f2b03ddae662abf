// SPDX-License-Identifier: MIT
// What is to be swept and has no transaction under way, and the authorizations to sweep it that
// were signed elsewhere.
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
    planned, ///< It is to be swept.
    funded,  ///< Its gas money has arrived.
    blocked, ///< Not now; the reason says why.
};

[[nodiscard]] std::string_view to_string(SweepPlanState state) noexcept;

/// One for each payment and currency.
struct SweepPlan
{
    std::string payment_id;
    std::optional<evm::Address> token;
    SweepPlanState state = SweepPlanState::planned;
    std::string strategy;               ///< "batched" or "direct"; empty where none is possible.
    std::string reason;                 ///< Why it is blocked.
    base::UnixSeconds updated_at_s = 0; ///< Since when it says this.
    base::UnixSeconds ask_at_s = 0;     ///< It is not looked at again before.
    evm::BlockNumber searched_to_block = 0; ///< Up to where sweeps by others were looked for.

    /// Whether both say the same, whenever.
    [[nodiscard]] bool says_the_same(const SweepPlan& other) const;
    [[nodiscard]] bool operator==(const SweepPlan& other) const = default;
};

class SweepPlanStore
{
public:
    explicit SweepPlanStore(Database& database);

    /// In no order.
    [[nodiscard]] std::vector<SweepPlan> of_payments(std::span<const std::string> payment_ids);
    /// Of chains (all where none is named), the newest payment first.
    [[nodiscard]] std::vector<SweepPlan> list(std::span<const evm::ChainId> chain_ids,
                                              std::uint64_t max);
    void put(const SweepPlan& plan);
    void remove(std::string_view payment_id, const std::optional<evm::Address>& token);

    struct Authorization
    {
        evm::Address authority; ///< The deposit that signed it.
        evm::SignedAuthorization signed_authorization;
    };
    /// Those that are there already are left as they are. Within a DbTransaction. How many are new.
    std::uint64_t put_authorizations(std::span<const Authorization> authorizations);
    /// By these addresses, for this contract, in no order.
    [[nodiscard]] std::vector<Authorization> authorizations(evm::ChainId chain_id,
                                                            const evm::Address& sweeper,
                                                            std::span<const evm::Address> by);
    [[nodiscard]] bool has_authorizations(); ///< For any chain.

private:
    Database& m_database;
};

} // namespace ctrip::store
