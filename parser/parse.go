package parser

// ParseCondition parses a condition, filter or key condition expression. The error is an *Error.
func ParseCondition(text string) (*Or, error) { return nil, &Error{} }

// ParseProjection parses a projection expression. The error is an *Error.
func ParseProjection(text string) (*Projection, error) { return nil, &Error{} }

// ParseUpdate parses an update expression. The error is an *Error.
func ParseUpdate(text string) (*Update, error) { return nil, &Error{} }

// ParseStatement parses a PartiQL statement. The error is an *Error.
func ParseStatement(text string) (*Statement, error) { return nil, &Error{} }
