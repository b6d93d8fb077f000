package operation

import (
	"testing"

	"ringside/engine"
)

// hotKeyMinute is 10,000 requests a second for a minute, most of them for one key.
const hotKeyMinute = `.Workload {"Start":{"Name":"minute","TableName":"Shop","Keys":{"Distribution":"HotKey","Count":1000,"Percent":90},` +
	`"Mix":{"GetItem":50,"PutItem":50},"Rate":10000,"Seconds":60,"Clients":200,"Retry":{"Policy":"jitter"}}}`

// BenchmarkHotKeyMinute measures a request of a workload, metrics and replication included, in virtual
// time as it comes; what the service would throttle is.
func BenchmarkHotKeyMinute(b *testing.B) {
	for _, admission := range []engine.Admission{engine.AdmitAll, engine.Adaptive} {
		b.Run(admission.String(), func(b *testing.B) {
			o := DefaultOptions()
			o.Scale.Admission = admission
			arrived := 0
			for b.Loop() {
				d := NewDoor(1, o)
				say(d, `CreateTable {"TableName":"Shop","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"}],"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"}]}`)
				if got := say(d, hotKeyMinute); got[:3] != "200" {
					b.Fatal(got)
				}
				now := d.db.Now()
				for at := engine.Second; at <= 60*engine.Second; at += engine.Second {
					arrived += d.db.Advance(now+at, 1<<30).Requests
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(arrived), "ns/request")
			b.ReportMetric(0, "ns/op")
		})
	}
}
