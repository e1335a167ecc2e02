#!/usr/bin/env bash
# tests/bare/bare.sh TREE [COMMAND ...]: runs a command of this project (./setup --dev if none is named) in a bare
# Debian 12 that has neither Python nor git, see README beside this. As root; needs debootstrap.
set -euo pipefail
[ $# -ge 1 ] && [ "$(id -u)" = 0 ] || { echo "usage, as root: $0 TREE [COMMAND ...]" >&2; exit 2; }
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$1"
tree=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- ./setup --dev

# --- The tree, once: the mirror is the first that this machine's own apt reads ---------------------------------------
if [ ! -e "$tree/etc/debian_version" ]; then
    # shellcheck disable=SC2016  # apt's own variable
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
    debootstrap --variant=minbase bookworm "$tree" "$mirror"
fi

# --- What this machine needs to reach packages at all: settings of apt and pip, names, certificates ------------------
bring() {
    for path in "$@"; do
        [ -e "$path" ] || continue
        mkdir -p "$tree$(dirname "$path")"
        rm -rf "${tree:?}$path"
        cp -rL "$path" "$tree$path"
    done
}
rm -f "$tree/etc/apt/sources.list"  # debootstrap's own; the machine's follow
bring /etc/apt/apt.conf.d /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/preferences.d /etc/apt/trusted.gpg.d \
    /etc/apt/keyrings /etc/resolv.conf /usr/local/share/ca-certificates /etc/pip.conf /root/.config/pip
[ -e "$tree/usr/sbin/update-ca-certificates" ] || bring /etc/ssl/certs/ca-certificates.crt

# --- The project as it stands, without what is made from it; an environment made there before is kept ----------------
app=$tree/root/app
mkdir -p "$app"
find "$app" -mindepth 1 -maxdepth 1 ! -name .venv ! -name instance -exec rm -rf {} +
tar -C "$project" --create --exclude=./.venv --exclude=./instance --exclude=./uv.lock --exclude='*.mo' \
    --exclude=__pycache__ --exclude='./.*_cache' . | tar -C "$app" --extract --no-same-owner

# --- The command, among mounts and processes of its own: both vanish with it -----------------------------------------
# Folders that pip's settings point at are lent, read-only.
export TREE=$tree
LENT=$({ pip config list 2>/dev/null || true; } | grep -oE "/[^' ]+" | sort -u | while read -r path; do
    path=/${path##*//}
    path=/${path#"${path%%[!/]*}"}
    [ ! -d "$path" ] || printf '%s\n' "$path"
done)
export LENT
keep=()
while IFS= read -r -d '' pair; do
    case $pair in PIP_* | UV_* | *_proxy=* | *_PROXY=* | CI=* | AAMI_* | WEB_WORKERS=* | PORT=*) keep+=("$pair") ;; esac
done < <(env -0)
# shellcheck disable=SC2016  # expanded by the inner shell
exec unshare --mount --pid --fork --kill-child --propagation private bash -euc '
    mount -t proc proc "$TREE/proc"
    mount -t tmpfs tmpfs "$TREE/dev"
    for node in "null 1 3" "zero 1 5" "random 1 8" "urandom 1 9" "tty 5 0"; do
        read -r name major minor <<<"$node"
        mknod -m 666 "$TREE/dev/$name" c "$major" "$minor"
    done
    mkdir -m 1777 "$TREE/dev/shm"
    ln -s /proc/self/fd "$TREE/dev/fd"
    for folder in $LENT; do
        mkdir -p "$TREE$folder"
        mount --bind -o ro "$folder" "$TREE$folder"
    done
    unset TREE LENT
    exec "$@"
' bash chroot "$tree" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "${keep[@]}" \
    /bin/sh -c 'cd /root/app && exec "$@"' sh "$@"
