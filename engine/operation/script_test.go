package operation

import (
	"strings"
	"testing"
)

// One unreadable part does not hide the others, and places are those of the script.
func TestExplainText(t *testing.T) {
	d := shop(t)
	got := say(d, `.Explain {"Text":"-- 😀\nSELEC;\nGetItem {TableName: 'Shop',\n\n Key: {PK: 'a', SK: 'b',},}\naws s3 ls"}`)
	for _, want := range []string{
		`{"From":6,"To":11,"Kind":"statement","Target":"DynamoDB_20120810.ExecuteStatement","Body":"{\"Statement\":\"SELEC\"}","Error":{"Type":"ValidationException",` +
			`"Message":"Statement wasn't well formed, can't be processed: Expected data manipulation","From":6,"To":11,"Line":2,"Column":1,"Length":5,`,
		`{"From":13,"To":69,"Kind":"request","Target":"DynamoDB_20120810.GetItem","Body":"{\"TableName\":\"Shop\",\"Key\":{\"PK\":{\"S\":\"a\"},\"SK\":{\"S\":\"b\"}}}","Explanation":{"Operation":"GetItem"`,
		`{"From":70,"To":79,"Kind":"command","Error":{"Type":"Unreadable","Message":"Line 6, column 5: only commands of dynamodb and dynamodbstreams run here.","From":74,"To":76,`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s\nwithout %s", got, want)
		}
	}
}
