// SPDX-License-Identifier: MIT
// Verifies a message with the public libraries. Stdin: {"secret": "whsec_…", "headers": {…}, "body": "…"}.
// Prints an object: each library's name, and the error that it throws, or "".
"use strict";
const fs = require("fs");

const { secret, headers, body } = JSON.parse(fs.readFileSync(0, "utf-8"));
const answers = {};
for (const library of ["standardwebhooks", "svix"]) {
    const { Webhook } = require(library);
    try {
        new Webhook(secret).verify(body, headers);
        answers[library] = "";
    } catch (error) {
        answers[library] = error.message || String(error);
    }
}
console.log(JSON.stringify(answers));
