// SPDX-License-Identifier: MIT
// The tokens of each chain that payments were asked in or that are configured, and what their
// contracts say of themselves.
#pragma once

#include "base/clock.hpp"
#include "evm/address.hpp"
#include "store/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ctrip::store {

struct TokenFacts
{
    evm::Address token;
    std::optional<bool> has_code;     ///< None: not asked yet.
    std::optional<unsigned> decimals; ///< None: the contract does not say, or was not asked.
    base::UnixSeconds asked_at_s = 0; ///< 0: never.
};

class TokenStore
{
public:
    TokenStore(Database& database, evm::ChainId chain_id)
        : m_database(database), m_chain_id(chain_id)
    {
    }

    [[nodiscard]] std::vector<TokenFacts> all();
    [[nodiscard]] std::optional<TokenFacts> find(const evm::Address& token);
    /// Adds a token that was not asked yet; nothing if it is there.
    void add(const evm::Address& token);
    void put(const TokenFacts& facts);
    /// The symbol of a payment in this token that is watched at chain time `time_s`; none where
    /// there is no such payment. Reads the watched payments: for tokens that are not configured.
    [[nodiscard]] std::optional<std::string> watched_symbol(const evm::Address& token,
                                                            base::UnixSeconds time_s);

private:
    Database& m_database;
    evm::ChainId m_chain_id;
};

} // namespace ctrip::store
