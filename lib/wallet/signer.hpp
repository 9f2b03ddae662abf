// SPDX-License-Identifier: MIT
// Signs transactions and authorizations.
#pragma once

#include "base/hex.hpp"
#include "base/secret.hpp"
#include "crypto/secp256k1.hpp"
#include "evm/address.hpp"
#include "evm/hash.hpp"
#include "evm/signed_tx.hpp"
#include "evm/transfer_authorization.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::wallet {

struct SignedTx
{
    base::Bytes raw; ///< The parameter of eth_sendRawTransaction.
    evm::TxHash hash;
};

/// One private key and its address. The same transaction always gets the same signature (RFC 6979),
/// so signing is safe to repeat. Each signature is checked before it is returned, by recovering its
/// signer.
class Signer
{
public:
    explicit Signer(crypto::PrivateKey key);

    /// 64 hex digits of either case, with or without 0x, blanks around them allowed. Throws
    /// Error{config} with a message that begins with `name` (such as "sponsor key") and never
    /// quotes the text.
    [[nodiscard]] static Signer parse(std::string_view name, std::string_view text);

    [[nodiscard]] Signer clone() const { return Signer{m_key.clone()}; }
    [[nodiscard]] const evm::Address& address() const noexcept { return m_address; }

    [[nodiscard]] SignedTx sign(const evm::LegacyTx& tx) const;
    [[nodiscard]] SignedTx sign(const evm::Eip1559Tx& tx) const;
    [[nodiscard]] SignedTx sign(const evm::Eip7702Tx& tx) const;
    [[nodiscard]] SignedTx sign(const evm::AnyTx& tx) const;
    [[nodiscard]] evm::SignedAuthorization sign(const evm::Authorization& authorization) const;
    /// `domain`: the token's separator (EIP-712).
    [[nodiscard]] evm::SignedTransferAuthorization sign(const evm::TransferAuthorization& transfer,
                                                        const evm::Word& domain) const;

private:
    crypto::Secp256k1 m_curve;
    crypto::PrivateKey m_key;
    evm::Address m_address;
};

/// The signer of the deposit address with that index.
[[nodiscard]] Signer deposit_signer(const AccountKey& account, std::uint32_t index);

/// The signer's address; none if no key can have made the signature.
[[nodiscard]] std::optional<evm::Address> signer_of(const evm::SignedTx& tx);
[[nodiscard]] std::optional<evm::Address> signer_of(const evm::SignedAuthorization& authorization);

/// True for the ten accounts that Anvil and Hardhat start with, whose keys are public.
[[nodiscard]] bool is_well_known(const evm::Address& address);

} // namespace ctrip::wallet
