// SPDX-License-Identifier: MIT
// https_server.js PORT FOLDER [--client-certificate]: an endpoint that speaks HTTP/2 and HTTP/1.1 over TLS. Prints "ready",
// then one line of JSON for each request.
"use strict";
const fs = require("fs");
const http2 = require("http2");
const path = require("path");

const [port, folder, option] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name));
const asks = option === "--client-certificate";
const server = http2.createSecureServer({
    key: read("server.key"), cert: read("server.pem"), ca: read("ca.pem"), allowHTTP1: true, requestCert: asks, rejectUnauthorized: asks,
});
server.on("request", (request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
        const certificate = request.socket.getPeerCertificate();
        console.log(JSON.stringify({
            version: request.httpVersion, client: certificate.subject ? certificate.subject.CN : null,
            type: JSON.parse(Buffer.concat(parts)).type,
        }));
        response.writeHead(200);
        response.end();
    });
});
server.listen(Number(port), "127.0.0.1", () => console.log("ready"));
