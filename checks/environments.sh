# Makes the pinned environments of the checks; sourced by all. Each lives in the user's cache under the hash of what it
# is made from, so that a fresh clone finds it again; it appears there complete or not at all.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/slipway

# place NAME FILE…: where the environment made from these files belongs.
place() {
    local name=$1
    shift
    echo "$cache/$name-$("$PYTHON" -c 'import hashlib, sys, sysconfig
made_from = [open(name, "rb").read() for name in sys.argv[1:]] + [sysconfig.get_platform().encode(), sys.version.encode()]
print(hashlib.sha256(b"\0".join(made_from)).hexdigest()[:16])' "$@")"
}

UV_ENV=$(place uv checks/environments/uv.txt)
SAM_ENV=$(place sam checks/environments/sam.txt)
CHECKOV_ENV=$(place checkov checks/environments/checkov.txt)
PARLIAMENT_ENV=$(place parliament checks/environments/parliament.txt)
AWSCLI_ENV=$(place awscli checks/environments/awscli.txt)
SLACK_ENV=$(place slack checks/environments/slack.txt)
NODE_TOOLS=$(place node checks/environments/package.json checks/environments/package-lock.json)
CDK_ENV=$(place cdk examples/cdk/package.json examples/cdk/package-lock.json)
export UV_ENV SAM_ENV CHECKOV_ENV PARLIAMENT_ENV AWSCLI_ENV SLACK_ENV NODE_TOOLS CDK_ENV

# once PLACE COMMAND…: runs the command to fill a scratch folder, and gives that its name when it is complete; in a shell of its own,
# whose end takes the scratch folder away, also where it is interrupted.
once() (
    place=$1
    shift
    [[ -d $place ]] && exit
    scratch=$(TMPDIR=$cache mktemp -d) || exit
    trap 'rm -rf "$scratch"' EXIT
    if ! "$@" "$scratch"; then
        echo "Could not install $(basename "$place"); the lines above say why."
        exit 1
    fi
    # Another run may have been faster; then its folder stays and ours goes.
    [[ -d $place ]] || mv "$scratch" "$place"
)

with_pip() {
    "$PYTHON" -m venv "$2" && "$2/bin/python" -m pip install -q --no-input --no-deps --require-hashes -r "$1"
}

# uv takes seconds where pip takes most of a minute, but reads settings of its own: pip is there for where those are not made.
with_uv() {
    "$PYTHON" -m venv --without-pip "$2" \
        && "$UV_ENV/bin/uv" pip install -q --python "$2/bin/python" --require-hashes -r "$1" \
        || { rm -rf "$2" && with_pip "$1" "$2"; }
}

with_npm() {
    cp "$1/package.json" "$1/package-lock.json" "$2" \
        && npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error
}

environments() {
    mkdir -p "$cache" || return 1
    # What a run that was killed has left.
    find "$cache" -maxdepth 1 -name 'tmp.*' -mmin +120 -exec rm -rf {} +
    local failed=0
    once "$NODE_TOOLS" with_npm checks/environments || failed=1
    once "$CDK_ENV" with_npm examples/cdk || failed=1
    once "$UV_ENV" with_pip checks/environments/uv.txt || true
    once "$SAM_ENV" with_uv checks/environments/sam.txt || failed=1
    once "$AWSCLI_ENV" with_uv checks/environments/awscli.txt || failed=1
    once "$SLACK_ENV" with_uv checks/environments/slack.txt || failed=1
    once "$PARLIAMENT_ENV" with_uv checks/environments/parliament.txt || failed=1
    once "$CHECKOV_ENV" with_uv checks/environments/checkov.txt || failed=1
    return $failed
}
