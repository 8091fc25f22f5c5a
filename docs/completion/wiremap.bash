# Completion of wiremap for bash. What there is to complete is what the help of wiremap and of its commands lists,
# so nothing here has to follow a change of them.

# The words of a column of the help: commands, or options.
_wiremap_commands() {
    "$1" --help 2>/dev/null | awk '/^Commands:/ {on = 1; next} /^$/ {on = 0} on {print $1}'
}

_wiremap_options() {
    "$@" --help 2>/dev/null | awk '/^Options:/ {on = 1; next} /^$/ {on = 0}
        on {for (i = 1; i < 4 && i <= NF; i++) if ($i ~ /^-/) {sub(/,$/, "", $i); print $i}}'
}

# What may follow an option: the words of "--by hops|speed", nothing for others.
_wiremap_values() {
    "$1" "$2" --help 2>/dev/null | awk -v option="$3" '$1 == option && $2 ~ /^[a-z0-9-]+(\|[a-z0-9-]+)+$/ {
        gsub(/\|/, " ", $2); print $2}'
}

_wiremap() {
    local program=$1 word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i values
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --db | --from | --config) i=$((i + 1)) ;;
            -*) ;;
            *) command=${COMP_WORDS[i]}; break ;;
        esac
    done
    if [[ -z $command && $word != -* && $before != --db && $before != --from && $before != --config ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_wiremap_commands "$program")" -- "$word")
        return
    fi
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_wiremap_options "$program" $command)" -- "$word")
        return
    fi
    values=$([[ $before == --* && -n $command ]] && _wiremap_values "$program" "$command" "$before")
    case $command:$before in
        show:show) values='devices device links interfaces neighbors runs' ;;
        help:help) values=$(_wiremap_commands "$program") ;;
        config:config) values=check ;;
        *:--layer) values='physical l2 l3' ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
    [[ -n $values ]] || mapfile -t COMPREPLY < <(compgen -f -- "$word")
}

complete -o filenames -F _wiremap wiremap
