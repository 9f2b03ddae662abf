// SPDX-License-Identifier: MIT
// Deposit addresses m/44'/60'/account'/0/index (BIP-44), derived from the account's public key
// alone.
#pragma once

#include "base/secret.hpp"
#include "crypto/secp256k1.hpp"
#include "evm/address.hpp"
#include "wallet/hd_key.hpp"
#include "wallet/mnemonic.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::wallet {

/// Derives addresses without any secret. Its const functions may run on several threads at once.
class AccountXpub
{
public:
    /// Throws Error{config} for a text that is no xpub, and for an xpub that is not an account's
    /// (depth 3, m/44'/60'/account').
    [[nodiscard]] static AccountXpub parse(std::string_view text);

    /// `index` is below 2^31 (Error{request} otherwise). Takes about 30 microseconds.
    [[nodiscard]] evm::Address address(std::uint32_t index) const;
    /// The account's number, below 2^31: the xpub has it as its own child number.
    [[nodiscard]] std::uint32_t account() const noexcept;
    /// "m/44'/60'/account'/0/7".
    [[nodiscard]] std::string derivation_path(std::uint32_t index) const;

    /// "xpub…".
    [[nodiscard]] std::string serialize() const { return m_account.serialize(); }
    /// 16 hex digits that identify the account: the first 8 bytes of keccak256 of its xpub. Stable,
    /// and not secret.
    [[nodiscard]] std::string fingerprint_hex() const;
    /// What a payment is stored with (payment/deposit.hpp): the fingerprint, and behind it "/N" for
    /// an account N other than 0.
    [[nodiscard]] std::string wallet_id() const;

private:
    explicit AccountXpub(ExtendedPublicKey account);

    crypto::Secp256k1 m_curve;
    ExtendedPublicKey m_account;
    ExtendedPublicKey m_external; ///< m_account's child 0, the parent of all addresses.
};

/// The account's private key: the keys derived from it can spend all deposits.
class AccountKey
{
public:
    /// m/44'/60'/account', with `account` below 2^31. Takes more than a millisecond. Errors are
    /// those of Mnemonic::seed.
    [[nodiscard]] static AccountKey from_mnemonic(const Mnemonic& mnemonic,
                                                  std::string_view passphrase = {},
                                                  std::uint32_t account = 0);

    [[nodiscard]] AccountXpub xpub() const;

    /// The key of the address with the same index. `index` is below 2^31 (Error{request}
    /// otherwise).
    [[nodiscard]] crypto::PrivateKey private_key(std::uint32_t index) const;

private:
    AccountKey(crypto::Secp256k1 curve, ExtendedPrivateKey account);

    crypto::Secp256k1 m_curve;
    ExtendedPrivateKey m_account;
    ExtendedPrivateKey m_external;
};

} // namespace ctrip::wallet
