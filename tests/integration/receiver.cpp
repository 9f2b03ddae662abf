// SPDX-License-Identifier: MIT
#include "integration/receiver.hpp"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

namespace ctrip::test {

using namespace std::chrono_literals;

namespace {

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char one) { return std::tolower(one); });
    return text;
}

} // namespace

/// What the library calls, on a thread for each connection; `context` is the Receiver.
struct Receiver::Calls
{
    static MHD_Result header(void* context, MHD_ValueKind /*kind*/, const char* name,
                             const char* value)
    {
        static_cast<ReceivedRequest*>(context)->headers.emplace(lower(name),
                                                                value == nullptr ? "" : value);
        return MHD_YES;
    }

    static MHD_Result request(void* context, MHD_Connection* connection, const char* path,
                              const char* /*method*/, const char* /*version*/, const char* upload,
                              std::size_t* upload_bytes, void** slot)
    {
        Receiver& shop = *static_cast<Receiver*>(context);
        if (*slot == nullptr) {
            auto request = std::make_unique<ReceivedRequest>();
            request->path = path;
            MHD_get_connection_values(connection, MHD_HEADER_KIND, &header, request.get());
            *slot = request.release();
            return MHD_YES;
        }
        ReceivedRequest& request = *static_cast<ReceivedRequest*>(*slot);
        if (*upload_bytes != 0) {
            request.body.append(upload, std::exchange(*upload_bytes, 0));
            return MHD_YES;
        }
        {
            const std::lock_guard lock{shop.m_mutex};
            shop.m_requests.push_back(request);
        }
        return shop.answer(connection, request.path) == 0 ? MHD_NO : MHD_YES;
    }

    static void completed(void* /*context*/, MHD_Connection* /*connection*/, void** slot,
                          MHD_RequestTerminationCode /*code*/)
    {
        delete static_cast<ReceivedRequest*>(std::exchange(*slot, nullptr));
    }

    static ssize_t drip(void* context, std::uint64_t /*offset*/, char* buffer, std::size_t /*size*/)
    {
        std::this_thread::sleep_for(50ms);
        *buffer = '.';
        return static_cast<Receiver*>(context)->m_over ? MHD_CONTENT_READER_END_WITH_ERROR : 1;
    }
};

std::string ReceivedRequest::header(const std::string& name) const
{
    const auto found = headers.find(lower(name));
    return found == headers.end() ? "" : found->second;
}

void Receiver::Stop::operator()(MHD_Daemon* daemon) const noexcept
{
    MHD_stop_daemon(daemon);
}

Receiver::Receiver()
{
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_daemon.reset(MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ITC, 0, nullptr,
        nullptr, &Calls::request, this, MHD_OPTION_SOCK_ADDR, reinterpret_cast<sockaddr*>(&place),
        MHD_OPTION_NOTIFY_COMPLETED, &Calls::completed, nullptr, MHD_OPTION_END));
    if (!m_daemon) {
        throw std::runtime_error{"the receiver does not start"};
    }
    m_port = MHD_get_daemon_info(m_daemon.get(), MHD_DAEMON_INFO_BIND_PORT)->port;
}

Receiver::~Receiver()
{
    m_over = true;
    m_daemon.reset();
}

std::string Receiver::url(const std::string& path) const
{
    return "http://127.0.0.1:" + std::to_string(m_port) + path;
}

std::vector<ReceivedRequest> Receiver::requests() const
{
    const std::lock_guard lock{m_mutex};
    return m_requests;
}

bool Receiver::was_asked(const std::string& path, int times) const
{
    const auto deadline = std::chrono::steady_clock::now() + 2min;
    while (std::chrono::steady_clock::now() < deadline) {
        const auto all = requests();
        if (std::ranges::count(all, path, &ReceivedRequest::path) >= times) {
            return true;
        }
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

int Receiver::answer(MHD_Connection* connection, const std::string& path)
{
    unsigned status = 200;
    std::string body;
    std::pair<std::string, std::string> header;
    if (path == "/redirect") {
        status = 302;
        header = {"Location", "/ok"};
    } else if (path == "/gone") {
        status = 410;
    } else if (path == "/broken") {
        status = 500;
        body = "no\nway";
    } else if (path == "/hook") {
        on_hook();
    } else if (path == "/held") {
        while (m_held && !m_over) {
            std::this_thread::sleep_for(5ms);
        }
    } else if (path == "/busy") {
        status = 503;
        header = {"Retry-After", "120"};
    } else if (path == "/huge") {
        body.assign(8U << 20U, 'x');
    } else if (path == "/drip") {
        status = 500; // After a 2xx it would be delivered.
    }
    MHD_Response* const response =
        path == "/drip"
            ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 64, &Calls::drip, this, nullptr)
            : MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_MUST_COPY);
    if (!header.first.empty()) {
        MHD_add_response_header(response, header.first.c_str(), header.second.c_str());
    }
    const MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

} // namespace ctrip::test
