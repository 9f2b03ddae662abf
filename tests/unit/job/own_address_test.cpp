// SPDX-License-Identifier: MIT
#include "job/shared/own_address.hpp"
#include "wallet/mnemonic.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using job::AddressOwner;

namespace {

wallet::AccountXpub account(std::uint32_t number)
{
    const auto mnemonic = wallet::Mnemonic::parse(
        "legal winner thank year wave sausage worth useful legal winner thank yellow");
    return wallet::AccountKey::from_mnemonic(mnemonic, {}, number).xpub();
}

job::OwnAddresses accounts(std::initializer_list<std::uint32_t> numbers)
{
    std::vector<wallet::AccountXpub> all;
    for (const std::uint32_t number : numbers) {
        all.push_back(account(number));
    }
    return job::OwnAddresses{std::move(all)};
}

} // namespace

TEST_CASE("an address belongs to the wallet that its row names, at its index", "[job][own_address]")
{
    const wallet::AccountXpub first = account(0);
    const wallet::AccountXpub third = account(3);
    const job::OwnAddresses own = accounts({0, 3});
    const auto owner = [&own](const std::string& id, std::uint32_t index, const auto& address) {
        return own.owner_of(id, index, address);
    };
    CHECK((owner(first.wallet_id(), 7, first.address(7)) == AddressOwner::wallet));
    CHECK((owner(third.wallet_id(), 7, third.address(7)) == AddressOwner::wallet));
    CHECK((owner(third.fingerprint_hex(), 7, third.address(7)) == AddressOwner::wallet));
    CHECK((owner(first.wallet_id(), 8, first.address(7)) == AddressOwner::mismatch));
    CHECK((owner(third.wallet_id(), 7, first.address(7)) == AddressOwner::mismatch));
    CHECK((owner(first.wallet_id(), 7, third.address(7)) == AddressOwner::mismatch));
    const wallet::AccountXpub fourth = account(4);
    CHECK((owner(fourth.wallet_id(), 7, fourth.address(7)) == AddressOwner::another_wallet));
    // A row of the wallet under another name: its address proves it.
    CHECK((owner(fourth.wallet_id(), 7, first.address(7)) == AddressOwner::wallet));
    CHECK((accounts({0}).owner_of(third.wallet_id(), 7, third.address(7)) ==
           AddressOwner::another_wallet));
}

TEST_CASE("why nothing is told names the way around", "[job][own_address]")
{
    CHECK(job::why_not_own(AddressOwner::another_wallet, 7).find("wallet.former_xpubs") !=
          std::string::npos);
    CHECK(job::why_not_own(AddressOwner::mismatch, 7).find("at index 7") != std::string::npos);
}
