package scenario

import (
	"ringside/engine"
	"ringside/engine/item"
	"ringside/engine/operation"
)

// write writes what a page shows of a lesson.
func (r *rehearsal) write(w *writer) {
	w.open('{')
	w.name("Title").text(r.Title)
	w.name("Lang").text(r.Lang)
	w.name("Level").integer(r.Level)
	w.name("Minutes").integer(r.Minutes)
	w.name("Requires").text(r.Requires)
	w.name("Pass").integer(r.Pass)
	w.name("View").texts(r.View)
	w.optional("DataPath", r.DataPath)
	w.name("Options")
	writeOptions(w, r.Options)
	w.name("Hash").text(engine.Hex(item.Hash(item.String(r.source + "\x00" + r.dataSource))))
	w.name("Intro").text(r.filled(r.Intro))
	w.name("Steps").open('[')
	for _, s := range r.Steps {
		r.writeStep(w, s)
	}
	w.close(']')
	r.writeProblems(w)
	w.close('}')
}

// writeOptions writes options as a host opens a database with them.
func writeOptions(w *writer, o operation.Options) {
	w.open('{')
	w.name("seed").raw(decimal(int64(o.Seed)))
	w.name("scale").open('{')
	w.name("partitions").integer(o.Scale.Partitions)
	w.name("treeDegree").integer(o.Scale.TreeDegree)
	w.name("pageBytes").integer(o.Scale.PageBytes)
	w.name("partitionBytes").raw(decimal(o.Scale.PartitionBytes))
	w.name("replicationLag").time(o.Scale.ReplicationLag)
	w.name("propagationLag").time(o.Scale.PropagationLag)
	w.name("tableDelay").time(o.Scale.TableDelay)
	w.name("ttlDelay").time(o.Scale.TTLDelay)
	w.name("admission").text(o.Scale.Admission.String())
	w.name("partitionReads").integer(o.Scale.PartitionReads)
	w.name("partitionWrites").integer(o.Scale.PartitionWrites)
	w.name("splitTime").time(o.Scale.SplitTime)
	w.name("lease").time(o.Scale.Lease)
	w.name("rebuild").time(o.Scale.Rebuild)
	w.close('}')
	w.close('}')
}

func (r *rehearsal) writeStep(w *writer, s *LessonStep) {
	w.open('{')
	w.name("Id").text(s.ID)
	w.name("Title").text(s.Title)
	w.name("Points").integer(s.Points)
	w.name("Fresh").boolean(s.Fresh)
	w.optional("Clock", s.Clock)
	w.name("Prose").text(r.filled(s.Prose))
	w.name("Kind").text(s.Kind())
	w.name("Language").text(s.Language())
	w.optional("Start", s.start.text())
	w.name("Hints").open('[')
	for _, h := range s.Hints {
		w.open('{')
		w.name("After").integer(h.after)
		w.name("Text").text(r.filled(h.text))
		w.close('}')
	}
	w.close(']')
	w.optional("Solution", s.solution.text())
	if s.answer != nil {
		w.name("Answer").open('{')
		w.name("Kind").text(s.answer.kind)
		if choices := r.choices(s.answer); choices != nil {
			w.name("Choices").texts(choices)
		}
		w.close('}')
	}
	w.name("Checks").open('[')
	for _, c := range s.checks {
		w.text(c.text())
	}
	w.close(']')
	w.name("Variants").integer(s.variants)
	w.name("Show").texts(s.Show)
	if s.Broken {
		w.name("Broken").boolean(true)
	}
	w.close('}')
}

// text returns what an act's fence holds, "" of none.
func (s *act) text() string {
	if s == nil {
		return ""
	}
	return s.fence.text()
}

func (r *rehearsal) writeProblems(w *writer) {
	w.name("Problems").open('[')
	for _, p := range r.Problems {
		w.open('{')
		w.name("File").text(p.File)
		w.name("Line").integer(p.Line)
		w.name("Column").integer(p.Column)
		w.name("Length").integer(p.Length)
		w.name("Source").text(p.Source)
		w.name("Message").text(p.Message)
		w.close('}')
	}
	w.close(']')
}
