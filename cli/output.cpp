// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace ctrip::cli {

void Output::note_failure()
{
    m_errno = errno == 0 ? EIO : errno;
}

void Output::text(std::string_view text)
{
    if (m_errno == 0 && std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
        note_failure();
    }
}

void Output::line(std::string_view text)
{
    this->text(text);
    this->text("\n");
}

void Output::flush()
{
    if (m_errno == 0 && std::fflush(stdout) != 0) {
        note_failure();
    }
}

std::optional<std::string> Output::finish()
{
    flush();
    if (m_errno == 0 || m_errno == EPIPE) {
        return std::nullopt;
    }
    return fmt::format(
        "standard output: {}; the work was done, but its result could not be written",
        std::generic_category().message(m_errno));
}

} // namespace ctrip::cli
