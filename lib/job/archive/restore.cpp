// SPDX-License-Identifier: MIT
#include "job/archive/restore.hpp"

#include "base/error.hpp"
#include "job/archive/batches.hpp"
#include "job/shared/own_money.hpp"
#include "job/shared/status_log.hpp"
#include "payment/ledger.hpp"
#include "payment/payment.hpp"
#include "store/archive/archive_restore.hpp"
#include "store/chain_store.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <set>
#include <utility>

namespace ctrip::job {

namespace {

using store::ArchiveRecord;
using store::ArchiveRestore;

class Restore
{
public:
    Restore(const ArchiveJob& job, const RestoreOptions& options)
        : m_job(job), m_options(options), m_store(job.database, job.clock),
          m_payments(job.database), m_transfers(job.database),
          m_statuses(job.database, job.clock, log_changes(job.log, {})),
          m_chains(job.database, job.clock), m_ids(options.ids.begin(), options.ids.end())
    {
    }

    RestoreReport run();

private:
    using Batch = std::vector<ArchiveRecord>;
    using UseBatch = std::function<void(const Batch& batch, const std::string& file_name)>;

    void check();
    void bring_back();
    void bring_back(const Batch& batch, const std::string& file);
    void for_each_batch(const UseBatch& use) const;
    [[nodiscard]] std::uint64_t book(const std::vector<payment::Booking>& kept);

    const ArchiveJob& m_job;
    const RestoreOptions& m_options;
    ArchiveRestore m_store;
    store::PaymentStore m_payments;
    store::TransferStore m_transfers;
    store::StatusWriter m_statuses;
    store::ChainStore m_chains;
    std::set<std::string> m_ids;
    std::uint64_t m_total = 0;
    RestoreReport m_report;
};

RestoreReport Restore::run()
{
    check();
    bring_back();
    return m_report;
}

void Restore::for_each_batch(const UseBatch& use) const
{
    ArchiveBatches file{m_options.file, m_ids};
    for (ArchiveBatches::Batch lines = file.next(); !lines.empty(); lines = file.next()) {
        Batch batch;
        for (store::ArchiveStore::Written& line : lines) {
            batch.push_back(std::move(line.record));
        }
        use(batch, file.file_name());
    }
}

/// Reads the whole file before anything is changed. It has to be intact; payments that were asked
/// for by id have to be in it, and archived to no other file.
void Restore::check()
{
    std::set<std::string> missing = m_ids;
    for_each_batch([&](const Batch& batch, const std::string& file) {
        const std::vector<ArchiveRestore::Found> found = m_store.locate(batch, file);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            missing.erase(batch[i].id());
            if (!m_ids.empty() && found[i].place == ArchiveRestore::Place::elsewhere) {
                throw Error{ErrorKind::request,
                            fmt::format("payment '{}': {}; this file has an older state of it",
                                        batch[i].id(), store::where_archived(*found[i].archived))};
            }
        }
        m_total += batch.size();
        m_job.tell("checked", m_total, 0);
    });
    if (!missing.empty()) {
        throw Error{ErrorKind::not_found,
                    fmt::format("no payment in file '{}' has the id '{}'; nothing was restored",
                                m_options.file, *missing.begin())};
    }
}

void Restore::bring_back()
{
    std::uint64_t done = 0;
    for_each_batch([&](const Batch& batch, const std::string& file) {
        bring_back(batch, file);
        done += batch.size();
        m_job.tell("restored", done, m_total);
    });
}

void Restore::bring_back(const Batch& batch, const std::string& file)
{
    const RestoreReport added = store::retry_conflicts([&] {
        RestoreReport report;
        std::vector<const ArchiveRecord*> records;
        for (const ArchiveRecord& record : batch) {
            records.push_back(&record);
        }
        store::DbTransaction transaction{m_job.database};
        // First: a concurrent scan could find the payments neither in the database nor in the
        // archive's index, and miss their transfers.
        m_store.hold_chains(records);
        const std::vector<ArchiveRestore::Found> found = m_store.locate(batch, file);
        records.clear();
        std::set<std::string> once;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            switch (found[i].place) {
            case ArchiveRestore::Place::archived:
                if (once.insert(batch[i].id()).second) {
                    records.push_back(&batch[i]);
                }
                break;
            case ArchiveRestore::Place::present:
                ++report.present;
                break;
            case ArchiveRestore::Place::elsewhere:
                ++report.elsewhere;
                break;
            }
        }
        if (!records.empty()) {
            report.transfers = book(m_store.put_back(records));
            report.payments = records.size();
            transaction.commit();
        }
        return report;
    });
    m_report.payments += added.payments;
    m_report.present += added.present;
    m_report.elsewhere += added.elsewhere;
    m_report.transfers += added.transfers;
}

/// Books the transfers that arrived meanwhile, as a scan would have. `confirm` sets their depth.
std::uint64_t Restore::book(const std::vector<payment::Booking>& kept)
{
    std::uint64_t booked = 0;
    std::set<std::string> touched;
    for (payment::Booking booking : kept) {
        const std::optional<payment::Payment> payment = m_payments.find(booking.payment_id);
        const OwnSources sources{.chain_id = payment.value().chain_id,
                                 .addresses = m_options.own_addresses,
                                 .every_sender = m_options.every_sender_is_own};
        const OwnMoney own{m_job.database, sources, {&booking.transfer, 1}};
        booking.standing = payment::standing_of(
            *payment, booking.transfer,
            {.late_counts = m_options.late_counts, .is_own = own.has(booking.transfer)});
        if (m_transfers.book(booking, payment->chain_id)) {
            ++booked;
            touched.insert(booking.payment_id);
        }
    }
    for (const std::string& id : touched) {
        const std::optional<payment::Payment> payment = m_payments.find(id);
        static_cast<void>(m_statuses.reassess(id, m_chains.head(payment.value().chain_id)));
    }
    return booked;
}

} // namespace

RestoreReport restore(const ArchiveJob& job, const RestoreOptions& options)
{
    return Restore{job, options}.run();
}

} // namespace ctrip::job
