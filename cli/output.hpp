// SPDX-License-Identifier: MIT
// Standard output, where results go. A failure to write never stops the work behind it: it is
// remembered and told at the end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ctrip::cli {

class Output
{
public:
    /// `color`: whether escape sequences are welcome there.
    explicit Output(bool color) : m_color(color) {}

    void text(std::string_view text);
    /// The same with a line end.
    void line(std::string_view text);
    /// Hands everything over to whoever reads; `text` does so by itself only now and then.
    void flush();

    [[nodiscard]] bool color() const noexcept { return m_color; }

    /// Flushes. What went wrong, in one line; nothing where all was written, or the reader had
    /// enough and closed its end (`| head`).
    [[nodiscard]] std::optional<std::string> finish();

private:
    void note_failure();

    bool m_color;
    int m_errno = 0; ///< Of the first failure.
};

} // namespace ctrip::cli
