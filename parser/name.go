package parser

// QuoteName writes a name as a statement needs it: as it is when it is a word that means nothing
// else there, otherwise between double quotes.
func QuoteName(name string) string {
	if _, keyword := lookUp(statementKeywords, name); keyword || name == "" || !isWordStart(name[0]) || span(name, isWordPart) < len(name) {
		return quote(name, `"`)
	}
	return name
}

// QuoteText writes text as a statement's literal.
func QuoteText(text string) string { return quote(text, "'") }

// PlainName reports whether a name may stand in an expression as it is, without a #name.
func PlainName(name string) bool {
	return name != "" && isLetter(name[0]) && span(name, isNamePart) == len(name) && !Reserved(name)
}
