# SPDX-License-Identifier: MIT
# bash completion of ctrip: commands, options, and the chains and tokens of the configuration.

# Prints the names from the configuration file given on the command line, else the default one.
_ctrip_names() { # chains|tokens [--chain NAME]
    local i config=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} == --config ]] && config=(--config "${COMP_WORDS[i + 1]}")
    done
    "${COMP_WORDS[0]}" "${config[@]}" __complete "$@" 2>/dev/null
}

_ctrip_chain_on_line() {
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} == --chain ]] && printf '%s\n' --chain "${COMP_WORDS[i + 1]}"
    done
}

_ctrip_options() { # COMMAND [NESTED]
    case "$*" in
    "migrate up") echo --to --json ;;
    "migrate down") echo --to --yes --json ;;
    "migrate status") echo --json ;;
    "migrate sql") echo --to --down --json ;;
    "migrate restored") echo --skip --json ;;
    "migrate copy") echo --from --to --wait --json ;;
    create-payment)
        echo --chain --token --amount --amount-raw --reference --expires-in --idempotency-key --metadata --webhook-url \
            --batch --json --qr
        ;;
    show) echo --proof --json ;;
    explain) echo --chain --json ;;
    accept | cancel) echo --reason --json ;;
    list) echo --sweeps --status --chain --reference --since --limit --after --json ;;
    scan) echo --chain --from --to --tx --json ;;
    confirm) echo --chain --json ;;
    sweep) echo --chain --dry-run --reclaim --max-cost --simulate --export --import --wait --json ;;
    "sweep deploy") echo --chain --version --wait --json ;;
    "sweep report") echo --chain --since --json ;;
    send-webhooks) echo --json ;;
    "webhooks list") echo --state --payment --endpoint --since --type --until --limit --after --json ;;
    "webhooks show" | "webhooks test" | "webhooks enable") echo --json ;;
    "webhooks rotate") echo --keep --key-pair --json ;;
    "webhooks retry") echo --dead --endpoint --dry-run --json ;;
    "webhooks replay") echo --since --type --until --endpoint --chain --dry-run --json ;;
    events) echo --after --limit --json ;;
    serve-health) echo --listen ;;
    metrics) echo --textfile --openmetrics ;;
    "telemetry flush") echo --json ;;
    reconcile) echo --chain --all --json ;;
    archive) echo --older-than --directory --chain --dry-run --restore --json ;;
    backup) echo --out --json ;;
    "wallet new") echo --words --json ;;
    "wallet xpub") echo --json ;;
    "wallet address") echo --index --xpub --json ;;
    "wallet verify") echo --address --index --xpub --json ;;
    "wallet presign") echo --chain --from --count --nonce --version --out --json ;;
    "wallet import") echo --json ;;
    "wallet undelegate") echo --chain --sign --out --import --dry-run --wait --json ;;
    "wallet sign") echo --out --yes --json ;;
    "wallet encrypt") echo --in --out --password-file --passphrase ;;
    esac
}

_ctrip() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local commands="migrate create-payment show list accept cancel explain scan confirm sweep send-webhooks webhooks events serve-health metrics telemetry reconcile archive backup wallet"
    local globals="--config --log-format --log-level --color --help --version"
    local command='' nested='' word i words chain=()

    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
        --config | --log-format | --log-level | --color) ((i++)) ;;
        -*) ;;
        *)
            if [[ -z $command ]]; then
                command=$word
            elif [[ -z $nested && ($command == migrate || $command == wallet || $command == sweep || $command == webhooks) ]]; then
                nested=$word
            fi
            ;;
        esac
    done

    case $previous in
    --config | --batch | --restore | --export | --import | --in | --out | --password-file | --proof)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    --directory)
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
        ;;
    --chain) words=$(_ctrip_names chains) ;;
    --token)
        mapfile -t chain < <(_ctrip_chain_on_line)
        words=$(_ctrip_names tokens "${chain[@]}")
        ;;
    --state) words="pending delivered dead skipped" ;;
    --status) words="pending detected confirmed paid settled expired failed" ;;
    --log-format) words="text json journal" ;;
    --log-level) words="error warning info debug" ;;
    --color) words="auto always never" ;;
    --words) words="12 15 18 21 24" ;;
    --to | --amount | --amount-raw | --reference | --expires-in | --idempotency-key | --metadata | --webhook-url | --since | --until | \
        --type | --payment | --endpoint | --keep | --limit | --after | --reason | --older-than | --from | --wait | --listen | --index | --xpub | --address | --count | --nonce) return ;;
    *)
        if [[ -z $command ]]; then
            words="$commands $globals"
        elif [[ $command == migrate && -z $nested ]]; then
            words="up down status sql copy restored $globals"
        elif [[ $command == webhooks && -z $nested ]]; then
            words="list show retry replay test enable rotate $globals"
        elif [[ $command == wallet && -z $nested ]]; then
            words="new xpub address verify presign import undelegate sign encrypt $globals"
        elif [[ $command == wallet && ($nested == import || $nested == sign) && $current != -* ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
        elif [[ $command == sweep && -z $nested ]]; then
            words="deploy report $(_ctrip_options sweep) $globals"
        else
            words="$(_ctrip_options "$command" ${nested:+"$nested"}) $globals"
        fi
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -F _ctrip ctrip
