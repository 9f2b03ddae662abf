// SPDX-License-Identifier: MIT
#include "store/token_store.hpp"

namespace ctrip::store {

namespace {

TokenFacts to_facts(const Row& row)
{
    TokenFacts facts{.token = row.address(0),
                     .has_code = std::nullopt,
                     .decimals = std::nullopt,
                     .asked_at_s = row.integer(3)};
    if (!row.is_null(1)) {
        facts.has_code = row.boolean(1);
    }
    if (!row.is_null(2)) {
        facts.decimals = static_cast<unsigned>(row.unsigned_integer(2));
    }
    return facts;
}

} // namespace

std::vector<TokenFacts> TokenStore::all()
{
    std::vector<TokenFacts> all;
    for (const Row& row :
         m_database.query("SELECT token, has_code, decimals, asked_at FROM token_facts WHERE "
                          "chain_id = $1 ORDER BY token",
                          {m_chain_id})) {
        all.push_back(to_facts(row));
    }
    return all;
}

std::optional<TokenFacts> TokenStore::find(const evm::Address& token)
{
    const auto row = m_database.query_row("SELECT token, has_code, decimals, asked_at FROM "
                                          "token_facts WHERE chain_id = $1 AND token = $2",
                                          {m_chain_id, token});
    return row ? std::optional{to_facts(*row)} : std::nullopt;
}

void TokenStore::add(const evm::Address& token)
{
    m_database.execute("INSERT INTO token_facts (chain_id, token, asked_at) VALUES ($1, $2, 0) ON "
                       "CONFLICT (chain_id, token) DO NOTHING",
                       {m_chain_id, token});
}

void TokenStore::put(const TokenFacts& facts)
{
    m_database.execute(
        "INSERT INTO token_facts (chain_id, token, has_code, decimals, asked_at) VALUES ($1, $2, "
        "$3, $4, $5) ON CONFLICT (chain_id, token) DO UPDATE SET has_code = excluded.has_code, "
        "decimals = excluded.decimals, asked_at = excluded.asked_at",
        {m_chain_id, facts.token, facts.has_code, facts.decimals, facts.asked_at_s});
}

std::optional<std::string> TokenStore::watched_symbol(const evm::Address& token,
                                                      base::UnixSeconds time_s)
{
    const auto row = m_database.query_row("SELECT symbol FROM payments WHERE chain_id = $1 AND "
                                          "watch_until >= $2 AND token = $3 LIMIT 1",
                                          {m_chain_id, time_s, token});
    return row ? std::optional{row->text(0)} : std::nullopt;
}

} // namespace ctrip::store
