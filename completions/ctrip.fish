# SPDX-License-Identifier: MIT
# fish completion of ctrip: commands, options, and the chains and tokens of the configuration.

function __ctrip_value_of --description 'Print an option and its value from the command line'
    set -l words (commandline -opc)
    for i in (seq (count $words))
        if test "$words[$i]" = "$argv[1]"; and test $i -lt (count $words)
            echo $argv[1]
            echo $words[(math $i + 1)]
            return
        end
    end
end

function __ctrip_names --description 'Print the chains or tokens of the configuration'
    set -l arguments (__ctrip_value_of --config) __complete $argv[1]
    test $argv[1] = tokens; and set -a arguments (__ctrip_value_of --chain)
    ctrip $arguments 2>/dev/null
end

function __ctrip_nested --description 'Test whether the command line has a command and one of its nested commands'
    __fish_seen_subcommand_from $argv[1]; and __fish_seen_subcommand_from $argv[2..-1]
end

set -l commands migrate create-payment show list accept cancel explain scan confirm sweep send-webhooks webhooks events serve-health metrics telemetry reconcile archive backup wallet
set -l none "not __fish_seen_subcommand_from $commands"

complete -c ctrip -f
complete -c ctrip -l config -r -F -d 'Read this configuration file'
complete -c ctrip -l log-format -x -a 'text json journal' -d 'Set the log format'
complete -c ctrip -l log-level -x -a 'error warning info debug' -d 'Set the lowest level to log'
complete -c ctrip -l color -x -a 'auto always never' -d 'Use colours'
complete -c ctrip -l help -d 'Print help and exit'
complete -c ctrip -l version -d 'Print the version and exit'

complete -c ctrip -n $none -a migrate -d 'Migrate the schema to a version, or copy all data to another database'
complete -c ctrip -n $none -a create-payment -d 'Reserve a deposit address, store the payment, print it'
complete -c ctrip -n $none -a show -d 'Show one payment with all its history'
complete -c ctrip -n $none -a list -d 'List payments, newest first'
complete -c ctrip -n $none -a accept -d 'Accept an underpaid or late payment as paid'
complete -c ctrip -n $none -a cancel -d 'Cancel a payment before it is paid'
complete -c ctrip -n $none -a explain -d 'Explain why a payment or transaction is not paid'
complete -c ctrip -n $none -a scan -d 'Find transfers in new blocks'
complete -c ctrip -n $none -a confirm -d 'Advance payments by confirmations'
complete -c ctrip -n $none -a sweep -d 'Move final deposits to the treasury'
complete -c ctrip -n $none -a send-webhooks -d 'Deliver the webhook messages that are due'
complete -c ctrip -n $none -a webhooks -d 'Look at webhook messages, and send them again'
complete -c ctrip -n $none -a events -d 'Print events in the order in which they came'
complete -c ctrip -n $none -a serve-health -d 'Serve health checks and metrics'
complete -c ctrip -n $none -a metrics -d 'Print the metrics, or write them for node_exporter'
complete -c ctrip -n $none -a telemetry -d 'Send traces and error reports'
complete -c ctrip -n $none -a reconcile -d 'Compare the ledger with balances on the chain'
complete -c ctrip -n $none -a archive -d 'Archive closed payments to a file, or restore them'
complete -c ctrip -n $none -a backup -d 'Copy the database to a new file while jobs run'
complete -c ctrip -n $none -a wallet -d 'Create a mnemonic, print and verify addresses, sign for sweeps'

set -l migrate '__fish_seen_subcommand_from migrate; and not __fish_seen_subcommand_from up down status sql copy restored'
complete -c ctrip -n $migrate -a up -d 'Apply pending migrations'
complete -c ctrip -n $migrate -a down -d 'Undo the last migration'
complete -c ctrip -n $migrate -a status -d 'List the migrations'
complete -c ctrip -n $migrate -a sql -d 'Print the SQL that up would run'
complete -c ctrip -n $migrate -a copy -d 'Copy all data to another database'
complete -c ctrip -n $migrate -a restored -d 'Make a restored database safe to go on with'
complete -c ctrip -n '__ctrip_nested migrate restored' -l skip -x -d 'Pass over this many addresses'
complete -c ctrip -n '__ctrip_nested migrate up down sql' -l to -x -d 'Migrate to this version'
complete -c ctrip -n '__ctrip_nested migrate down' -l yes -d 'Confirm that the data is deleted'
complete -c ctrip -n '__ctrip_nested migrate sql' -l down -d 'Print what down would run'
complete -c ctrip -n '__ctrip_nested migrate copy' -l from -x -d 'Copy from this database'
complete -c ctrip -n '__ctrip_nested migrate copy' -l to -x -d 'Copy to this database'
complete -c ctrip -n '__ctrip_nested migrate copy' -l wait -x -a '0s 60s 10m' -d 'Wait at most this long for each running job'
complete -c ctrip -n '__ctrip_nested migrate up down status sql copy restored' -l json -d 'Print JSON'

complete -c ctrip -n '__fish_seen_subcommand_from telemetry; and not __fish_seen_subcommand_from flush' -a flush -d 'Send what waits'
set -l webhooks '__fish_seen_subcommand_from webhooks; and not __fish_seen_subcommand_from list show retry replay test enable rotate'
complete -c ctrip -n $webhooks -a list -d 'List messages and the endpoints that fail'
complete -c ctrip -n $webhooks -a show -d 'Show one message with each attempt'
complete -c ctrip -n $webhooks -a retry -d 'Make messages due now'
complete -c ctrip -n $webhooks -a replay -d 'Send a span of time again'
complete -c ctrip -n $webhooks -a test -d 'Send a test message'
complete -c ctrip -n $webhooks -a enable -d 'Send to an endpoint again'
complete -c ctrip -n $webhooks -a rotate -d 'Write a new secret for an endpoint'
complete -c ctrip -n '__ctrip_nested webhooks rotate' -l keep -x -a '1h 24h 7d' -d 'Sign with the old one too for so long'
complete -c ctrip -n '__ctrip_nested webhooks rotate' -l key-pair -d 'A key pair of Ed25519'
complete -c ctrip -n '__ctrip_nested webhooks list' -l state -x -a 'pending delivered dead skipped' -d 'Only in this state'
complete -c ctrip -n '__ctrip_nested webhooks list' -l payment -x -d 'Only of this payment'
complete -c ctrip -n '__ctrip_nested webhooks list' -l limit -x -d 'At most this many'
complete -c ctrip -n '__ctrip_nested webhooks list' -l after -x -d 'Continue after this message'
complete -c ctrip -n '__ctrip_nested webhooks list retry replay' -l endpoint -x -d 'Only this endpoint'
complete -c ctrip -n '__ctrip_nested webhooks list replay' -l type -x -d 'Only this event'
complete -c ctrip -n '__ctrip_nested webhooks list replay' -l since -x -a '24h 7d' -d 'Only since'
complete -c ctrip -n '__ctrip_nested webhooks list replay' -l until -x -d 'Only before'
complete -c ctrip -n '__ctrip_nested webhooks replay' -l chain -x -a '(__ctrip_names chains)' -d 'Only this chain'
complete -c ctrip -n '__ctrip_nested webhooks retry' -l dead -d 'All that were given up'
complete -c ctrip -n '__ctrip_nested webhooks retry replay' -l dry-run -d 'Count only'
complete -c ctrip -n '__ctrip_nested webhooks list show retry replay test enable rotate' -l json -d 'Print JSON'
complete -c ctrip -n '__fish_seen_subcommand_from events' -l after -x -d 'Only behind this cursor'
complete -c ctrip -n '__fish_seen_subcommand_from events' -l limit -x -d 'At most this many'

set -l wallet '__fish_seen_subcommand_from wallet; and not __fish_seen_subcommand_from new xpub address verify presign import undelegate sign encrypt'
complete -c ctrip -n $wallet -a new -d 'Create a mnemonic'
complete -c ctrip -n $wallet -a xpub -d 'Print the account xpub'
complete -c ctrip -n $wallet -a address -d 'Print a deposit address'
complete -c ctrip -n $wallet -a verify -d 'Check whether an address belongs to the wallet'
complete -c ctrip -n $wallet -a presign -d 'Sign authorizations for the Sweeper'
complete -c ctrip -n $wallet -a import -d 'Check and import presigned authorizations'
complete -c ctrip -n $wallet -a undelegate -d 'Take the delegation of addresses back'
complete -c ctrip -n $wallet -a sign -d 'Sign exported sweeps'
complete -c ctrip -n $wallet -a encrypt -d 'Encrypt a mnemonic or private key'
complete -c ctrip -n '__ctrip_nested wallet new' -l words -x -a '12 15 18 21 24' -d 'Use this many words'
complete -c ctrip -n '__ctrip_nested wallet address verify' -l index -x -d 'Use the address at this index'
complete -c ctrip -n '__ctrip_nested wallet address verify' -l xpub -x -d 'Use this account'
complete -c ctrip -n '__ctrip_nested wallet verify' -l address -x -d 'Check this address'
complete -c ctrip -n '__ctrip_nested wallet presign' -l chain -x -a '(__ctrip_names chains)' -d 'Sign for this chain'
complete -c ctrip -n '__ctrip_nested wallet presign' -l from -x -d 'Start at this index'
complete -c ctrip -n '__ctrip_nested wallet presign' -l count -x -d 'Sign this many'
complete -c ctrip -n '__ctrip_nested wallet presign' -l nonce -x -d 'Sign for this account nonce'
complete -c ctrip -n '__ctrip_nested wallet presign' -l version -x -a '1 2' -d 'Sign for this version of the Sweeper'
complete -c ctrip -n '__ctrip_nested wallet presign undelegate sign encrypt' -l out -r -F -d 'Write this new file'
complete -c ctrip -n '__ctrip_nested wallet undelegate' -l chain -x -a '(__ctrip_names chains)' -d 'On this chain'
complete -c ctrip -n '__ctrip_nested wallet undelegate' -l sign -x -d 'Sign for this index and nonce'
complete -c ctrip -n '__ctrip_nested wallet undelegate' -l import -r -F -d 'Send what was signed elsewhere'
complete -c ctrip -n '__ctrip_nested wallet undelegate' -l dry-run -d 'Print what would be done'
complete -c ctrip -n '__ctrip_nested wallet undelegate' -l wait -x -a '0s 20s 60s' -d 'Wait at most this long for receipts'
complete -c ctrip -n '__ctrip_nested wallet sign' -l yes -d 'Do not ask before signing'
complete -c ctrip -n '__ctrip_nested wallet encrypt' -l in -r -F -d 'Read the secret from this file'
complete -c ctrip -n '__ctrip_nested wallet encrypt' -l password-file -r -F -d 'Read the password from this file'
complete -c ctrip -n '__ctrip_nested wallet encrypt' -l passphrase -d 'The secret is a passphrase'
complete -c ctrip -n '__ctrip_nested wallet import sign' -F
complete -c ctrip -n '__ctrip_nested wallet new xpub address verify presign import undelegate sign' -l json -d 'Print JSON'

complete -c ctrip -n '__fish_seen_subcommand_from show' -l proof -r -F -d 'Write what proves the payment to this new file'
complete -c ctrip -n '__fish_seen_subcommand_from scan' -l from -x -d 'Read again from this block'
complete -c ctrip -n '__fish_seen_subcommand_from scan' -l to -x -d 'Read again up to this block'
complete -c ctrip -n '__fish_seen_subcommand_from scan' -l tx -x -d 'Book what this transaction paid'
set -l json '__fish_seen_subcommand_from create-payment show list accept cancel explain scan confirm sweep send-webhooks events reconcile archive backup'
complete -c ctrip -n $json -l json -d 'Print JSON'
set -l by_chain '__fish_seen_subcommand_from create-payment list explain scan confirm sweep reconcile archive'
complete -c ctrip -n $by_chain -l chain -x -a '(__ctrip_names chains)' -d 'Use this chain'

complete -c ctrip -n '__fish_seen_subcommand_from accept cancel' -l reason -x -d 'Store this reason in the history'

set -l create '__fish_seen_subcommand_from create-payment'
complete -c ctrip -n $create -l token -x -a '(__ctrip_names tokens)' -d 'Ask for this token'
complete -c ctrip -n $create -l amount -x -d 'Set the amount in whole units'
complete -c ctrip -n $create -l amount-raw -x -d 'Set the amount in base units'
complete -c ctrip -n $create -l reference -x -d 'Store your own reference'
complete -c ctrip -n $create -l expires-in -x -a '15m 30m 1h 24h' -d 'Set the time to pay'
complete -c ctrip -n $create -l idempotency-key -x -d 'Return the existing payment if repeated'
complete -c ctrip -n $create -l metadata -x -d 'Store KEY=VALUE and send it in webhooks'
complete -c ctrip -n $create -l webhook-url -x -d 'Send its webhooks to this URL'
complete -c ctrip -n $create -l batch -r -F -d 'Read one JSON request per line'
complete -c ctrip -n $create -l qr -d 'Draw the payment link as a QR code'

set -l list '__fish_seen_subcommand_from list'
complete -c ctrip -n $list -l sweeps -d 'List sweeps instead of payments'
complete -c ctrip -n $list -l status -x -a 'pending detected confirmed paid settled expired failed' -d 'Limit to this status'
complete -c ctrip -n $list -l reference -x -d 'Limit to this reference'
complete -c ctrip -n $list -l since -x -a '24h 7d' -d 'Limit to payments created since'
complete -c ctrip -n $list -l limit -x -d 'List at most this many'
complete -c ctrip -n $list -l after -x -d 'Continue after this id'

set -l sweep '__fish_seen_subcommand_from sweep'
complete -c ctrip -n "$sweep; and not __fish_seen_subcommand_from deploy report" -a deploy -d 'Deploy the Sweeper contract'
complete -c ctrip -n "$sweep; and not __fish_seen_subcommand_from deploy report" -a report -d 'Print the cost of sweeping'
complete -c ctrip -n '__ctrip_nested sweep deploy' -l version -x -a '1 2' -d 'Deploy this version'
complete -c ctrip -n '__ctrip_nested sweep report' -l since -x -a '7d 30d' -d 'Report only since'
complete -c ctrip -n $sweep -l dry-run -d 'Print the plan only'
complete -c ctrip -n $sweep -l simulate -d 'Simulate each transaction first'
complete -c ctrip -n $sweep -l reclaim -d 'Move only what is left of gas money'
complete -c ctrip -n $sweep -l max-cost -x -a '10% 25% 50%' -d 'Reclaim up to this share as fee'
complete -c ctrip -n $sweep -l export -r -F -d 'Write unsigned transactions to a file'
complete -c ctrip -n $sweep -l import -r -F -d 'Send signed transactions'
complete -c ctrip -n $sweep -l wait -x -a '0s 20s 60s' -d 'Wait at most this long for receipts'

complete -c ctrip -n '__fish_seen_subcommand_from serve-health' -l listen -x -d 'Listen here instead of health.listen'

complete -c ctrip -n '__fish_seen_subcommand_from metrics' -l textfile -x -a '(__fish_complete_directories)' -d 'Write ctrip.prom in this folder'
complete -c ctrip -n '__fish_seen_subcommand_from metrics' -l openmetrics -d 'Print OpenMetrics'

complete -c ctrip -n '__fish_seen_subcommand_from reconcile' -l all -d 'Also print matching balances'

set -l archive '__fish_seen_subcommand_from archive'
complete -c ctrip -n $archive -l older-than -x -a '400d 1000d' -d 'Archive payments closed this long ago'
complete -c ctrip -n $archive -l directory -x -a '(__fish_complete_directories)' -d 'Write the file here'
complete -c ctrip -n $archive -l dry-run -d 'Count only'
complete -c ctrip -n $archive -l restore -r -F -d 'Restore the payments of this file'
