// SPDX-License-Identifier: MIT
#include "wallet/deposit_addresses.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/hex.hpp"
#include "crypto/keccak256.hpp"
#include "evm/derived_address.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::wallet {

namespace {

constexpr std::string_view kAccountPath = "m/44'/60'/account'";
constexpr std::uint8_t kAccountDepth = 3;
constexpr std::uint32_t kPurpose = kHardened + 44; // BIP-44.
constexpr std::uint32_t kCoin = kHardened + 60;    // Ether, in SLIP-44.
constexpr std::uint32_t kExternalChain =
    0; // BIP-44 uses 1 for change, which accounts on an EVM chain don't have.
constexpr std::size_t kFingerprintSize = 8;

void check_index(std::uint32_t index)
{
    if (index >= kHardened) {
        throw Error{ErrorKind::request,
                    fmt::format("wallet: address index {} is too large; the last one is {}", index,
                                kHardened - 1)};
    }
}

void check_account(const KeyPosition& position)
{
    if (position.depth != kAccountDepth) {
        throw Error{
            ErrorKind::config,
            fmt::format("xpub: it is at depth {}, but an account's is at depth 3 ({}); print that "
                        "one with 'ctrip wallet xpub'",
                        position.depth, kAccountPath)};
    }
    if (position.child_number < kHardened) {
        throw Error{
            ErrorKind::config,
            fmt::format("xpub: its account number is not hardened, so it is not an account of "
                        "BIP-44 ({}); print one with 'ctrip wallet xpub'",
                        kAccountPath)};
    }
}

} // namespace

AccountXpub::AccountXpub(ExtendedPublicKey account)
    : m_account(account), m_external(account.derive(m_curve, kExternalChain))
{
}

AccountXpub AccountXpub::parse(std::string_view text)
{
    const ExtendedPublicKey key = ExtendedPublicKey::parse(text);
    check_account(key.position());
    return AccountXpub{key};
}

evm::Address AccountXpub::address(std::uint32_t index) const
{
    check_index(index);
    return evm::address_of_public_key(m_external.derive_key(m_curve, index).to_uncompressed());
}

std::uint32_t AccountXpub::account() const noexcept
{
    return m_account.position().child_number - kHardened;
}

std::string AccountXpub::derivation_path(std::uint32_t index) const
{
    return fmt::format("m/44'/60'/{}'/{}/{}", account(), kExternalChain, index);
}

std::string AccountXpub::wallet_id() const
{
    return account() == 0 ? fingerprint_hex() : fmt::format("{}/{}", fingerprint_hex(), account());
}

std::string AccountXpub::fingerprint_hex() const
{
    const std::string text = serialize();
    const crypto::Digest digest =
        crypto::keccak256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    return base::to_hex(base::ByteView{digest}.first(kFingerprintSize));
}

AccountKey::AccountKey(crypto::Secp256k1 curve, ExtendedPrivateKey account)
    : m_curve(std::move(curve)), m_account(std::move(account)),
      m_external(m_account.derive(m_curve, kExternalChain))
{
}

AccountKey AccountKey::from_mnemonic(const Mnemonic& mnemonic, std::string_view passphrase,
                                     std::uint32_t account)
{
    CTRIP_CHECK(account < kHardened);
    crypto::Secp256k1 curve;
    const base::Secret seed = mnemonic.seed(passphrase);
    ExtendedPrivateKey key = ExtendedPrivateKey::from_seed(seed.expose())
                                 .derive(curve, {kPurpose, kCoin, kHardened + account});
    return {std::move(curve), std::move(key)};
}

AccountXpub AccountKey::xpub() const
{
    return AccountXpub::parse(m_account.to_public(m_curve).serialize());
}

crypto::PrivateKey AccountKey::private_key(std::uint32_t index) const
{
    check_index(index);
    return m_external.derive(m_curve, index).key().clone();
}

} // namespace ctrip::wallet
