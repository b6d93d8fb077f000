package scenario

import "strings"

// lineWidth is how many characters of JSON stand on one line, if it has a choice.
const lineWidth = 100

// layout writes compact JSON for people: on one line where it fits, else one member a
// line, each laid out in the same way.
func layout(text string) string {
	var b strings.Builder
	layoutAt(&b, text, "", 0)
	return b.String()
}

// layoutAt writes a value. Indent is the blanks its line begins with, column the
// characters that already stand on it.
func layoutAt(b *strings.Builder, text, indent string, column int) {
	line := spaced(text)
	if column+characters(line) <= lineWidth || !isContainer(text) {
		b.WriteString(line)
		return
	}
	deeper := indent + "  "
	b.WriteByte(text[0])
	for i, member := range membersOf(text) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + deeper)
		name, value := cutName(member, text[0] == '{')
		b.WriteString(name)
		layoutAt(b, value, deeper, len(deeper)+characters(name))
	}
	b.WriteString("\n" + indent)
	b.WriteByte(text[len(text)-1])
}

// isContainer reports whether the value has members that could go on lines of their own.
func isContainer(text string) bool { return len(text) > 2 && (text[0] == '{' || text[0] == '[') }

// spaced puts a blank after each comma and colon.
func spaced(text string) string {
	var b strings.Builder
	walk(text, func(c byte, _ int, structural bool) {
		b.WriteByte(c)
		if structural && (c == ',' || c == ':') {
			b.WriteByte(' ')
		}
	})
	return b.String()
}

// membersOf cuts an object or array at its own commas.
func membersOf(text string) []string {
	inner := text[1 : len(text)-1]
	var members []string
	start, at := 0, 0
	walk(inner, func(c byte, depth int, structural bool) {
		if structural && c == ',' && depth == 0 {
			members = append(members, inner[start:at])
			start = at + 1
		}
		at++
	})
	return append(members, inner[start:])
}

// cutName separates an object's member into `"name": ` and the value.
func cutName(member string, named bool) (name, value string) {
	colon, at := -1, 0
	walk(member, func(c byte, depth int, structural bool) {
		if structural && c == ':' && colon < 0 {
			colon = at
		}
		at++
	})
	if !named || colon < 0 {
		return "", member
	}
	return member[:colon] + ": ", member[colon+1:]
}

// walk visits every byte of a JSON text with its depth, and says whether it is part of
// the structure rather than of a string.
func walk(text string, visit func(c byte, depth int, structural bool)) {
	depth, inString, escaped := 0, false, false
	for i := range len(text) {
		c := text[i]
		structural := !inString && c != '"'
		if structural && (c == '}' || c == ']') {
			depth--
		}
		visit(c, depth, structural)
		if structural && (c == '{' || c == '[') {
			depth++
		}
		switch {
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString = !inString
		}
	}
}
