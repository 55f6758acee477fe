#!/bin/sh
# Tocsin beside a 3-node Alertmanager cluster: the same scenarios with the same settings, one system after the other.
# usage: side-by-side.sh HARNESS PEERS OUT [SCENARIO...]
#   HARNESS  folder of the failure harness (bench.py)        PEERS  folder that holds SUITE/usr/bin/prometheus-alertmanager
#            (Debian's package looks for its templates in /usr/share/prometheus/alertmanager: a link to PEERS/SUITE/... will do)
#   OUT      file to which one JSON line a scenario is added; docs/reliability.md says how to read it
# Needs root (network namespaces) and a build: mvn -q -DskipTests package. SYSTEMS="tocsin" or "alertmanager": one of them alone.
set -eu
[ $# -ge 3 ] || { sed -n '2,7p' "$0" >&2; exit 2; }
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
harness=$1 peers=$2 out=$(realpath "$3")
shift 3
[ $# -gt 0 ] || set -- S1:groups=200,pace=10 S1_burst:groups=200,pace=200 \
    S2_noresolve:rounds=10,every=10,rate=10,life=100000,resend=15 \
    S2_ondelivery:rounds=8,every=10,rate=10,life=100000,resend=15,mode=ondelivery,after=0.02 \
    S3:leads=2/0.5/0.1/-0.03/-0.2,trials=2,groups=20 'S4:groups=50,hold=20,split=23|1' \
    S5:parts=abc,n=60,per_x=30,xs=0.02/0.05/0.1/0.2,cw=0/1 S6:groups=200,modes=kill9/term S9:holds=3/10/25,trials=2 \
    S10:sizes=500/1000/2000

run() {
    python3 "$harness/bench.py" --tag "${TAG:-a}" --sink-port "${SINK_PORT:-18080}" --out "$out" --work "${WORK:-/tmp/side-by-side}" \
        --adapter "$@"
}

case ${SYSTEMS:-both} in both | alertmanager)
    PEERS=$peers run "$harness/adapters/alertmanager.py" --opt suite="${SUITE:-forky}" --opt peer_timeout=15 \
        --opt group_interval=60 --label side-by-side "$@" ;;
esac
case ${SYSTEMS:-both} in both | tocsin)
    run "$here/tocsin.py" --opt group_interval=60 --label side-by-side "$@" ;;
esac
