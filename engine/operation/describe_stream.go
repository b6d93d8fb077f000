package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

type describeStreamInput struct {
	arn    text
	start  text
	limit  number
	filter shardFilter
}

// A shardFilter chooses the children of a shard.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ShardFilter.html
type shardFilter struct{ kind, shard text }

func (in *describeStreamInput) member(name string, r *item.Reader) error {
	switch name {
	case "StreamArn":
		return in.arn.read(r)
	case "ExclusiveStartShardId":
		return in.start.read(r)
	case "Limit":
		return in.limit.read(r)
	case "ShardFilter":
		return readPair(r, "ShardFilter", "Type", &in.filter.kind, "ShardId", &in.filter.shard)
	}
	return r.Skip()
}

// maxShards is how many shards a page holds.
const maxShards = 100

// describeStream tells what a stream is like, and its shards, each after its parent.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html
func describeStream(d *Door, in *describeStreamInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	s, err := d.stream(in.arn.value)
	if err != nil {
		return err
	}
	w.open('{')
	w.name("StreamDescription").open('{')
	w.name("StreamArn").text(in.arn.value)
	w.name("StreamLabel").text(s.Label)
	w.name("StreamStatus").text(d.db.StreamStatus(s).String())
	w.name("StreamViewType").text(s.View.String())
	w.name("CreationRequestDateTime").seconds(s.Created)
	w.name("TableName").text(s.TableName)
	describeSchema(s.Key, w)
	in.shards(d.db.Shards(s), w)
	w.close('}')
	w.close('}')
	return nil
}

func (in *describeStreamInput) modelled() error {
	var v violations
	v.required(in.arn, "streamArn")
	v.between(in.limit, "limit", 1, maxShards)
	v.lengths(in.start, "exclusiveStartShardId", minShardID, maxShardID)
	v.enum(in.filter.kind, "shardFilter.type", "CHILD_SHARDS")
	v.lengths(in.filter.shard, "shardFilter.shardId", minShardID, maxShardID)
	return v.err()
}

// shards writes a page of the shards. IDs ascend, so a page can begin behind any.
func (in *describeStreamInput) shards(all []engine.Shard, w *writer) {
	most, listed, last, more := in.limit.or(maxShards), 0, "", false
	w.name("Shards").open('[')
	for i := range all {
		sh := &all[i]
		id, parent := sh.ID.String(), ""
		if sh.Parent != (engine.ShardID{}) {
			parent = sh.Parent.String()
		}
		if id <= in.start.value || in.filter.kind.given && parent != in.filter.shard.value {
			continue
		}
		if more = listed == most; more {
			break
		}
		listed, last = listed+1, id
		writeShard(sh, parent, w)
	}
	w.close(']')
	if more {
		w.name("LastEvaluatedShardId").text(last)
	}
}

func writeShard(sh *engine.Shard, parent string, w *writer) {
	w.open('{')
	w.name("ShardId").text(sh.ID.String())
	w.name("SequenceNumberRange").open('{')
	w.name("StartingSequenceNumber").text(sh.Starting())
	if sh.Closed() {
		w.name("EndingSequenceNumber").text(sh.Ending())
	}
	w.close('}')
	w.optional("ParentShardId", parent)
	w.close('}')
}
