// SPDX-License-Identifier: MIT
#include "job/sweep/intent.hpp"

#include "evm/abi.hpp"
#include "evm/sweeper.hpp"
#include "evm/transfer_authorization.hpp"
#include "job/sweep/gas_price.hpp"
#include "wallet/signer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <variant>
#include <vector>

namespace ctrip::job {

namespace {

using evm::Address;
using evm::Amount;
using store::SweepTxKind;

/// The Sweeper's deployment needs 700,000.
constexpr std::uint64_t kDeployGasMax = 4'000'000;
/// A block of Ethereum. What one transaction may have is learnt from the node; gas that is not used
/// is not paid.
constexpr std::uint64_t kBatchGasMax = 60'000'000;
/// 25,000 for each authorization, and where gas includes the data's cost on L1, more.
constexpr std::uint64_t kUndelegateGasMax = 10'000'000;

struct Parts
{
    evm::ChainId chain_id = 0;
    std::optional<Address> to;
    Amount value;
    const base::Bytes& data;
    bool has_access_list = false;
    std::span<const evm::SignedAuthorization> authorizations;
};

/// Of a transaction of any type; a type without access lists or authorizations has none.
template <typename Tx>
Parts parts_of(const Tx& tx)
{
    Parts parts{.chain_id = tx.chain_id,
                .to = tx.to,
                .value = tx.value,
                .data = tx.data,
                .has_access_list = false,
                .authorizations = {}};
    if constexpr (requires { tx.access_list; }) {
        parts.has_access_list = !tx.access_list.empty();
    }
    if constexpr (requires { tx.authorizations; }) {
        parts.authorizations = tx.authorizations;
    }
    return parts;
}

std::string why_other_recipient(const Parts& tx, const Address& wanted, std::string_view name)
{
    if (tx.to == wanted) {
        return {};
    }
    return fmt::format("it goes to {}, which is not {}",
                       tx.to ? tx.to->to_checksum() : "a new contract", name);
}

std::string why_not_plain(const Parts& tx)
{
    return tx.data.empty() ? std::string{} : "it has data, and a transfer of native money has none";
}

std::string why_not_token(const Parts& tx, const SigningRules& rules)
{
    if (!tx.to || !is_configured(rules.chain, *tx.to)) {
        return fmt::format("it calls {}, which is no configured token",
                           tx.to ? tx.to->to_checksum() : "a new contract");
    }
    const auto amount = evm::decode_transfer(tx.data, rules.treasury);
    return amount ? std::string{} : "its data is not a transfer to the treasury";
}

bool are_same(std::span<const Address> these, std::span<const Address> those)
{
    return std::set<Address>(these.begin(), these.end()) ==
           std::set<Address>(those.begin(), those.end());
}

/// Signed transfers (EIP-3009): their recipient is the treasury of the contract that is called.
std::string why_not_transfers(const Parts& tx, const evm::TransferManyCall& call,
                              std::span<const Address> deposits, const SigningRules& rules)
{
    std::vector<Address> from;
    for (const evm::SignedTransferAuthorization& one : call.transfers) {
        from.push_back(one.transfer.from);
    }
    if (!are_same(from, deposits)) {
        return "it moves tokens of other addresses than those of its payments";
    }
    if (!is_configured(rules.chain, call.token)) {
        return "it moves a token that is not configured";
    }
    return tx.authorizations.empty() ? std::string{}
                                     : "it lets accounts run code, and signed transfers need none";
}

std::string why_not_sweeps(const Parts& tx, const evm::SweepManyCall& call,
                           std::span<const Address> deposits, const SigningRules& rules)
{
    if (!are_same(call.deposits, deposits)) {
        return "it sweeps other addresses than those of its payments";
    }
    if (!std::all_of(call.tokens.begin(), call.tokens.end(),
                     [&](const Address& token) { return is_configured(rules.chain, token); })) {
        return "it sweeps a token that is not configured";
    }
    const bool delegates_elsewhere =
        std::any_of(tx.authorizations.begin(), tx.authorizations.end(),
                    [&](const evm::SignedAuthorization& one) {
                        return one.authorization.address != tx.to ||
                               one.authorization.chain_id != rules.chain.chain_id;
                    });
    return delegates_elsewhere ? "it lets an account run other code than the Sweeper's"
                               : std::string{};
}

/// Either version of the Sweeper is called by its own functions, and only with authorizations for
/// itself.
std::string why_not_batch(const Parts& tx, std::span<const Address> deposits,
                          const SigningRules& rules)
{
    const auto version = tx.to ? evm::sweeper_version_at(*tx.to, rules.treasury) : std::nullopt;
    if (!version) {
        return fmt::format("it goes to {}, which is not the treasury's Sweeper",
                           tx.to ? tx.to->to_checksum() : "a new contract");
    }
    if (*version == evm::SweeperVersion::v2) {
        if (const auto call = evm::decode_transfer_many(tx.data, rules.treasury)) {
            return why_not_transfers(tx, *call, deposits, rules);
        }
    }
    const auto call = evm::decode_sweep_many(tx.data);
    if (!call || call->margin.has_value() != (*version == evm::SweeperVersion::v2)) {
        return "its data is not a call of sweepMany";
    }
    return why_not_sweeps(tx, *call, deposits, rules);
}

std::string why_not_deployment(const Parts& tx, const SigningRules& rules)
{
    if (std::string why =
            why_other_recipient(tx, evm::kDeterministicDeployer, "the deterministic deployer");
        !why.empty()) {
        return why;
    }
    return std::any_of(evm::kSweeperVersions.begin(), evm::kSweeperVersions.end(),
                       [&](evm::SweeperVersion version) {
                           return tx.data == evm::sweeper_deploy_data(rules.treasury, version);
                       })
               ? std::string{}
               : "its data is not the Sweeper's deployment for the treasury";
}

std::string why_not_undelegation(const Parts& tx, std::span<const Address> deposits,
                                 const SigningRules& rules)
{
    if (std::string why = why_other_recipient(tx, Address{}, "the zero address"); !why.empty()) {
        return why;
    }
    if (!tx.data.empty()) {
        return "it has data, and taking delegations back has none";
    }
    std::set<Address> authorities;
    for (const evm::SignedAuthorization& one : tx.authorizations) {
        if (one.authorization.address != Address{} ||
            one.authorization.chain_id != rules.chain.chain_id) {
            return "one of its authorizations does not end a delegation on this chain";
        }
        if (const auto authority = wallet::signer_of(one)) {
            authorities.insert(*authority);
        }
    }
    const bool is_each_once = authorities.size() == tx.authorizations.size() &&
                              tx.authorizations.size() <= kUndelegateMax;
    return is_each_once && authorities == std::set<Address>(deposits.begin(), deposits.end())
               ? std::string{}
               : "its authorizations are not those of deposits, each once";
}

/// The kinds of native money are the only ones with a value.
std::string why_not_of_kind(const Parts& tx, SweepTxKind kind, std::span<const Address> deposits,
                            const SigningRules& rules)
{
    switch (kind) {
    case SweepTxKind::native: {
        std::string why = why_other_recipient(tx, rules.treasury, "the treasury");
        return why.empty() ? why_not_plain(tx) : why;
    }
    case SweepTxKind::topup: {
        std::string why = why_other_recipient(tx, deposits.front(), "its payment's address");
        return why.empty() ? why_not_plain(tx) : why;
    }
    case SweepTxKind::token:
    case SweepTxKind::batch:
    case SweepTxKind::deploy:
    case SweepTxKind::undelegate:
        break;
    }
    if (!tx.value.is_zero()) {
        return "it moves native money, and its kind moves none";
    }
    if (kind == SweepTxKind::undelegate) {
        return why_not_undelegation(tx, deposits, rules);
    }
    if (kind == SweepTxKind::token) {
        return why_not_token(tx, rules);
    }
    return kind == SweepTxKind::batch ? why_not_batch(tx, deposits, rules)
                                      : why_not_deployment(tx, rules);
}

std::uint64_t gas_max(SweepTxKind kind)
{
    switch (kind) {
    case SweepTxKind::native:
    case SweepTxKind::token:
    case SweepTxKind::topup:
        return kTransferGasMax;
    case SweepTxKind::batch:
        return kBatchGasMax;
    case SweepTxKind::deploy:
        return kDeployGasMax;
    case SweepTxKind::undelegate:
        return kUndelegateGasMax;
    }
    return 0;
}

} // namespace

bool is_configured(const config::Chain& chain, const Address& token)
{
    return std::any_of(chain.tokens.begin(), chain.tokens.end(),
                       [&](const config::Token& one) { return one.address == token; });
}

std::string why_not_intended(const evm::AnyTx& tx, SweepTxKind kind,
                             std::span<const Address> deposits, const SigningRules& rules)
{
    const Parts parts = std::visit([](const auto& one) { return parts_of(one); }, tx);
    const bool has_authorizations = kind == SweepTxKind::batch || kind == SweepTxKind::undelegate;
    const bool fits = kind == SweepTxKind::deploy ? deposits.empty()
                      : has_authorizations        ? !deposits.empty()
                                                  : deposits.size() == 1;
    if (!fits) {
        return fmt::format("it belongs to {} payments", deposits.size());
    }
    if (parts.chain_id != rules.chain.chain_id) {
        return fmt::format("it is for the chain {}", parts.chain_id);
    }
    if (parts.has_access_list || (!has_authorizations && !parts.authorizations.empty())) {
        return "it has a list of accesses or authorizations, and its kind has none";
    }
    return why_not_of_kind(parts, kind, deposits, rules);
}

std::string why_too_dear(const evm::AnyTx& tx, SweepTxKind kind, const SigningRules& rules)
{
    if (evm::max_fee_of(tx) > rules.max_fee_wei) {
        return fmt::format("it pays {} for gas, more than max_fee_gwei allows here ({})",
                           to_gwei(evm::max_fee_of(tx)), to_gwei(rules.max_fee_wei));
    }
    if (evm::gas_of(tx) > gas_max(kind)) {
        return fmt::format("it needs {} gas by the node's estimate, and ctrip signs at most {} for "
                           "one of its kind",
                           evm::gas_of(tx), gas_max(kind));
    }
    const Amount value = std::visit([](const auto& one) { return one.value; }, tx);
    const Amount topup_max = Amount{2 * kTransferGasMax} * rules.max_fee_wei;
    if (kind == SweepTxKind::topup && value > topup_max) {
        return fmt::format("it is a top-up of {} wei, and ctrip signs at most {} (twice {} gas at "
                           "max_fee_gwei)",
                           value.to_decimal(), topup_max.to_decimal(), kTransferGasMax);
    }
    return {};
}

} // namespace ctrip::job
