// SPDX-License-Identifier: MIT
#include "rpc/read/wide_call.hpp"

#include "base/check.hpp"
#include "evm/derived_address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

namespace ctrip::rpc {

namespace {

// Made by contracts/calls/compile.js from the sources beside it.
constexpr std::string_view kHoldingsCode =
    "0x60806370a0823160e01b60005260005b368110601e5750607f19016080f35b9060606028918335821c6014850135"
    "831c601760006040843c813b604051179181813185526055575b50506040820152019101600f565b60246000602093"
    "8793600452620493e0fa60203d14166075575b38806047565b825160208301526801000000000000000017606f56";
constexpr std::string_view kTransfersCode =
    "0x600035608060209161ea60603c8204820101915b3684106029575b605c36601f19010460081b6080f35b825a1060"
    "6057610100605c91604860148701600037818160486000808a3560601c89f16058575b019301926013565b81368237"
    "6050565b601a56";
constexpr std::string_view kTransferCode =
    "0x60008080f063a9059cbb60e01b60005260143560601c6004526028356024525a60008060448180803560601c5af1"
    "905a9003903d9260005260205260405280606052608081116055575b600060803e6101006000fd5b506080604956";

constexpr std::string_view kCallsCode =
    "0x303314605e57600035602035601f19601f820116809260409061ea60603c8204820101925b3683106039575b3660"
    "3f190185900460e00286f35b835a10605a5760e0859182856000378181846000803089f150019201916024565b602b"
    "565b36601319018060146000376000805a928180803560601c5af1905a90033d916000526020528060405260006060"
    "526000608052600060a052600060c0526080811160ae575b600060603e60e06000fd5b50608060a356";

/// An address without code: a node that ignores the override returns no data.
constexpr std::string_view kWideAddress = "0x63747269702062616c616e6365207363616e6e65";

constexpr std::size_t kWord = 32;
constexpr std::size_t kHoldingWords = 3;
constexpr std::size_t kTrialWords = 7;
constexpr std::size_t kTransferWords = 1 + kTrialWords; ///< Before them what the owner creates.
constexpr std::size_t kDelegationSize = 23;
constexpr std::uint64_t kNoncesTried = 16;

base::ByteView wide_word(base::ByteView bytes, std::size_t index)
{
    return bytes.subspan(index * kWord, kWord);
}

std::uint64_t low_bits(base::ByteView word)
{
    std::uint64_t value = 0;
    for (const std::uint8_t byte : word.last(sizeof(std::uint64_t))) {
        value = value << 8U | byte;
    }
    return value;
}

std::optional<std::uint64_t> nonce_by_created(const evm::Address& owner, base::ByteView word)
{
    for (std::uint64_t nonce = 0; nonce < kNoncesTried; ++nonce) {
        const evm::Address made = evm::create_address(owner, nonce);
        if (std::equal(made.bytes.begin(), made.bytes.end(), word.end() - 20, word.end())) {
            return nonce;
        }
    }
    return std::nullopt;
}

std::optional<Trial> read_trial(base::ByteView bytes)
{
    const std::uint64_t gas = low_bits(wide_word(bytes, 1));
    if (gas == 0) {
        return std::nullopt;
    }
    Trial trial{.moved = low_bits(wide_word(bytes, 0)) == 1, .call_gas = gas, .data = {}};
    const base::ByteView data = bytes.subspan(3 * kWord);
    const std::size_t size = std::min<std::size_t>(low_bits(wide_word(bytes, 2)), data.size());
    trial.data.assign(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size));
    return trial;
}

/// Of `count` results, each of so many bytes; none where the answer is of another size.
std::optional<base::Bytes> read_results(std::string_view answer, std::size_t count,
                                        std::size_t size)
{
    std::optional<base::Bytes> bytes = base::from_hex_0x(answer);
    return bytes && bytes->size() == count * size ? std::move(bytes) : std::nullopt;
}

} // namespace

Call call_holdings(std::span<const HoldingQuery> queries, std::optional<evm::BlockNumber> at)
{
    std::string data;
    for (const HoldingQuery& query : queries) {
        data += base::to_hex(query.owner.bytes);
        data += base::to_hex(query.token.value_or(evm::Address{}).bytes);
    }
    return {"eth_call",
            fmt::format(R"([{{"to":"{0}","data":"0x{1}"}},"{2}",{{"{0}":{{"code":"{3}"}}}}])",
                        kWideAddress, data, to_tag(at), kHoldingsCode)};
}

std::optional<std::vector<WideHolding>> read_holdings(std::string_view answer, std::size_t count)
{
    const std::optional<base::Bytes> bytes = base::from_hex_0x(answer);
    if (!bytes || bytes->size() != count * kHoldingWords * kWord) {
        return std::nullopt;
    }
    constexpr std::size_t answered = kWord - sizeof(std::uint64_t) - 1; // The byte of bit 64.
    std::vector<WideHolding> holdings;
    for (std::size_t i = 0; i < count; ++i) {
        const base::ByteView about = wide_word(*bytes, i * kHoldingWords + 2);
        WideHolding holding{.native =
                                evm::Amount::from_be_bytes(wide_word(*bytes, i * kHoldingWords)),
                            .token = std::nullopt,
                            .code_size = low_bits(about),
                            .code = {}};
        if (about[answered] == 1) {
            holding.token = evm::Amount::from_be_bytes(wide_word(*bytes, i * kHoldingWords + 1));
        }
        const base::ByteView code =
            about.first(std::min<std::size_t>(holding.code_size, kDelegationSize));
        holding.code.assign(code.begin(), code.end());
        holdings.push_back(std::move(holding));
    }
    return holdings;
}

Call call_transfers(std::span<const TransferQuery> queries)
{
    std::string data = fmt::format("0x{:064x}", kGasOfTrial);
    std::string overrides = fmt::format(R"("{}":{{"code":"{}"}})", kWideAddress, kTransfersCode);
    std::set<evm::Address> owners;
    for (const TransferQuery& query : queries) {
        data += base::to_hex(query.owner.bytes);
        data += base::to_hex(query.token.bytes);
        data += base::to_hex(query.to.bytes);
        data += base::to_hex(query.amount.to_be_bytes());
        if (owners.insert(query.owner).second) {
            overrides +=
                fmt::format(R"(,"{}":{{"code":"{}"}})", query.owner.to_hex(), kTransferCode);
        }
    }
    return {"eth_call", fmt::format(R"([{{"to":"{}","data":"{}"}},"latest",{{{}}}])", kWideAddress,
                                    data, overrides)};
}

std::vector<std::optional<Trial>> read_transfers(std::string_view answer,
                                                 std::span<const TransferQuery> queries)
{
    std::vector<std::optional<Trial>> trials(queries.size());
    constexpr std::size_t size = kTransferWords * kWord;
    const auto bytes = read_results(answer, queries.size(), size);
    for (std::size_t i = 0; bytes && i < queries.size(); ++i) {
        const base::ByteView result = base::ByteView{*bytes}.subspan(i * size, size);
        trials[i] = read_trial(result.subspan(kWord));
        if (trials[i]) {
            trials[i]->nonce = nonce_by_created(queries[i].owner, wide_word(result, 0));
        }
    }
    return trials;
}

Call call_alike(std::span<const CallRequest> calls)
{
    CTRIP_CHECK(!calls.empty());
    std::string data = fmt::format("0x{:064x}{:064x}", kGasOfTrial,
                                   evm::Address{}.bytes.size() + calls.front().data.size());
    for (const CallRequest& call : calls) {
        CTRIP_CHECK(call.data.size() == calls.front().data.size());
        data += base::to_hex(call.to.bytes);
        data += base::to_hex(call.data);
    }
    return {"eth_call",
            fmt::format(R"([{{"to":"{0}","data":"{1}"}},"latest",{{"{0}":{{"code":"{2}"}}}}])",
                        kWideAddress, data, kCallsCode)};
}

std::vector<std::optional<Trial>> read_alike(std::string_view answer, std::size_t count)
{
    std::vector<std::optional<Trial>> trials(count);
    constexpr std::size_t size = kTrialWords * kWord;
    const auto bytes = read_results(answer, count, size);
    for (std::size_t i = 0; bytes && i < count; ++i) {
        trials[i] = read_trial(base::ByteView{*bytes}.subspan(i * size, size));
    }
    return trials;
}

} // namespace ctrip::rpc
