package operation

import "ringside/engine"

// inspectStream writes the shards of a stream, each after its parent, with the hashes that it is of
// and how many records can be read of it, counted up to a thousand.
func (d *Door) inspectStream(s *engine.Stream, w *writer, limit int) {
	w.name("Stream").open('{')
	w.name("StreamArn").text(d.options.streamARN(s.TableName, s.Label))
	w.name("StreamViewType").text(s.View.String())
	w.name("StreamStatus").text(d.db.StreamStatus(s).String())
	w.name("Shards").open('[')
	for i, sh := range d.db.Shards(s) {
		if i == limit {
			break
		}
		d.inspectShard(&sh, w)
	}
	w.close(']')
	w.close('}')
}

func (d *Door) inspectShard(sh *engine.Shard, w *writer) {
	const most = 1000
	from, to := sh.Range()
	records := 0
	sh.Read(sh.Horizon(d.db.Now()), func(uint64, *engine.Write) bool {
		records++
		return records < most
	})
	w.open('{')
	w.name("ShardId").text(sh.ID.String())
	if sh.Parent != (engine.ShardID{}) {
		w.name("ParentShardId").text(sh.Parent.String())
	}
	w.name("First").text(boundHash(from, engine.Hex(0)))
	w.name("Last").text(boundHash(to, ""))
	w.name("Closed").boolean(sh.Closed())
	w.name("Records").integer(int64(records))
	w.close('}')
}
