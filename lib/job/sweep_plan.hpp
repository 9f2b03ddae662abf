// SPDX-License-Identifier: MIT
// Decides what a sweep does with each deposit: its fee, whether it is worth it, and the transaction
// that would move it.
#pragma once

#include "job/sweep.hpp"
#include "payment/payment.hpp"

#include <optional>
#include <vector>

namespace ctrip::job {

/// What a unit of gas may cost, in wei.
struct GasPrice
{
    std::optional<evm::Amount>
        base_fee; ///< None: the chain has no EIP-1559 fees, and `max_fee` is its gas price.
    evm::Amount priority_fee;
    evm::Amount max_fee;
};

/// A transaction that is decided but not signed.
struct SweepTx
{
    evm::Address from;
    evm::Address to;
    evm::Amount value;
    base::Bytes data;
    std::uint64_t gas = 0;
    GasPrice price;
};

struct PlannedSweep
{
    payment::Payment payment;
    SweepPlanEntry entry;
    std::optional<SweepTx> tx; ///< For the decisions sweep and top_up.
};

class SweepPlanner
{
public:
    SweepPlanner(const ChainJob& job, const SweepKeys& keys);

    /// One plan for each payment, in order. Balances are asked in batches. Called again, it goes on
    /// with the same price of gas and with what the sponsor has left.
    [[nodiscard]] std::vector<PlannedSweep> plan(const std::vector<payment::Payment>& payments);

private:
    struct Balances
    {
        evm::Amount native;
        evm::Amount token; ///< Of the payment's token; zero for a native payment.
    };

    void prepare();
    [[nodiscard]] std::optional<GasPrice> gas_price(std::string& reason);
    [[nodiscard]] std::vector<Balances> balances(const std::vector<payment::Payment>& payments);
    void plan_one(PlannedSweep& planned, const Balances& balances);
    void plan_native(PlannedSweep& planned, const evm::Amount& balance);
    void plan_token(PlannedSweep& planned, const Balances& balances);
    void plan_top_up(PlannedSweep& planned, const evm::Amount& missing);
    void keep_to_final(const std::vector<payment::Payment>& payments, std::vector<Balances>& held);
    [[nodiscard]] bool nothing_left(PlannedSweep& planned, const evm::Amount& value);

    const ChainJob& m_job;
    const SweepKeys& m_keys;
    std::string m_wallet_id;
    bool m_prepared = false;
    GasPrice m_price;
    std::string m_too_high; ///< Why nothing can be sent at this price of gas; empty where it can.
    evm::Amount m_sponsor_balance; ///< Less what this plan gives out.
};

/// wei as "12.5 gwei"
[[nodiscard]] std::string to_gwei(const evm::Amount& wei);

} // namespace ctrip::job
