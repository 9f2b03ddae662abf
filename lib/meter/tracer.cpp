// SPDX-License-Identifier: MIT
#include "meter/tracer.hpp"

namespace ctrip::meter {

namespace {

constexpr std::int64_t kUsPerMs = 1'000;

} // namespace

Tracer::Tracer(const base::Clock& clock) : m_clock(clock), m_anchor_us(clock.now_ms() * kUsPerMs) {}

void Tracer::enter_run(std::string_view run_id)
{
    m_anchor_us = m_clock.now_ms() * kUsPerMs;
    m_anchor = Steady::now();
    m_run = base::root_span(run_id);
}

std::int64_t Tracer::time_us(Steady::time_point at) const
{
    return m_anchor_us +
           std::chrono::duration_cast<std::chrono::microseconds>(at - m_anchor).count();
}

void Tracer::add(Span&& span)
{
    if (m_spans.size() >= kSpansMax) {
        ++m_dropped;
        return;
    }
    m_spans.push_back(std::move(span));
}

void Tracer::add_request(std::string name, Steady::time_point began, SpanAttributes&& attributes,
                         std::string error)
{
    if (m_run) {
        add_request(std::move(name), base::new_span_in(m_run->trace_id), began,
                    std::move(attributes), std::move(error));
    }
}

void Tracer::add_request(std::string name, const base::SpanContext& context,
                         Steady::time_point began, SpanAttributes&& attributes, std::string error)
{
    if (!m_run) {
        return;
    }
    add({.name = std::move(name),
         .context = context,
         .parent_id = m_run->span_id,
         .link = std::nullopt,
         .kind = SpanKind::client,
         .start_us = time_us(began),
         .end_us = now_us(),
         .attributes = std::move(attributes),
         .error = std::move(error)});
}

std::vector<Span> Tracer::take()
{
    return std::exchange(m_spans, {});
}

} // namespace ctrip::meter
