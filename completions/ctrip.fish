# SPDX-License-Identifier: MIT
# fish completion of ctrip: commands, options, and the chains and tokens of the configuration.

function __ctrip_value_of --description 'The value that an option has on the line'
    set -l words (commandline -opc)
    for i in (seq (count $words))
        if test "$words[$i]" = "$argv[1]"; and test $i -lt (count $words)
            echo $argv[1]
            echo $words[(math $i + 1)]
            return
        end
    end
end

function __ctrip_names --description 'Chains or tokens of the configuration'
    set -l arguments (__ctrip_value_of --config) __complete $argv[1]
    test $argv[1] = tokens; and set -a arguments (__ctrip_value_of --chain)
    ctrip $arguments 2>/dev/null
end

function __ctrip_nested --description 'True where command (and nested command) are on the line'
    __fish_seen_subcommand_from $argv[1]; and __fish_seen_subcommand_from $argv[2..-1]
end

set -l commands migrate create-payment show list accept cancel explain scan confirm sweep send-webhooks serve-health reconcile archive wallet
set -l none "not __fish_seen_subcommand_from $commands"

complete -c ctrip -f
complete -c ctrip -l config -r -F -d 'Configuration file'
complete -c ctrip -l log-format -x -a 'text json journal' -d 'Form of the log'
complete -c ctrip -l log-level -x -a 'error warning info debug' -d 'Least important to log'
complete -c ctrip -l color -x -a 'auto always never' -d Colours
complete -c ctrip -l help -d 'Print help and exit'
complete -c ctrip -l version -d 'Print the version and exit'

complete -c ctrip -n $none -a migrate -d 'Bring the database schema to a version, or all data to another database'
complete -c ctrip -n $none -a create-payment -d 'Reserve an address, store the payment, print it'
complete -c ctrip -n $none -a show -d 'Show one payment with all its history'
complete -c ctrip -n $none -a list -d 'List payments, the newest first'
complete -c ctrip -n $none -a accept -d 'Make what has arrived enough'
complete -c ctrip -n $none -a cancel -d 'Give a payment up before it is paid'
complete -c ctrip -n $none -a explain -d 'Say why a payment or a transaction is not paid'
complete -c ctrip -n $none -a scan -d 'Find deposits in new blocks'
complete -c ctrip -n $none -a confirm -d 'Move detected payments on'
complete -c ctrip -n $none -a sweep -d 'Move final deposits to the treasury'
complete -c ctrip -n $none -a send-webhooks -d 'Deliver the notifications that are due'
complete -c ctrip -n $none -a serve-health -d 'Answer health checks and metrics'
complete -c ctrip -n $none -a reconcile -d 'Compare the ledger with the chain'
complete -c ctrip -n $none -a archive -d 'Move closed payments out to a file, and back'
complete -c ctrip -n $none -a wallet -d 'Mnemonics, addresses, signatures for sweeps'

set -l migrate '__fish_seen_subcommand_from migrate; and not __fish_seen_subcommand_from up down status sql copy'
complete -c ctrip -n $migrate -a up -d 'Apply what is missing'
complete -c ctrip -n $migrate -a down -d 'Take back the last step'
complete -c ctrip -n $migrate -a status -d 'Say which versions are applied'
complete -c ctrip -n $migrate -a sql -d 'Print the SQL that up would run'
complete -c ctrip -n $migrate -a copy -d 'Move all data to another database'
complete -c ctrip -n '__ctrip_nested migrate up down sql' -l to -x -d 'Go to this version'
complete -c ctrip -n '__ctrip_nested migrate down' -l yes -d 'Yes, destroy that data'
complete -c ctrip -n '__ctrip_nested migrate sql' -l down -d 'What down would run'
complete -c ctrip -n '__ctrip_nested migrate copy' -l from -x -d 'The database to leave'
complete -c ctrip -n '__ctrip_nested migrate copy' -l to -x -d 'The database to go to'
complete -c ctrip -n '__ctrip_nested migrate copy' -l wait -x -a '0s 60s 10m' -d 'For a running job'
complete -c ctrip -n '__ctrip_nested migrate up down status sql copy' -l json -d 'Print JSON'

set -l wallet '__fish_seen_subcommand_from wallet; and not __fish_seen_subcommand_from new xpub address verify presign import sign encrypt'
complete -c ctrip -n $wallet -a new -d 'Make a mnemonic'
complete -c ctrip -n $wallet -a xpub -d 'Print the account xpub'
complete -c ctrip -n $wallet -a address -d 'Print a deposit address'
complete -c ctrip -n $wallet -a verify -d 'Say whether an address belongs to the wallet'
complete -c ctrip -n $wallet -a presign -d 'Sign authorizations for the Sweeper'
complete -c ctrip -n $wallet -a import -d 'Take in presigned authorizations'
complete -c ctrip -n $wallet -a sign -d 'Sign exported sweeps'
complete -c ctrip -n $wallet -a encrypt -d 'Encrypt a mnemonic or a key'
complete -c ctrip -n '__ctrip_nested wallet new' -l words -x -a '12 15 18 21 24' -d 'How many'
complete -c ctrip -n '__ctrip_nested wallet address verify' -l index -x -d 'Which one'
complete -c ctrip -n '__ctrip_nested wallet address verify' -l xpub -x -d 'Of this account'
complete -c ctrip -n '__ctrip_nested wallet verify' -l address -x -d 'The address'
complete -c ctrip -n '__ctrip_nested wallet presign' -l chain -x -a '(__ctrip_names chains)' -d Chain
complete -c ctrip -n '__ctrip_nested wallet presign' -l from -x -d 'The first index'
complete -c ctrip -n '__ctrip_nested wallet presign' -l count -x -d 'How many'
complete -c ctrip -n '__ctrip_nested wallet presign' -l nonce -x -d 'Of the addresses'
complete -c ctrip -n '__ctrip_nested wallet presign sign encrypt' -l out -r -F -d 'The file to make'
complete -c ctrip -n '__ctrip_nested wallet sign' -l yes -d 'Do not ask'
complete -c ctrip -n '__ctrip_nested wallet encrypt' -l in -r -F -d 'The file of the secret'
complete -c ctrip -n '__ctrip_nested wallet encrypt' -l password-file -r -F -d 'The file of the password'
complete -c ctrip -n '__ctrip_nested wallet import sign' -F
complete -c ctrip -n '__ctrip_nested wallet new xpub address verify presign import sign' -l json -d 'Print JSON'

set -l json '__fish_seen_subcommand_from create-payment show list accept cancel explain scan confirm sweep send-webhooks reconcile archive'
complete -c ctrip -n $json -l json -d 'Print JSON'
set -l by_chain '__fish_seen_subcommand_from create-payment list explain scan confirm sweep reconcile archive'
complete -c ctrip -n $by_chain -l chain -x -a '(__ctrip_names chains)' -d Chain

complete -c ctrip -n '__fish_seen_subcommand_from accept cancel' -l reason -x -d Why

set -l create '__fish_seen_subcommand_from create-payment'
complete -c ctrip -n $create -l token -x -a '(__ctrip_names tokens)' -d 'Token'
complete -c ctrip -n $create -l amount -x -d 'In whole units'
complete -c ctrip -n $create -l amount-raw -x -d 'In base units'
complete -c ctrip -n $create -l reference -x -d 'Your own name for it'
complete -c ctrip -n $create -l expires-in -x -a '15m 30m 1h 24h' -d 'Time to pay'
complete -c ctrip -n $create -l idempotency-key -x -d 'Same key, same payment'
complete -c ctrip -n $create -l metadata -x -d 'KEY=VALUE to remember and tell'
complete -c ctrip -n $create -l webhook-url -x -d 'Where its webhooks go'
complete -c ctrip -n $create -l batch -r -F -d 'One JSON request a line'
complete -c ctrip -n $create -l qr -d 'Draw the payment link as a QR code'

set -l list '__fish_seen_subcommand_from list'
complete -c ctrip -n $list -l sweeps -d 'Sweeps instead of payments'
complete -c ctrip -n $list -l status -x -a 'pending detected confirmed paid settled expired failed' -d 'Only of this status'
complete -c ctrip -n $list -l reference -x -d 'Only with this reference'
complete -c ctrip -n $list -l since -x -a '24h 7d' -d 'Only made since then'
complete -c ctrip -n $list -l limit -x -d 'At most so many'
complete -c ctrip -n $list -l after -x -d 'Go on after this payment'

set -l sweep '__fish_seen_subcommand_from sweep'
complete -c ctrip -n "$sweep; and not __fish_seen_subcommand_from deploy report" -a deploy -d 'Put the Sweeper on a chain'
complete -c ctrip -n "$sweep; and not __fish_seen_subcommand_from deploy report" -a report -d 'Print what sweeping cost'
complete -c ctrip -n '__ctrip_nested sweep report' -l since -x -a '7d 30d' -d 'Only since then'
complete -c ctrip -n $sweep -l dry-run -d 'Print the plan only'
complete -c ctrip -n $sweep -l simulate -d 'Have the node run it first'
complete -c ctrip -n $sweep -l export -r -F -d 'Write out unsigned'
complete -c ctrip -n $sweep -l import -r -F -d 'Send what was signed'
complete -c ctrip -n $sweep -l wait -x -a '0s 20s 60s' -d 'For receipts'

complete -c ctrip -n '__fish_seen_subcommand_from serve-health' -l listen -x -d 'Instead of health.listen'

complete -c ctrip -n '__fish_seen_subcommand_from reconcile' -l all -d 'Print what is equal too'

set -l archive '__fish_seen_subcommand_from archive'
complete -c ctrip -n $archive -l older-than -x -a '400d 1000d' -d 'Closed for so long'
complete -c ctrip -n $archive -l directory -x -a '(__fish_complete_directories)' -d 'Where the file goes'
complete -c ctrip -n $archive -l dry-run -d 'Count only'
complete -c ctrip -n $archive -l restore -r -F -d 'Bring back the payments of this file'
