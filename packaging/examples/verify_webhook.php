<?php
// SPDX-License-Identifier: MIT
// Verifies a webhook of ctrip (Standard Webhooks). In a shop: verify($secret, $_SERVER['HTTP_WEBHOOK_ID'], $_SERVER['HTTP_WEBHOOK_TIMESTAMP'],
// $_SERVER['HTTP_WEBHOOK_SIGNATURE'], file_get_contents('php://input')); from a shell: WEBHOOK_SECRET=… php verify_webhook.php ID TIMESTAMP SIGNATURES < body
function verify(string $secret, string $id, string $timestamp, string $signatures, string $body, int $tolerance_s = 300): bool
{
    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6)) : $secret;
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > $tolerance_s) {
        return false;
    }
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $one) {
        if (hash_equals($expected, $one)) {
            return true;
        }
    }
    return false;
}

if (PHP_SAPI === 'cli') {
    exit(verify(getenv('WEBHOOK_SECRET'), $argv[1], $argv[2], $argv[3], file_get_contents('php://stdin')) ? 0 : 1);
}
