// Command endpoint serves Ringside's engine as a local DynamoDB endpoint, for AWS SDKs and the AWS CLI.
//
//	make endpoint
//	aws dynamodb list-tables --endpoint-url http://127.0.0.1:8000
//
// Data lives in memory and is gone when the command ends. Any credentials will do: a request has to be signed, and one
// that is not is refused as DynamoDB refuses it, but whether the signature is right is not checked. That is why it
// listens on this machine's loopback addresses only.
//
// Replication takes no time here, so that a program reads what it has just written even without ConsistentRead, as it
// nearly always does on AWS, and global secondary indexes follow at once. --scale lagging, or a scale with a
// "replicationLag" and a "propagationLag", brings stale reads back.
//
// Nobody is throttled, unless --throttle says so: then a table serves what is provisioned for it, a partition what a
// partition gives, and a table on demand twice its previous peak.
//
// Messages have the wording of today; --validation 2025 brings back that from before AWS's rollout of 2026.
//
// The command moves bytes: what is asked and answered is decided by operation.Respond. It adds what belongs to a
// connection, which are the clock, the limit on headers, compression and the checksum of what is sent.
package main
