# What `cargo` is in the blocks of the guide: the commands of bindery as they are, and nothing of what takes long.
# Of those, and of the programs that a reader has installed, only the flags are held to the help.
bindery() {
    command=$1
    shift
    case $command in
    init)
        "$BINDERY" init --yes --no-check --bindery "$SOURCE" "$@"
        ;;
    bench | conformance | corpus | verify-semver | watch)
        help=$("$BINDERY" "$command" --help) || exit 3
        for flag in "$@"; do
            case $flag in
            --*) case $help in *"$flag"*) ;; *) echo "$command has no $flag" && exit 3 ;; esac ;;
            esac
        done
        ;;
    *)
        "$BINDERY" "$command" "$@"
        ;;
    esac
}

cargo() {
    case $1 in
    xtask)
        shift
        bindery "$@"
        ;;
    run)
        case "$*" in *" -p bindery -- "*) ;; *) return 0 ;; esac
        while [ "$1" != -- ]; do shift; done
        shift
        bindery "$@"
        ;;
    add | fetch | fmt | test) ;;
    *)
        echo "not known to the tests of the guide: cargo $1"
        exit 3
        ;;
    esac
}
