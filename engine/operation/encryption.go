package operation

import (
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// encryption is an SSESpecification: with whose key a table is encrypted. Nothing is, here; it is
// only shown.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
type encryption struct {
	enabled  flag
	kind     text
	masterID text
	given    bool
}

// flag is a boolean member that may be absent.
type flag struct{ value, given bool }

func (f *flag) read(r *item.Reader) (err error) {
	f.value, err = r.Bool()
	f.given = err == nil
	return err
}

func (in *encryption) read(r *item.Reader) error {
	in.given = true
	return r.Structure("SSESpecification", func(name string) error {
		switch name {
		case "Enabled":
			return in.enabled.read(r)
		case "SSEType":
			return in.kind.read(r)
		case "KMSMasterKeyId":
			return in.masterID.read(r)
		}
		return r.Skip()
	})
}

func (in *encryption) modelled(v *violations) {
	v.enum(in.kind, "sSESpecification.sSEType", "AES256, KMS")
	if in.masterID.given && in.masterID.value == "" {
		v.add("", "sSESpecification.kMSMasterKeyId", longer(1))
	}
}

// fits checks that the members belong together.
func (in *encryption) fits() error {
	off := in.enabled.given && !in.enabled.value
	switch {
	case off && in.kind.given:
		return invalid(badParameters + "SSEType can not be specified if Enabled is false")
	case off && in.masterID.given:
		return invalid(badParameters + "KMSMasterKeyId can not be specified if Enabled is false")
	case in.kind.value == "AES256":
		return invalid(badParameters + "SSEType AES256 is not supported")
	case in.masterID.given && !in.kind.given:
		return invalid(badParameters + "SSEType KMS is required if KMSMasterKeyId is specified")
	}
	return nil
}

// wants reports whether it asks for a key that is not DynamoDB's own.
func (in *encryption) wants() bool { return in.enabled.value || in.kind.given }

// key returns the ARN of the key that it asks for, "" for DynamoDB's own. A name that is no ARN is
// looked up in a key store of our own, which has a key of every name.
func (in *encryption) key(d *Door) string {
	const arn, plainKey = "arn:", 36 // the length of a key's id
	id := in.masterID.value
	switch {
	case !in.wants():
		return ""
	case strings.HasPrefix(id, arn) && !strings.Contains(id, ":alias/"):
		return strings.Clone(id)
	case len(id) != plainKey || strings.Contains(id, "/"):
		if id == "" {
			id = "alias/aws/dynamodb"
		}
		id = keyID(id[strings.IndexByte(id, '/')+1:])
	}
	return "arn:aws:kms:" + d.options.Region + ":" + d.options.Account + ":key/" + id
}

// keyID returns the id of the key of a name, which looks like a UUID.
func keyID(name string) string {
	digits := engine.Hex(item.Hash(item.String(name))) + engine.Hex(item.Hash(item.String(name+" ")))
	return digits[:8] + "-" + digits[8:12] + "-4" + digits[13:16] + "-8" + digits[17:20] + "-" + digits[20:]
}
