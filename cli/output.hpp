// SPDX-License-Identifier: MIT
// Standard output, for results. A write error does not stop the work: finish() reports the first
// one at the end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ctrip::cli {

class Output
{
public:
    /// `color`: whether to write ANSI colour sequences.
    explicit Output(bool color) : m_color(color) {}

    void text(std::string_view text);
    /// Writes `text` and a line end.
    void line(std::string_view text);
    /// Writes out the buffer. text() and line() only fill it.
    void flush();

    [[nodiscard]] bool color() const noexcept { return m_color; }

    /// Flushes. Returns the first write error, in one line; nothing if all was written or the
    /// reader closed the pipe (`| head`).
    [[nodiscard]] std::optional<std::string> finish();

private:
    void note_failure();

    bool m_color;
    int m_errno = 0; ///< Of the first write error; 0: none.
};

} // namespace ctrip::cli
