// SPDX-License-Identifier: MIT
#include "job/scan/native_logs.hpp"

namespace ctrip::job {

namespace {

/// Transfers in a row that came with their log.
constexpr std::uint64_t kNativeLogsWanted = 3;

} // namespace

bool NativeLogs::are_read()
{
    const config::NativeLogs wanted = m_job.chain.native_logs;
    if (m_job.chain.native.contract || wanted == config::NativeLogs::off) {
        return false;
    }
    if (wanted == config::NativeLogs::on) {
        return true;
    }
    const store::NativeLogsShown shown = m_chains.native_logs(m_job.chain.chain_id);
    return shown.after && !shown.refuted;
}

void NativeLogs::add_to(rpc::ReadOptions& options)
{
    if (options.native && are_read()) {
        options.native = false;
        options.tokens.push_back(evm::kNativeLogAddress);
    }
}

void NativeLogs::learn(const rpc::NativeLogsSeen& seen, evm::BlockNumber last)
{
    if (m_job.chain.native_logs != config::NativeLogs::auto_ ||
        (seen.with_log == 0 && seen.without == 0)) {
        return;
    }
    const evm::ChainId chain_id = m_job.chain.chain_id;
    store::NativeLogsShown shown = m_chains.native_logs(chain_id);
    if (shown.refuted || shown.after || (seen.without > 0 && shown.in_row == 0)) {
        return;
    }
    shown.in_row = seen.without > 0 ? 0 : shown.in_row + seen.with_log;
    if (shown.in_row >= kNativeLogsWanted) {
        shown.after = last;
        m_job.log.info("the chain logs its native transfers (EIP-7708): they are read by "
                       "eth_getLogs from now on",
                       {{"chain", m_job.chain.name}});
    }
    m_chains.set_native_logs(chain_id, shown);
}

void NativeLogs::refute(evm::BlockNumber block)
{
    if (m_job.chain.native_logs != config::NativeLogs::auto_) {
        return;
    }
    store::NativeLogsShown shown = m_chains.native_logs(m_job.chain.chain_id);
    if (shown.refuted || !shown.after || block <= *shown.after) {
        return;
    }
    shown.refuted = true;
    m_chains.set_native_logs(m_job.chain.chain_id, shown);
    m_job.log.warning("native money came without a log of it, so full blocks are read from now on; "
                      "where validators' rewards are all that has none, set native_logs: on",
                      {{"chain", m_job.chain.name}});
}

} // namespace ctrip::job
