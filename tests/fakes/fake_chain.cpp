// SPDX-License-Identifier: MIT
// The chain itself: blocks, branches, transactions, balances. What it answers as a node is in
// fake_chain_answers.cpp.
#include "fakes/fake_chain.hpp"

#include "crypto/keccak256.hpp"
#include "evm/abi.hpp"
#include "wallet/signer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace ctrip::fakes {

namespace {

using evm::Amount;
using evm::Transfer;

constexpr std::uint64_t kGasLimit = 30'000'000;
constexpr std::uint64_t kGasNative = 21'000;
constexpr std::uint64_t kGasToken = 50'000;

std::array<std::uint8_t, 32> digest_of(const std::string& text)
{
    return crypto::keccak256(base::Bytes(text.begin(), text.end()));
}

/// The value, recipient, data and nonce that all types of transactions have.
struct Content
{
    std::optional<evm::Address> to;
    Amount value;
    base::Bytes data;
    std::uint64_t nonce = 0;
};

Content content_of(const evm::SignedTx& signed_tx)
{
    return std::visit(
        [](const auto& tx) {
            return Content{.to = tx.to, .value = tx.value, .data = tx.data, .nonce = tx.nonce};
        },
        signed_tx.tx);
}

/// The arguments of transfer(address, uint256); none for other calls.
std::optional<std::pair<evm::Address, Amount>> decode_transfer(const base::Bytes& data)
{
    const base::Bytes known = evm::encode_transfer({}, {});
    if (data.size() != known.size() ||
        !std::equal(known.begin(), known.begin() + 4, data.begin())) {
        return std::nullopt;
    }
    evm::Address to;
    std::copy_n(data.begin() + 16, to.bytes.size(), to.bytes.begin());
    return std::pair{to, Amount::from_be_bytes(base::ByteView{data}.subspan(36, 32))};
}

} // namespace

FakeChain::FakeChain(FakeChainOptions options) : m_options(options)
{
    add_block(m_options.first_time_s, {});
}

evm::TxHash FakeChain::pay(const FakePayment& payment)
{
    Mined mined;
    mined.tx.hash = {digest_of(fmt::format("payment {} {}", m_options.seed, m_payments++))};
    mined.tx.from = payment.from;
    Transfer transfer;
    transfer.tx_hash = mined.tx.hash;
    transfer.token = payment.token;
    transfer.from = payment.from;
    transfer.to = payment.to;
    transfer.amount = payment.amount;
    mined.succeeded = payment.way != FakeWay::reverted;
    if (payment.way == FakeWay::internal) {
        transfer.log_index = evm::kInternalLogIndex;
        mined.tx.to = evm::Address{{0xcc}};
        mined.internals.push_back(transfer);
    } else if (payment.token) {
        mined.tx.to = payment.token;
        if (mined.succeeded) {
            mined.events.push_back(transfer);
        }
    } else {
        mined.tx.to = payment.to;
        mined.tx.value = payment.amount;
    }
    if (mined.succeeded && payment.way != FakeWay::only_event) {
        mined.movements.push_back(transfer);
    }
    m_waiting.push_back(std::move(mined));
    return m_waiting.back().tx.hash;
}

void FakeChain::fund(const evm::Address& owner, const Amount& amount,
                     const std::optional<evm::Address>& token)
{
    m_funds[{owner, token}] += amount;
}

rpc::BlockHeader FakeChain::mine(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        mine_at(m_blocks.back().header.timestamp_s + m_options.block_s);
    }
    return m_blocks.back().header;
}

rpc::BlockHeader FakeChain::mine_to(evm::BlockNumber number)
{
    return mine(number > height() ? static_cast<std::size_t>(number - height()) : 0);
}

rpc::BlockHeader FakeChain::mine_at(std::int64_t time_s)
{
    add_block(time_s, std::exchange(m_waiting, {}));
    return m_blocks.back().header;
}

rpc::BlockHeader FakeChain::mine_sent()
{
    std::vector<Mined> txs = std::exchange(m_waiting, {});
    std::map<evm::Address, std::uint64_t> next;
    for (auto one = m_pool.begin();
         one != m_pool.end();) { // The pool is in the order of sender and nonce.
        const auto& [sender, nonce] = one->first;
        const auto known = next.try_emplace(sender, nonce_of(sender)).first;
        if (known->second != nonce) {
            ++one;
            continue;
        }
        ++known->second;
        auto& [hash, signed_tx] = one->second;
        txs.push_back(executed(std::move(signed_tx), hash, txs));
        one = m_pool.erase(one);
    }
    add_block(m_blocks.back().header.timestamp_s + m_options.block_s, std::move(txs));
    return m_blocks.back().header;
}

/// Gas is paid even for a transaction that fails, as one without the balance for it does.
FakeChain::Mined FakeChain::executed(evm::SignedTx&& signed_tx, const evm::TxHash& hash,
                                     const std::vector<Mined>& before) const
{
    const Content content = content_of(signed_tx);
    Mined mined;
    mined.tx = {.hash = hash,
                .from = wallet::signer_of(signed_tx).value(),
                .to = content.to,
                .value = content.value};
    const auto told = content.to ? decode_transfer(content.data) : std::nullopt;
    mined.gas_used = std::min(told ? kGasToken : kGasNative, evm::gas_of(signed_tx.tx));
    mined.gas_price =
        std::min(evm::max_fee_of(signed_tx.tx),
                 fee.base_fee.value_or(Amount{}) + evm::priority_fee_of(signed_tx.tx));
    Transfer transfer;
    transfer.tx_hash = hash;
    transfer.from = mined.tx.from;
    transfer.to = told ? told->first : content.to.value_or(evm::Address{});
    transfer.amount = told ? told->second : content.value;
    if (told) {
        transfer.token = content.to;
    }
    Amount has = balance(transfer.from, transfer.token);
    for (const Mined& earlier : before) { // In the same block.
        for (const Transfer& movement : earlier.movements) {
            if (movement.token == transfer.token && movement.to == transfer.from) {
                has += movement.amount;
            }
            if (movement.token == transfer.token && movement.from == transfer.from) {
                has = evm::saturating_sub(has, movement.amount);
            }
        }
    }
    mined.succeeded = !m_reverting.contains(hash) && has >= transfer.amount;
    if (mined.succeeded && !transfer.amount.is_zero()) {
        mined.movements.push_back(transfer);
        if (told) {
            mined.events.push_back(transfer);
        }
    }
    mined.sent = std::move(signed_tx);
    return mined;
}

void FakeChain::add_block(std::int64_t time_s, std::vector<Mined>&& txs)
{
    Block block;
    block.header.number = m_blocks.size();
    block.header.hash = {
        digest_of(fmt::format("block {} {} {}", m_options.seed, m_branch, block.header.number))};
    if (!m_blocks.empty()) {
        block.header.parent_hash = m_blocks.back().header.hash;
    }
    block.header.timestamp_s = time_s;
    block.header.base_fee = fee.base_fee;
    block.header.gas_limit = kGasLimit;
    std::int64_t log_index = 0;
    const auto place = [&](Transfer& transfer) {
        transfer.block_number = block.header.number;
        transfer.block_hash = block.header.hash;
        transfer.block_time_s = time_s;
    };
    for (Mined& mined : txs) {
        for (Transfer& event : mined.events) {
            place(event);
            event.log_index = log_index++;
        }
        std::for_each(mined.internals.begin(), mined.internals.end(), place);
    }
    block.txs = std::move(txs);
    m_blocks.push_back(std::move(block));
}

void FakeChain::reorganise(evm::BlockNumber ancestor, std::size_t count, Fate fate)
{
    std::vector<Mined> again;
    for (evm::BlockNumber n = ancestor + 1; n < m_blocks.size() && fate == Fate::mined_again; ++n) {
        std::move(m_blocks[n].txs.begin(), m_blocks[n].txs.end(), std::back_inserter(again));
    }
    m_blocks.resize(std::min<std::size_t>(m_blocks.size(), ancestor + 1));
    ++m_branch;
    again.insert(again.end(), std::make_move_iterator(m_waiting.begin()),
                 std::make_move_iterator(m_waiting.end()));
    m_waiting = std::move(again);
    mine(count);
}

const rpc::BlockHeader& FakeChain::at(evm::BlockNumber number) const
{
    return m_blocks.at(number).header;
}

FakeChain::Place FakeChain::find(const evm::TxHash& hash) const
{
    for (const Block& block : m_blocks) {
        for (const Mined& mined : block.txs) {
            if (mined.tx.hash == hash) {
                return {&block, &mined};
            }
        }
    }
    return {};
}

bool FakeChain::has_mined(const evm::TxHash& hash) const
{
    return find(hash).mined != nullptr;
}

std::optional<rpc::BlockHeader> FakeChain::block_with(const evm::TxHash& hash) const
{
    const Place place = find(hash);
    return place.block != nullptr ? std::optional{place.block->header} : std::nullopt;
}

Amount FakeChain::balance(const evm::Address& owner, const std::optional<evm::Address>& token,
                          std::optional<evm::BlockNumber> at) const
{
    const auto funded = m_funds.find({owner, token});
    Amount came = funded == m_funds.end() ? Amount{} : funded->second;
    Amount went;
    for (const Block& block : m_blocks) {
        if (at && block.header.number > *at) {
            break;
        }
        for (const Mined& mined : block.txs) {
            for (const Transfer& movement : mined.movements) {
                came +=
                    movement.token == token && movement.to == owner ? movement.amount : Amount{};
                went +=
                    movement.token == token && movement.from == owner ? movement.amount : Amount{};
            }
            if (!token && mined.tx.from == owner) {
                went += Amount{mined.gas_used} * mined.gas_price;
            }
        }
    }
    return evm::saturating_sub(
        came, went); // kPayer pays without limit, so the difference may be negative.
}

std::uint64_t FakeChain::nonce_of(const evm::Address& sender) const
{
    const auto used = m_nonces_used.find(sender);
    std::uint64_t nonce = used == m_nonces_used.end() ? 0 : used->second;
    for (const Block& block : m_blocks) {
        nonce += static_cast<std::uint64_t>(
            std::count_if(block.txs.begin(), block.txs.end(), [&](const Mined& mined) {
                return mined.sent && mined.tx.from == sender;
            }));
    }
    return nonce;
}

rpc::SendResult FakeChain::judge(const evm::SignedTx& signed_tx, const evm::TxHash& hash,
                                 const evm::Address& sender) const
{
    using rpc::SendOutcome;
    const Content content = content_of(signed_tx);
    const auto waiting = m_pool.find({sender, content.nonce});
    if (has_mined(hash) || (waiting != m_pool.end() && waiting->second.first == hash)) {
        return {.outcome = SendOutcome::already_known, .message = "already known"};
    }
    if (content.nonce < nonce_of(sender)) {
        return {.outcome = SendOutcome::nonce_too_low, .message = "nonce too low"};
    }
    const auto underpaid = [&](const Amount& now, const Amount& before) {
        return now < evm::mul_div_ceil(before, 11, 10);
    };
    if (waiting != m_pool.end()) {
        const evm::AnyTx& before = waiting->second.second.tx;
        if (underpaid(evm::max_fee_of(signed_tx.tx), evm::max_fee_of(before)) ||
            underpaid(evm::priority_fee_of(signed_tx.tx), evm::priority_fee_of(before))) {
            return {.outcome = SendOutcome::underpriced,
                    .message = "replacement transaction underpriced"};
        }
    }
    const Amount cost =
        content.value + Amount{evm::gas_of(signed_tx.tx)} * evm::max_fee_of(signed_tx.tx);
    if (balance(sender) < cost) {
        return {.outcome = SendOutcome::insufficient_funds,
                .message = "insufficient funds for gas * price + value"};
    }
    return {.outcome = SendOutcome::accepted, .message = {}};
}

std::vector<rpc::SendResult> FakeChain::send_raw(std::span<const base::Bytes> raw_txs)
{
    std::vector<rpc::SendResult> results;
    for (const base::Bytes& raw : raw_txs) {
        results.push_back(take(raw));
    }
    return results;
}

rpc::SendResult FakeChain::take(base::ByteView raw_tx)
{
    asked("send_raw");
    std::optional<evm::SignedTx> signed_tx = evm::decode_signed(raw_tx);
    const auto sender = signed_tx ? wallet::signer_of(*signed_tx) : std::nullopt;
    if (!sender) {
        throw std::logic_error{"no transaction was sent to the fake chain, but other bytes"};
    }
    m_sent.push_back(*signed_tx);
    if (!send_answers.empty()) {
        const rpc::SendResult answer = send_answers.front();
        send_answers.pop_front();
        return answer;
    }
    const evm::TxHash hash = evm::tx_hash(raw_tx);
    rpc::SendResult result = judge(*signed_tx, hash, *sender);
    if (result.outcome == rpc::SendOutcome::accepted) {
        const std::uint64_t nonce = content_of(*signed_tx).nonce;
        m_pool.insert_or_assign({*sender, nonce}, std::pair{hash, std::move(*signed_tx)});
    }
    return result;
}

std::uint64_t FakeChain::nonce(const evm::Address& address, bool pending)
{
    asked("nonce");
    std::uint64_t nonce = nonce_of(address) + nonces_invented;
    while (pending && counts_pool && m_pool.contains({address, nonce})) {
        ++nonce;
    }
    return nonce;
}

std::optional<rpc::Transaction> FakeChain::transaction(const evm::TxHash& hash)
{
    asked("transaction");
    if (const Place place = find(hash); place.mined != nullptr) {
        return place.mined->tx;
    }
    for (const auto& [key, waiting] : m_pool) {
        if (waiting.first == hash) {
            const Content content = content_of(waiting.second);
            return rpc::Transaction{
                .hash = hash, .from = key.first, .to = content.to, .value = content.value};
        }
    }
    return std::nullopt;
}

} // namespace ctrip::fakes
