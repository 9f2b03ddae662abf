// SPDX-License-Identifier: MIT
// Decodes what a collector receives, by the public definitions. Stdin: {"otlp": [bodies], "envelopes": [bodies]}.
// Prints {"spans": [… with "resource"], "events": [… with "envelope"]}; throws for what these do not allow.
"use strict";
const fs = require("fs");
const path = require("path");
const { parseEnvelope } = require("@sentry/core");

const root = require(path.join(path.dirname(require.resolve("@opentelemetry/otlp-transformer/package.json")),
    "build/src/generated/root.js"));
const Request = root.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
const ids = ["traceId", "spanId", "parentSpanId"];

// OTLP's JSON differs from that of protobuf in its ids, which are hexadecimal there.
function mapIds(value, change) {
    if (Array.isArray(value)) {
        return value.map((item) => mapIds(item, change));
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, ids.includes(key) ? change(item) : mapIds(item, change)]));
}

function decodeTraces(body) {
    const json = JSON.parse(body);
    const message = Request.fromObject(mapIds(json, (hex) => Buffer.from(hex, "hex")));
    const problem = Request.verify(message);
    if (problem) {
        throw new Error(problem);
    }
    const decoded = Request.decode(Request.encode(message).finish());
    const back = mapIds(Request.toObject(decoded, { longs: String, bytes: Array }), (bytes) => Buffer.from(bytes).toString("hex"));
    // A field that the definitions do not have would be gone.
    const [before, after] = [json, back].map((value) => JSON.stringify(sorted(value)));
    if (before !== after) {
        throw new Error(`sent\n${before}\nwhich is read as\n${after}`);
    }
    return back.resourceSpans.flatMap(({ resource, scopeSpans }) =>
        scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...flat(span), resource: attributes(resource.attributes) }))));
}

function sorted(value) {
    if (Array.isArray(value)) {
        return value.map(sorted);
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

function attributes(list) {
    return Object.fromEntries((list || []).map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));
}

function flat(span) {
    return { ...span, attributes: attributes(span.attributes) };
}

function decodeEnvelope(body) {
    const [envelope, items] = parseEnvelope(body);
    return items.map(([header, payload]) => {
        if (header.type !== "event" || payload.length !== header.length) {
            throw new Error(`an item of type ${header.type} with ${payload.length} bytes instead of ${header.length}`);
        }
        return { ...JSON.parse(Buffer.from(payload).toString("utf-8")), envelope };
    });
}

const { otlp, envelopes } = JSON.parse(fs.readFileSync(0, "utf-8"));
console.log(JSON.stringify({ spans: otlp.flatMap(decodeTraces), events: envelopes.flatMap(decodeEnvelope) }));
