#!/bin/bash
# A blank behind a region (or a tag) is no other region. peeringdb/peeringdb#1984, devgateway/amp#3096
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q target add eu --metric customers --amount 1 --every once --region EU
Q customer add Acme --region "EU "; Q log Acme 1h 9:00 visit; R why 1; R gate eu || fail "'EU ' is not EU"
