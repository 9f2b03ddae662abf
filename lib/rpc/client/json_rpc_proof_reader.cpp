// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_proof_reader.hpp"

#include "rpc/client/answer_text.hpp"
#include "rpc/parse/raw_block.hpp"
#include "rpc/verify/transfer_prover.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::rpc {

std::vector<std::optional<FullHeader>>
JsonRpcProofReader::full_headers(std::span<const evm::BlockNumber> numbers,
                                 const std::set<evm::BlockNumber>& with_transactions)
{
    std::vector<Call> calls;
    for (const evm::BlockNumber number : numbers) {
        calls.push_back(call_block(number, with_transactions.contains(number)
                                               ? Transactions::full
                                               : Transactions::hashes));
    }
    return m_connection.ask<FullHeader>(
        calls, &parse_full_headers, [&](std::vector<Answer<FullHeader>>&& answers) {
            std::vector<std::optional<FullHeader>> results;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (answers[i].error) {
                    throw_refused(*answers[i].error);
                }
                if (answers[i].result && answers[i].result->header.number != numbers[i]) {
                    throw NodeFailure{NodeFault::broken,
                                      fmt::format("answered with block {} instead of {}",
                                                  answers[i].result->header.number, numbers[i])};
                }
                results.push_back(std::move(answers[i].result));
            }
            return results;
        });
}

ProofReport JsonRpcProofReader::prove(const ProofRequest& request)
{
    TransferProver prover{m_connection, m_without, request, EvidenceWanted::verdicts};
    ProofReport report;
    for (TransferEvidence& one : prover.run()) {
        report.proofs.push_back(std::move(one.proof));
    }
    report.learnt = prover.learnt();
    return report;
}

std::vector<TransferEvidence> JsonRpcProofReader::evidence(const ProofRequest& request)
{
    return TransferProver{m_connection, m_without, request, EvidenceWanted::paths}.run();
}

} // namespace ctrip::rpc
