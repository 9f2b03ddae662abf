// SPDX-License-Identifier: MIT
// Light verification of a run: transfers are held against their blocks' headers before they get
// deeper for the first time.
#pragma once

#include "job/shared/chain_job.hpp"
#include "rpc/proof_reader.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace ctrip::job {

/// What proves a block is the block's hash: that it is on the chain is the question of others
/// (canonical.hpp, quorum.hpp).
class ProofCheck
{
public:
    explicit ProofCheck(const ChainJob& job);

    /// Says which transfers may_deepen() will be asked for: headers() then reads the transactions
    /// of a few of their blocks in the same calls, where native money was paid directly.
    void expect(std::span<const evm::Transfer> transfers);

    /// The headers of these blocks, as BlockSource::headers() and with the same calls. They are
    /// kept for may_deepen(), until the next call.
    [[nodiscard]] std::vector<std::optional<rpc::BlockHeader>>
    headers(std::span<const evm::BlockNumber> numbers);

    /// Returns for each transfer whether it may get deeper: false where its block's header proves
    /// something else, and where a chain whose headers proved transfers before is not shown to
    /// prove this one. Each of these is logged as an error. True where nothing can be proved.
    [[nodiscard]] std::vector<bool> may_deepen(std::span<const evm::Transfer> transfers);

    /// A transfer that may_deepen() held back is taken back: it does not wait any more.
    void release(const evm::Transfer& transfer);

    /// may_deepen() proved it in this run.
    [[nodiscard]] bool is_proved(const evm::Transfer& transfer) const;

    /// At the run's end: Error{unavailable} where a transfer was held back.
    void finish() const;

private:
    using Key = std::tuple<evm::TxHash, std::int64_t, evm::BlockHash>;

    [[nodiscard]] rpc::ProofReport prove(std::span<const evm::Transfer> transfers);
    void hold_copies(std::span<const evm::Transfer> transfers, rpc::ProofReport& report);
    void learn(const rpc::Provable& learnt);
    void log_held(const evm::Transfer& transfer, const rpc::TransferProof& proof);

    const ChainJob& m_job;
    std::map<evm::BlockNumber, rpc::FullHeader> m_headers;
    std::set<evm::BlockNumber> m_full;    ///< Blocks that are read with their transactions.
    std::optional<rpc::Provable> m_known; ///< Read when it is needed first.
    std::set<Key> m_proved;
    std::size_t m_held = 0;
};

/// As the column `light_verification` of a chain has it: "headers receipts".
[[nodiscard]] std::string to_words(const rpc::Provable& provable);
/// Unknown words are ignored.
[[nodiscard]] rpc::Provable provable_of(std::string_view words);

} // namespace ctrip::job
