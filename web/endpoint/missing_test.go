package main

import (
	"net/http/httptest"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
)

// ARCHITECTURE.md lists the operations of both services that are not there, and no others.
func TestWhatIsMissing(t *testing.T) {
	document, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(document), "## Missing operations\n")
	section, _, _ = strings.Cut(section, "\n## ")
	listed := regexp.MustCompile("`\\w+`").FindAllString(section, -1)
	for i := range listed {
		listed[i] = strings.Trim(listed[i], "`")
	}
	slices.Sort(listed)
	server := httptest.NewServer(newServer(testSettings(t).options))
	defer server.Close()
	targets := map[string]reflect.Type{
		"DynamoDB_20120810.":        reflect.TypeFor[*dynamodb.Client](),
		"DynamoDBStreams_20120810.": reflect.TypeFor[*dynamodbstreams.Client](),
	}
	missing := []string{"UnknownOperationException"}
	for prefix, client := range targets {
		for i := range client.NumMethod() {
			name := client.Method(i).Name
			if name == "Options" {
				continue
			}
			request := exchange{name: name, method: "POST", target: prefix + name, body: "{}"}
			if strings.Contains(request.send(t, server.URL).text(), "UnknownOperationException") {
				missing = append(missing, name)
			}
		}
	}
	slices.Sort(missing)
	if !found || !slices.Equal(listed, missing) {
		t.Errorf("listed are  %v\nmissing are %v", listed, missing)
	}
}
