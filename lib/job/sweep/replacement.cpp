// SPDX-License-Identifier: MIT
#include "job/sweep/replacement.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace ctrip::job {

namespace {

using evm::Amount;

constexpr std::int64_t kStuckAfter_s = 180;
constexpr evm::BlockNumber kStuckAfterBlocks = 3;

} // namespace

bool is_stuck(const evm::AnyTx& tx, const store::SweepTx& stored, const rpc::BlockHeader& head)
{
    if (head.number <= stored.signed_block) {
        return false;
    }
    if (head.base_fee && evm::max_fee_of(tx) < *head.base_fee) {
        return true;
    }
    return head.number - stored.signed_block >= kStuckAfterBlocks &&
           head.timestamp_s - stored.signed_time_s >= kStuckAfter_s;
}

std::optional<evm::TransferManyCall> transfers_in(const evm::AnyTx& tx,
                                                  const evm::Address& treasury)
{
    return std::visit(
        [&](const auto& one) { return evm::decode_transfer_many(one.data, treasury); }, tx);
}

bool is_expiring(const std::optional<evm::TransferManyCall>& transfers,
                 const rpc::BlockHeader& head)
{
    constexpr std::uint64_t ahead_s = 120;
    const std::uint64_t until_s = static_cast<std::uint64_t>(head.timestamp_s) + ahead_s;
    return transfers && std::any_of(transfers->transfers.begin(), transfers->transfers.end(),
                                    [&](const evm::SignedTransferAuthorization& one) {
                                        return one.transfer.valid_before <= until_s;
                                    });
}

evm::AnyTx with_price(evm::AnyTx tx, const GasPrice& price)
{
    if (auto* const legacy = std::get_if<evm::LegacyTx>(&tx)) {
        legacy->gas_price = price.max_fee;
    } else if (auto* const plain = std::get_if<evm::Eip1559Tx>(&tx)) {
        plain->max_fee = price.max_fee;
        plain->max_priority_fee = price.priority_fee;
    } else {
        std::get<evm::Eip7702Tx>(tx).max_fee = price.max_fee;
        std::get<evm::Eip7702Tx>(tx).max_priority_fee = price.priority_fee;
    }
    return tx;
}

std::optional<evm::AnyTx> native_replacement(const evm::AnyTx& old, GasPrice price)
{
    price.priority_fee = price.max_fee;
    const Amount more = Amount{evm::gas_of(old)} * (price.max_fee - evm::max_fee_of(old));
    evm::AnyTx anew = with_price(old, price);
    Amount& value = std::visit([](auto& one) -> Amount& { return one.value; }, anew);
    if (value <= more) {
        return std::nullopt;
    }
    value -= more;
    return anew;
}

std::optional<GasPrice> token_replacement_price(const evm::AnyTx& old, GasPrice price,
                                                const Amount& held)
{
    const Amount gas{evm::gas_of(old)};
    const Amount affordable = evm::mul_div_floor(held, 1, gas);
    const Amount least = std::max(least_replacement(evm::max_fee_of(old)),
                                  least_replacement(evm::priority_fee_of(old)));
    const bool is_mineable = !price.base_fee || affordable >= *price.base_fee;
    if (held < gas * price.max_fee && (affordable < least || !is_mineable)) {
        return std::nullopt;
    }
    price.max_fee = std::min(price.max_fee, affordable);
    price.priority_fee = std::min(price.priority_fee, price.max_fee);
    return price;
}

} // namespace ctrip::job
