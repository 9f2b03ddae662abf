// SPDX-License-Identifier: MIT
// What the contracts of a chain's tokens say of themselves, and which tokens to watch.
#pragma once

#include "job/shared/chain_job.hpp"
#include "store/token_store.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace ctrip::payment {
struct Deposit;
}

namespace ctrip::job {

class TokenCheck
{
public:
    explicit TokenCheck(const ChainJob& job);

    /// Reads the known facts; asks the contracts of tokens that were not asked for a day. A failed
    /// request is logged, and asked again in the next run.
    void prepare();

    /// The number of configured tokens that contradict their contracts. Each is logged.
    [[nodiscard]] std::size_t differences() const noexcept { return m_differences; }
    /// The configured tokens, the native currency's own contract unless it contradicts its
    /// decimals, and the tokens of payments that are watched at chain time `time_s`.
    [[nodiscard]] std::vector<evm::Address> watched(base::UnixSeconds time_s);
    /// Whether the payment was made with other decimals than its token's contract has: what was
    /// asked is not what the shop meant.
    [[nodiscard]] bool contradicts(const payment::Deposit& payment) const;

private:
    void ask(const std::vector<evm::Address>& tokens);
    [[nodiscard]] bool is_configured(const evm::Address& token) const;

    const ChainJob& m_job;
    std::vector<config::Token> m_configured; ///< With the native currency's own contract.
    store::TokenStore m_store;
    std::map<evm::Address, store::TokenFacts> m_facts;
    std::size_t m_differences = 0;
    bool m_is_prepared = false;
    bool m_is_asked_now = false;
};

} // namespace ctrip::job
