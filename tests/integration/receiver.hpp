// SPDX-License-Identifier: MIT
// A shop's webhook endpoint: notes what it is sent, and answers by path.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct MHD_Connection;
struct MHD_Daemon;

namespace ctrip::test {

struct ReceivedRequest
{
    std::string path;
    std::map<std::string, std::string> headers; ///< By name in small letters.
    std::string body;

    /// Empty: it was not sent.
    [[nodiscard]] std::string header(const std::string& name) const;
};

class Receiver
{
public:
    Receiver();
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;
    ~Receiver();

    [[nodiscard]] std::string url(const std::string& path) const;
    [[nodiscard]] std::vector<ReceivedRequest> requests() const;
    /// Waits until so many messages to this path are there, for two minutes at most.
    [[nodiscard]] bool was_asked(const std::string& path, int times = 1) const;
    /// Lets "/held" answer.
    void release() { m_held = false; }

    /// Called while the request to "/hook" waits for its answer. Set before anything is sent.
    std::function<void()> on_hook = [] {};

private:
    struct Calls;
    struct Stop
    {
        void operator()(MHD_Daemon* daemon) const noexcept;
    };

    int answer(MHD_Connection* connection, const std::string& path);

    mutable std::mutex m_mutex;
    std::vector<ReceivedRequest> m_requests;
    std::atomic<bool> m_over = false;
    std::atomic<bool> m_held = true;
    std::unique_ptr<MHD_Daemon, Stop> m_daemon;
    int m_port = 0;
};

} // namespace ctrip::test
