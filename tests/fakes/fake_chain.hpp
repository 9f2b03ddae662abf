// SPDX-License-Identifier: MIT
// A fake: a chain in memory behind rpc::ChainClient, for unit tests of code that uses a chain. It
// has no node, no network, no clock and no randomness: the same calls give the same chain and the
// same hashes. It does what the test says and executes no contracts: a transaction moves its value,
// or tokens by transfer(address, uint256). Real nodes are tested with Anvil
// (tests/integration/rpc_anvil_test).
#pragma once

#include "evm/signed_tx.hpp"
#include "rpc/chain_client.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::fakes {

struct FakeChainOptions
{
    evm::ChainId chain_id = 31'337;
    std::uint64_t seed = 1;        ///< Input of every hash.
    std::int64_t first_time_s = 0; ///< Time of block 0, which exists from the start.
    std::int64_t block_s = 10;     ///< Seconds from one block to the next.
};

/// The payer where a test does not name one. Its funds have no limit.
inline constexpr evm::Address kPayer{{0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa,
                                      0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa}};

/// How a payment is made.
enum class FakeWay : std::uint8_t
{
    direct,     ///< As the value of a transaction, or by a token's event.
    reverted,   ///< By a transaction that reverts: it moves nothing.
    internal,   ///< An internal transfer: balances and traces show it, blocks do not.
    only_event, ///< A token's event without a change of balances.
};

struct FakePayment
{
    evm::Address to;
    evm::Amount amount;
    std::optional<evm::Address> token{};
    evm::Address from = kPayer;
    FakeWay way = FakeWay::direct;
};

/// What becomes of the transactions of blocks that leave the chain.
enum class Fate : std::uint8_t
{
    mined_again, ///< All in the first block of the new branch.
    lost,
};

/// Another node of the same chain, for quorum reads. A value of none: it does not support the tag.
struct FakeOtherNode
{
    std::optional<evm::BlockNumber> latest;
    std::optional<evm::BlockNumber> safe;
    std::optional<evm::BlockNumber> finalized;
};

class FakeChain final : public rpc::ChainClient
{
public:
    explicit FakeChain(FakeChainOptions options = {});

    // What the test does to the chain.

    /// The transaction is mined in the next block.
    evm::TxHash pay(const FakePayment& payment);
    /// An amount that `owner` holds from the start.
    void fund(const evm::Address& owner, const evm::Amount& amount,
              const std::optional<evm::Address>& token = std::nullopt);
    /// Mines `count` blocks, the first with all waiting payments. Returns the newest.
    rpc::BlockHeader mine(std::size_t count = 1);
    /// Mines blocks up to this height.
    rpc::BlockHeader mine_to(evm::BlockNumber number);
    /// Mines one block with this time.
    rpc::BlockHeader mine_at(std::int64_t time_s);
    /// Mines one block, also with the sent transactions: those of each sender by nonce, up to the
    /// first gap.
    rpc::BlockHeader mine_sent();
    /// Makes a sent transaction revert when it is mined: it pays for its gas and moves nothing.
    void revert(const evm::TxHash& sent) { m_reverting.insert(sent); }
    /// Removes all transactions from the pool that are not mined.
    void drop_sent() { m_pool.clear(); }
    /// Removes all blocks above `ancestor` from the chain and mines `count` others there.
    void reorganise(evm::BlockNumber ancestor, std::size_t count, Fate fate = Fate::mined_again);
    /// As if `count` more transactions of this sender had been mined elsewhere.
    void use_nonces(const evm::Address& sender, std::uint64_t count)
    {
        m_nonces_used[sender] += count;
    }

    // What the test looks at.

    /// The block must exist.
    [[nodiscard]] const rpc::BlockHeader& at(evm::BlockNumber number) const;
    [[nodiscard]] evm::BlockNumber height() const noexcept { return m_blocks.size() - 1; }
    /// True if a block of the chain has the transaction, even if it reverted.
    [[nodiscard]] bool has_mined(const evm::TxHash& hash) const;
    /// The block that has it. None: it is not mined.
    [[nodiscard]] std::optional<rpc::BlockHeader> block_with(const evm::TxHash& hash) const;
    [[nodiscard]] evm::Amount balance(const evm::Address& owner,
                                      const std::optional<evm::Address>& token = std::nullopt,
                                      std::optional<evm::BlockNumber> at = std::nullopt) const;
    /// Every transaction that send_raw() was given, in order, taken or not.
    [[nodiscard]] const std::vector<evm::SignedTx>& sent() const noexcept { return m_sent; }

    // How the node behaves. None of these changes the chain.

    /// Called at the start of every request, with its name ("head", "read_blocks", …): may throw a
    /// node's failure, count, or change the chain between two requests.
    std::function<void(std::string_view)> on_call;
    std::optional<evm::BlockNumber> safe;      ///< None: it does not support the tag.
    std::optional<evm::BlockNumber> finalized; ///< The same.
    std::optional<evm::BlockNumber> shown_to;  ///< The node lags: it has no later blocks.
    evm::BlockNumber state_since = 0;          ///< It has no balances of earlier blocks.
    bool counts_pool = true;      ///< False: its pending nonce does not count sent transactions.
    bool has_past_nonces = false; ///< Else it has no state but the newest.
    std::uint64_t nonces_invented = 0; ///< One node counts so many more than the others.
    bool has_traces = false;
    std::vector<FakeOtherNode> other_nodes;  ///< Besides this one, for quorum reads.
    std::set<evm::TxHash> disputed;          ///< Another node does not show these.
    std::set<evm::TxHash> refuted;           ///< All nodes prove these not to be in their blocks.
    std::set<evm::BlockNumber> other_blocks; ///< Another node shows other blocks at these heights.
    /// Another node shows this much more on every address.
    evm::Amount more_elsewhere;
    /// The node shows no logs of blocks with these, though their blooms say that they have some.
    std::set<evm::TxHash> withheld;
    std::map<evm::TxHash, rpc::TransferProof> proofs; ///< What prove() finds of these.
    rpc::Provable learnt;                             ///< What prove() reports beside the proofs.
    std::set<evm::TxHash> wrong_receipts; ///< Of these the receipt tells the opposite outcome.
    rpc::FeeEstimate fee{.base_fee = evm::Amount{1'000'000'000},
                         .priority_fee = evm::Amount{1'000'000'000},
                         .gas_price = evm::Amount{2'000'000'000}};
    /// The next results of send_raw(), which then puts nothing into the pool.
    std::deque<rpc::SendResult> send_answers;
    std::map<evm::Address, std::string>
        refusals; ///< Calls to these addresses fail with this message.
    std::map<evm::Address, base::Bytes> codes;
    std::uint64_t call_gas = 60'000; ///< Its estimate for every call with data.
    std::function<base::Bytes(const rpc::CallRequest&)> on_eth_call; ///< None: nothing is returned.

    // rpc::ChainClient

    void check_chain_id() override;
    rpc::BlockHeader head() override;
    std::optional<rpc::BlockHeader> header(evm::BlockNumber number) override;
    std::optional<rpc::BlockHeader> header(rpc::BlockTag tag) override;
    std::vector<std::optional<rpc::BlockHeader>>
    headers(std::span<const evm::BlockNumber> numbers) override;
    void read_blocks(evm::BlockNumber from, evm::BlockNumber to, std::uint64_t blocks_per_range,
                     const rpc::ReadOptions& options,
                     const std::function<bool(const rpc::BlockRange&)>& sink) override;
    rpc::BlockRange read_doubted(const rpc::BlockRef& at, evm::BlockNumber from,
                                 evm::BlockNumber to, const rpc::ReadOptions& options) override;
    std::vector<std::optional<rpc::Receipt>> receipts(std::span<const evm::TxHash> hashes) override;
    std::optional<std::vector<rpc::Receipt>> block_receipts(evm::BlockNumber block) override;
    std::vector<evm::Amount> balances(std::span<const evm::Address> addresses,
                                      std::optional<evm::BlockNumber> at) override;
    std::vector<evm::Amount> token_balances(std::span<const TokenBalanceQuery> queries,
                                            std::optional<evm::BlockNumber> at) override;
    std::optional<std::vector<evm::Amount>>
    balances_at(const rpc::BlockRef& at, std::span<const evm::Address> addresses) override;
    std::vector<std::optional<evm::Amount>>
    past_balances(const rpc::BlockRef& seen, std::span<const PastBalanceQuery> queries) override;
    evm::Amount token_sent(const rpc::BlockRef& block, const TokenBalanceQuery& query) override;
    std::optional<rpc::TracedBlocks>
    internal_transfers(evm::BlockNumber from, evm::BlockNumber to,
                       const std::function<bool(const evm::Address&)>& may_be_ours) override;
    std::uint64_t nonce(const evm::Address& address, bool pending) override;
    std::uint64_t lowest_nonce(const evm::Address& address) override
    {
        return nonce(address, false) - nonces_invented;
    }
    std::optional<std::uint64_t> nonce_at(const evm::Address& address,
                                          evm::BlockNumber /*block*/) override
    {
        return has_past_nonces ? std::optional{nonce_of(address)} : std::nullopt;
    }
    rpc::FeeEstimate fees() override;
    std::uint64_t estimate_gas(const rpc::CallRequest& call) override;
    base::Bytes call(const rpc::CallRequest& call) override;
    std::vector<rpc::CallOutcome> try_calls(std::span<const rpc::CallRequest> calls) override;
    std::vector<rpc::EstimateOutcome>
    try_estimates(std::span<const rpc::CallRequest> calls) override;
    /// None: this node has no such method.
    std::optional<std::vector<rpc::SimulatedCall>>
    simulate(std::span<const rpc::CallRequest> calls) override;
    std::vector<rpc::Account> accounts(std::span<const evm::Address> addresses) override;
    std::vector<std::optional<std::uint64_t>>
    mined_nonces(std::span<const evm::Address> addresses) override;
    std::vector<rpc::HeldFunds> holdings(std::span<const rpc::HoldingQuery> queries) override;
    std::vector<rpc::TrialOutcome>
    try_transfers(std::span<const rpc::TransferQuery> queries) override;
    std::vector<rpc::TrialOutcome> try_alike(std::span<const rpc::CallRequest> calls) override;
    /// None: this node has no such method.
    std::optional<std::vector<rpc::PastFee>>
    past_fees(std::span<const evm::BlockNumber> blocks) override;
    std::vector<evm::Transfer> sent_tokens(const evm::Address& token,
                                           std::span<const evm::Address> owners,
                                           evm::BlockNumber from, evm::BlockNumber to) override;
    /// Always empty: no contract is executed.
    std::vector<evm::Transfer> native_sweeps(std::span<const evm::Address> owners,
                                             evm::BlockNumber from, evm::BlockNumber to) override;
    using TxPool::send_raw;
    std::vector<rpc::SendResult> send_raw(std::span<const base::Bytes> raw_txs) override;
    std::optional<rpc::BlockHeader> lowest_header(rpc::BlockTag tag, std::uint64_t quorum) override;
    std::vector<rpc::Agreement> check_transfers(std::span<const evm::Transfer> transfers,
                                                const rpc::QuorumOptions& options) override;
    std::vector<rpc::Agreement> check_receipts(std::span<const rpc::Receipt> receipts,
                                               std::uint64_t quorum) override;
    std::vector<rpc::BlockVotes> votes(std::span<const rpc::KnownBlock> blocks,
                                       std::uint64_t quorum) override;
    std::vector<rpc::NodeBalances> balances_by_node(const rpc::BlockRef& seen,
                                                    std::span<const PastBalanceQuery> queries,
                                                    std::uint64_t quorum) override;
    bool keep_to(const rpc::KnownBlock& block) override;
    std::optional<rpc::Transaction> transaction(const evm::TxHash& hash) override;
    /// Without the fields of hashes: this chain's headers can't be recomputed.
    std::vector<std::optional<rpc::FullHeader>>
    full_headers(std::span<const evm::BlockNumber> numbers,
                 const std::set<evm::BlockNumber>& with_transactions) override;
    /// Open, but for `proofs`.
    rpc::ProofReport prove(const rpc::ProofRequest& request) override;
    std::vector<rpc::TransferEvidence> evidence(const rpc::ProofRequest& request) override;

private:
    /// A transaction as a block has it.
    struct Mined
    {
        rpc::Transaction tx;
        std::optional<evm::SignedTx> sent; ///< None: one of the test's payments.
        bool succeeded = true;
        std::uint64_t gas_used = 0;
        evm::Amount gas_price;
        std::vector<evm::Transfer> events;    ///< Of tokens.
        std::vector<evm::Transfer> movements; ///< All changes of balances, without fees.
        std::vector<evm::Transfer> internals;
    };
    struct Block
    {
        rpc::BlockHeader header;
        std::vector<Mined> txs;
    };
    struct Place
    {
        const Block* block = nullptr;
        const Mined* mined = nullptr;
    };

    void asked(std::string_view name) const;
    void require_nodes(std::uint64_t quorum) const;
    [[nodiscard]] evm::BlockNumber shown_height() const noexcept;
    [[nodiscard]] std::optional<rpc::BlockHeader> shown(evm::BlockNumber number) const;
    [[nodiscard]] Place find(const evm::TxHash& hash) const;
    [[nodiscard]] std::uint64_t nonce_of(const evm::Address& sender) const;
    [[nodiscard]] rpc::Receipt receipt_of(const Place& place) const;
    [[nodiscard]] bool is_withheld(const Block& block) const;
    void append_block(evm::BlockNumber number, const rpc::ReadOptions& options,
                      rpc::BlockRange& range) const;
    void add_block(std::int64_t time_s, std::vector<Mined>&& txs);
    [[nodiscard]] Mined executed(evm::SignedTx&& signed_tx, const evm::TxHash& hash,
                                 const std::vector<Mined>& before) const;
    rpc::SendResult take(base::ByteView raw_tx);
    [[nodiscard]] rpc::SendResult judge(const evm::SignedTx& signed_tx, const evm::TxHash& hash,
                                        const evm::Address& sender) const;
    void append_transfers(const Block& block, const rpc::ReadOptions& options,
                          std::vector<evm::Transfer>& transfers) const;
    [[nodiscard]] std::vector<evm::Transfer>
    events(evm::BlockNumber from, evm::BlockNumber to,
           const std::function<bool(const evm::Transfer&)>& wanted) const;

    FakeChainOptions m_options;
    std::vector<Block> m_blocks;
    std::vector<Mined> m_waiting;
    std::map<std::pair<evm::Address, std::uint64_t>, std::pair<evm::TxHash, evm::SignedTx>> m_pool;
    std::map<std::pair<evm::Address, std::optional<evm::Address>>, evm::Amount> m_funds;
    std::map<evm::Address, std::uint64_t> m_nonces_used;
    std::set<evm::TxHash> m_reverting;
    std::vector<evm::SignedTx> m_sent;
    std::uint64_t m_branch = 0;
    std::uint64_t m_payments = 0;
};

} // namespace ctrip::fakes
