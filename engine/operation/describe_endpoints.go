package operation

// describeEndpoints tells where DynamoDB is to be found.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html
func describeEndpoints(d *Door, _ *noInput, w *writer) error {
	const aDay = 1440
	w.open('{')
	w.name("Endpoints").open('[')
	w.open('{')
	w.name("Address").text("dynamodb." + d.options.Region + ".amazonaws.com")
	w.name("CachePeriodInMinutes").integer(aDay)
	w.close('}')
	w.close(']')
	w.close('}')
	return nil
}
