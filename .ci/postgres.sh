# A PostgreSQL of its own for one run: `. .ci/postgres.sh` sets DATABASE_URL; stop_postgres ends and removes it.
# For Debian as root. PostgreSQL does not run as root, so the server belongs to the user postgres.
postgres_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
postgres_dir=$(mktemp -d)
chown postgres: "$postgres_dir"
postgres_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

stop_postgres() {
    runuser -u postgres -- "$postgres_bin/pg_ctl" -D "$postgres_dir/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$postgres_dir"
}

(
    cd /
    runuser -u postgres -- "$postgres_bin/initdb" -D "$postgres_dir/data" -A trust -E UTF8 --locale=C.UTF-8 --no-sync
    runuser -u postgres -- "$postgres_bin/pg_ctl" -D "$postgres_dir/data" -l "$postgres_dir/log" -w start \
        -o "-c listen_addresses=127.0.0.1 -c port=$postgres_port -c unix_socket_directories=$postgres_dir"
) >/dev/null || { cat "$postgres_dir/log"; exit 1; }
export DATABASE_URL="postgresql://postgres@127.0.0.1:$postgres_port/postgres"
