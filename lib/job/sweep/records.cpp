// SPDX-License-Identifier: MIT
#include "job/sweep/records.hpp"

#include <fmt/format.h>

namespace ctrip::job {

namespace {

using evm::Amount;
using payment::Deposit;
using store::Sweep;
using store::SweepKind;
using store::SweepTxKind;

/// All of the deposit's currency, to the treasury.
Sweep sweep_of(const SweepRoute& route, const Deposit& payment, SweepKind kind,
               const Amount& amount)
{
    return {.id = {},
            .chain_id = route.chain.chain_id,
            .payment_id = payment.id,
            .kind = kind,
            .state = store::SweepState::signed_,
            .from = payment.address,
            .to = route.treasury,
            .token = payment.token,
            .symbol = payment.symbol,
            .decimals = payment.decimals,
            .amount = amount,
            .tx_hash = {},
            .block_number = std::nullopt,
            .block_hash = std::nullopt,
            .fee = std::nullopt,
            .note = {},
            .created_at_s = 0};
}

Sweep top_up_of(const SweepRoute& route, const Deposit& payment, const TxDraft& draft)
{
    Sweep sweep = sweep_of(route, payment, SweepKind::topup, draft.value);
    sweep.from = draft.from;
    sweep.to = payment.address;
    sweep.token.reset();
    sweep.symbol = route.chain.native.symbol;
    sweep.decimals = route.chain.native.decimals;
    return sweep;
}

} // namespace

Sweep planned_sweep(const SweepRoute& route, const Deposit& payment, const Amount& value,
                    const TxDraft& draft)
{
    switch (draft.kind) {
    case SweepTxKind::native:
        return sweep_of(route, payment, SweepKind::native, draft.value);
    case SweepTxKind::token:
        return sweep_of(route, payment, SweepKind::token, value);
    case SweepTxKind::batch:
        return sweep_of(route, payment, SweepKind::batch, value);
    case SweepTxKind::topup:
        return top_up_of(route, payment, draft);
    case SweepTxKind::deploy: // These move nobody's money.
    case SweepTxKind::undelegate:
        break;
    }
    return sweep_of(route, payment, SweepKind::native, value);
}

Sweep imported_sweep(const SweepRoute& route, const Deposit& payment,
                     const OfflineSweep& signed_sweep)
{
    return sweep_of(route, payment, signed_sweep.token ? SweepKind::token : SweepKind::native,
                    signed_sweep.amount);
}

OfflineSweep exported_sweep(const SweepRoute& route, const Deposit& payment, const Amount& value,
                            const TxDraft& draft)
{
    return {.chain_id = route.chain.chain_id,
            .payment_id = payment.id,
            .index = payment.derivation_index,
            .from = draft.from,
            .treasury = route.treasury,
            .token = payment.token,
            .symbol = payment.symbol,
            .decimals = payment.decimals,
            .amount = payment.token ? value : draft.value,
            .nonce = 0,
            .gas = draft.gas,
            .max_fee = draft.price.max_fee,
            .priority_fee =
                draft.price.base_fee ? std::optional{draft.price.priority_fee} : std::nullopt,
            .raw = {}};
}

base::LogFields sweep_fields(const config::Chain& chain, const Sweep& sweep,
                             const evm::TxHash& hash, std::string_view event)
{
    return {{"event", std::string{event}},
            {"chain", chain.name},
            {"payment", sweep.payment_id},
            {"kind", std::string{store::to_string(sweep.kind)}},
            {"amount",
             fmt::format("{} {}", evm::format_units(sweep.amount, sweep.decimals), sweep.symbol)},
            {"tx", hash.to_hex()}};
}

} // namespace ctrip::job
