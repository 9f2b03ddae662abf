// SPDX-License-Identifier: MIT
// Proves transfers by their blocks' headers: asks one node, and others in turn for what it does not
// prove.
#pragma once

#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/proof_reader.hpp"
#include "rpc/verify/evidence_reader.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// Whether the evidence itself is wanted, or only what it proves.
enum class EvidenceWanted : std::uint8_t
{
    verdicts,
    paths,
};

/// For one request.
class TransferProver
{
public:
    TransferProver(JsonRpcConnection& connection, NodesWithoutReceipts& without,
                   const ProofRequest& request, EvidenceWanted wanted);

    /// Error{unavailable} where no node answers.
    [[nodiscard]] std::vector<TransferEvidence> run();
    /// What is known of the chain now.
    [[nodiscard]] const Provable& learnt() const noexcept { return m_learnt; }

private:
    /// What one node showed instead of a proof.
    struct Unproved
    {
        Lack::Kind kind = Lack::Kind::none;
        bool Provable::*ability = nullptr; ///< What it lacks a proof of.
        std::string why;
        std::string soft;       ///< A refutation by what no root proves.
        bool is_agreed = false; ///< Two nodes showed the same: the chain's format is another.
    };

    void make_tasks();
    void ask(Node& node, std::span<BlockTask* const> tasks);
    void judge(Node& node, BlockTask& task, ShownBlock& shown);
    void learn(const ShownBlock& shown);
    void judge_transfer(Node& node, BlockTask& task, std::size_t place, ShownBlock& shown);
    [[nodiscard]] std::optional<Judgement>
    judgement_of(const evm::Transfer& transfer, std::size_t place, const ShownBlock& shown) const;
    [[nodiscard]] static Judgement judge_native(const evm::Transfer& transfer,
                                                const ShownBlock& shown);
    [[nodiscard]] evm::Amount native_sum(std::size_t place) const;
    void note_lack(Node& node, BlockTask& task, std::size_t place, const ShownBlock& shown);
    void note_failure(Node& node, std::span<BlockTask* const> tasks, const NodeFailure& failure);
    void keep_paths(std::size_t place, const Judgement& judgement, const ShownBlock& shown);
    void finish(std::size_t place);
    [[nodiscard]] bool is_settled(const BlockTask& task) const;

    JsonRpcConnection& m_connection;
    NodesWithoutReceipts& m_without;
    const ProofRequest& m_request;
    EvidenceWanted m_wanted;
    Provable m_learnt;
    std::vector<BlockTask> m_tasks;
    std::vector<TransferEvidence> m_results;
    std::vector<bool> m_settled;
    std::vector<Unproved> m_unproved;
};

} // namespace ctrip::rpc
