# Finds what Slipway needs, wherever it is installed; sourced by all that needs one. A missing one is a sentence with its remedy, and status 2.

# How Java plays worlds side by side, each soon garbage: it is collected on all processors and seldom; small headers and large pages spare a quarter.
# A world's calls go wrong by the dozen, far down in the SDK: an exception's first frames say where, and writing down all takes longer.
worlds=(-XX:+UseParallelGC -Xmx1600m -Xmn640m -Xss2m -XX:+UseCompactObjectHeaders -XX:MaxJavaStackTraceDepth=48)
[[ $OSTYPE != linux* ]] || worlds+=(-XX:+UseTransparentHugePages)

missing() {
    echo "$1" >&2
    exit 2
}

# True for a folder with a compiler whose release file says 25 or later.
is_jdk_25() {
    local major
    [[ -x $1/bin/javac && -f $1/release ]] || return 1
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [[ -n $major && $major -ge 25 ]]
}

# Every folder that may be a JDK, one a line, the likeliest first: a Linux package, a Mac's own finder, SDKMAN, Homebrew.
jdk_candidates() {
    local on_path
    echo "${JAVA_HOME:-}"
    on_path=$(command -v javac || true)
    [[ -n $on_path ]] && dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")"
    [[ -x /usr/libexec/java_home ]] && /usr/libexec/java_home -v 25+ 2>/dev/null
    printf '%s\n' /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

need_jdk() {
    local candidate
    while read -r candidate; do
        if [[ -n $candidate ]] && is_jdk_25 "$candidate"; then
            export JAVA_HOME=$candidate
            return
        fi
    done < <(jdk_candidates)
    missing "Slipway needs a JDK 25, and there is none: install it with 'sudo apt-get install openjdk-25-jdk' (or temurin-25-jdk; Debian, Ubuntu) or 'brew install openjdk@25' (Mac), or set JAVA_HOME to one."
}

# True if version $1 (3.8.7) is at least $2 (3.8): two numbers are enough.
at_least() {
    local major=${1%%.*} minor=${1#*.}
    minor=${minor%%[!0-9]*}
    ((major > ${2%%.*} || (major == ${2%%.*} && ${minor:-0} >= ${2#*.})))
}

need_maven() {
    local version=''
    # Maven's terminal library makes a JDK 25 warn at every start.
    export MAVEN_OPTS="--enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
    command -v mvn >/dev/null && version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
    [[ -n $version ]] && at_least "$version" 3.8 && return
    missing "Slipway needs Maven 3.8 or later, and ${version:+only }${version:-none} is here: install it with 'sudo apt-get install maven' (Debian, Ubuntu) or 'brew install maven' (Mac)."
}

need_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        # Its own name for itself: what is on the PATH may be a version manager's stand-in.
        PYTHON=$("$candidate" -c 'import ensurepip, sys, venv; print(sys.executable) if sys.version_info >= (3, 10) else sys.exit(1)' 2>/dev/null) || continue
        export PYTHON
        return
    done
    missing "The checks need Python 3.10 or later with its venv module, and there is none: install it with 'sudo apt-get install python3 python3-venv' (Debian, Ubuntu) or 'brew install python' (Mac)."
}

need_node() {
    local version=''
    command -v npm >/dev/null && version=$(node --version 2>/dev/null | tr -d v || true)
    [[ -n $version ]] && at_least "$version" 20.0 && return
    missing "The checks need Node 20 or later with npm, and ${version:+only }${version:-none} is here: install it with 'sudo apt-get install nodejs npm' (Debian, Ubuntu) or 'brew install node' (Mac)."
}
