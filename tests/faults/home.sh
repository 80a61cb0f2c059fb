# A home whose agreement is in force, and a signed request of 20 lines: ./home, ./world, ./r. To be sourced in an empty folder.
#   Needs   $cs, the program; `must`, which runs a command that may not fail; $init, further words of `init` (an array, may be empty).
kit=world/kit
person() { printf -- '--cert %s --key %s' "$kit/$1.cert.pem" "$kit/$1.key.pem"; }
act() { local verb=$1; shift; must "$cs" "$verb" --home home --agreement removal-orders "$@"; }
both="$(printf -- '--cert %s --key %s ' world/kit/holder-signatory.cert.pem world/kit/holder-signatory.key.pem world/kit/requester-signatory.cert.pem world/kit/requester-signatory.key.pem)"

must "$cs" population make --people 1000 --lines 20 --seed 3 --as-of 2026-09-01T00:00:00Z --out world
must "$cs" register build --from world/people.csv --out home/register --as-of 2026-09-01
must "$cs" init home --origin faults.test.invalid/countersign/faults --holder-signatory $kit/holder-signatory.cert.pem \
  --requester-signatory $kit/requester-signatory.cert.pem --clock 2026-07-30T08:00:00Z "${init[@]}"
must "$cs" trust import --home home --ca $kit/anchor.cert.pem --crl $kit/anchor.crl.pem --clock 2026-07-30T08:00:00Z
for party in holder requester; do
  must "$cs" agreement sign $kit/agreement.toml $(person $party-signatory) --out $party.p7s --home home --with $kit/recipient.cert.pem --clock 2026-07-30T09:00:00Z
done
act publish --set url=https://holder.test.invalid/x $(person holder-signatory) --clock 2026-07-30T10:00:00Z
act safeguard --set certificate=digest:@$kit/README --set valid_to=2027-07-01T00:00:00Z $(person holder-signatory) --clock 2026-07-30T10:00:00Z
act designate --set office=director --set certificate=@$kit/director.cert.pem --set authority=letter $both --clock 2026-07-30T10:00:00Z
must "$cs" orders mirror --home home --issuer court-a --from world/orders --clock 2026-09-01T07:00:00Z
act enroll --set 'officers=["officer-1"]' $(person director) --clock 2026-09-01T07:10:00Z
must "$cs" request make --from world/requests.csv --openings world/orders/openings.ndjson --agreement $kit/agreement.toml --out r \
  --reason "Confirming the last known address before a notice is served" --contact desk --at 2026-09-01T08:00:00Z
must "$cs" request sign r/request.json $(person director) --at 2026-09-01T08:00:00Z
