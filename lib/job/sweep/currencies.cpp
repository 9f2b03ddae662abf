// SPDX-License-Identifier: MIT
#include "job/sweep/currencies.hpp"

#include "store/ledger_store.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace ctrip::job {

namespace {

using payment::Deposit;
using Token = std::optional<evm::Address>;

/// Whether this currency was moved from the address before.
bool was_swept(const std::vector<store::Sweep>& sweeps, const Deposit& deposit)
{
    return std::any_of(sweeps.begin(), sweeps.end(), [&](const store::Sweep& sweep) {
        return sweep.payment_id == deposit.id && sweep.kind != store::SweepKind::topup &&
               sweep.state == store::SweepState::final && sweep.token == deposit.token;
    });
}

} // namespace

Deposit in_currency(const config::Chain& chain, const Deposit& deposit, const Token& token)
{
    Deposit other = deposit;
    other.is_other_currency = true;
    other.swept = false;
    other.token = token;
    other.symbol = chain.native.symbol;
    other.decimals = chain.native.decimals;
    if (token) {
        const auto found =
            std::find_if(chain.tokens.begin(), chain.tokens.end(),
                         [&](const config::Token& one) { return one.address == *token; });
        other.symbol = found == chain.tokens.end() ? std::string{} : found->symbol;
        other.decimals = found == chain.tokens.end() ? 0 : found->decimals;
    }
    return other;
}

std::vector<Deposit> by_currency(SweepContext& context, const std::vector<store::DueDeposit>& due)
{
    std::vector<std::string> ids;
    ids.reserve(due.size());
    for (const store::DueDeposit& deposit : due) {
        ids.push_back(deposit.id);
    }
    std::map<std::string, std::set<Token>> came;
    for (const auto& sum : store::LedgerStore{context.job.database}.final_inflows(ids)) {
        came[sum.payment_id].insert(sum.token);
    }
    ids.clear();
    for (const store::DueDeposit& deposit : due) {
        std::set<Token>& others = came[deposit.id];
        others.erase(deposit.token);
        if (!others.empty()) {
            ids.push_back(deposit.id);
        }
    }
    const std::vector<store::Sweep> sweeps = context.sweeps.of_payments(ids);
    std::vector<Deposit> all;
    for (const store::DueDeposit& deposit : due) {
        if (deposit.is_paid) {
            all.push_back(deposit);
        }
        std::set<Token>& others = came[deposit.id];
        const bool has_native = others.erase(std::nullopt) > 0;
        std::vector<Token> tokens(others.begin(), others.end());
        if (has_native) {
            tokens.emplace_back(std::nullopt);
        }
        for (const Token& token : tokens) {
            Deposit other = in_currency(context.job.chain, deposit, token);
            other.swept = was_swept(sweeps, other);
            other.never_delegated = !deposit.token;
            all.push_back(std::move(other));
        }
    }
    return all;
}

} // namespace ctrip::job
