// SPDX-License-Identifier: MIT
// Which tokens take transfers by EIP-3009, found out from the chain.
#pragma once

#include "evm/transfer_authorization.hpp"
#include "rpc/chain_client.hpp"

#include <map>
#include <optional>

namespace ctrip::job {

/// How long an authorization is valid from the head's time on: long enough for a transaction that
/// waits for cheaper gas.
inline constexpr std::uint64_t kTransferValid_s = std::uint64_t{24} * 3600;

class TransferDomains
{
public:
    TransferDomains(rpc::ChainClient& client, evm::ChainId chain_id)
        : m_client(client), m_chain_id(chain_id)
    {
    }

    /// The token's domain separator, computed here from its name, its version, the configured chain
    /// and its address. None where the token's own separator is another one, or it has no
    /// transferWithAuthorization of EIP-3009. A node that lies about the name gets a signature that
    /// no token takes. Each token is asked once.
    [[nodiscard]] std::optional<evm::Word> of(const evm::Address& token);

private:
    [[nodiscard]] std::optional<evm::Word> ask(const evm::Address& token);

    rpc::ChainClient& m_client;
    evm::ChainId m_chain_id;
    std::map<evm::Address, std::optional<evm::Word>> m_asked;
};

} // namespace ctrip::job
