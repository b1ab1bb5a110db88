package oracle

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

const formType = "application/x-www-form-urlencoded"

// api is the description of the REST API.
type api struct {
	router  routers.Router
	options *openapi3filter.Options
}

func loadAPI(file string) (*api, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(file)
	if err != nil {
		return nil, err
	}
	doc.Servers = nil // the carrier may be played on any host
	for _, item := range doc.Paths.Map() {
		item.Servers = nil
	}
	if reason := doc.Components.Schemas[unended]; reason != nil {
		reason.Value.Nullable = true
	}
	router, err := gorillamux.NewRouter(doc)
	return &api{router, options()}, err
}

// unended may be null, as in the description's own examples of conferences that
// go on; the description does not declare it.
const unended = "conference_enum_reason_conference_ended"

func options() *openapi3filter.Options {
	o := &openapi3filter.Options{
		MultiError: true, IncludeResponseStatus: true, RejectWhenRequestBodyNotSpecified: true, SkipSettingDefaults: true,
		AuthenticationFunc:      credentials,
		SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.WithStringFormatValidators(formats)},
	}
	o.WithCustomSchemaErrorFunc(func(e *openapi3.SchemaError) string {
		return strings.TrimSpace(fmt.Sprintf("%s is %#v: %s", strings.Join(e.JSONPointer(), "."), e.Value, e.Reason))
	})
	return o
}

// formats are those that the description uses and JSON Schema does not know.
// Its date-time may also be "YYYY-MM-DD". Its URIs may be empty, and in an
// answer relative.
var formats = map[string]openapi3.StringFormatValidator{
	"date-time-rfc-2822": layout(time.RFC1123Z),
	"date-time":          layout(time.RFC3339, time.DateOnly),
	"uri": openapi3.NewCallbackValidator(func(s string) error {
		_, err := url.Parse(s)
		return err
	}),
}

func layout(any ...string) openapi3.StringFormatValidator {
	return openapi3.NewCallbackValidator(func(s string) error {
		for _, l := range any {
			if _, err := time.Parse(l, s); err == nil {
				return nil
			}
		}
		return fmt.Errorf("not a time as %q", any)
	})
}

func credentials(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	if _, _, ok := in.RequestValidationInput.Request.BasicAuth(); !ok {
		return errors.New("no account and token in the request")
	}
	return nil
}

// find returns the operation that r asks for.
func (a *api) find(r *http.Request) (*openapi3filter.RequestValidationInput, error) {
	route, params, err := a.router.FindRoute(r)
	if err != nil {
		return nil, err
	}
	return &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route, Options: a.options}, nil
}

// strangers are the parameters that the operation does not know. The carrier
// and the validator ignore them, so a misspelt one would go unnoticed.
func strangers(in *openapi3filter.RequestValidationInput, form url.Values) (list []string) {
	op := in.Route.Operation
	for name := range in.Request.URL.Query() {
		if op.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) == nil {
			list = append(list, "no parameter "+name+" is known in the query")
		}
	}
	for name := range form {
		if fields := fieldsOf(op); fields == nil || fields[name] == nil {
			list = append(list, "no parameter "+name+" is known in the form")
		}
	}
	slices.Sort(list)
	return list
}

func fieldsOf(op *openapi3.Operation) openapi3.Schemas {
	if op.RequestBody == nil {
		return nil
	}
	return op.RequestBody.Value.Content[formType].Schema.Value.Properties
}

// unknown are the fields of an answer that its description does not have.
func unknown(at string, value any, schema *openapi3.Schema) (list []string) {
	switch v := value.(type) {
	case []any:
		for i, item := range v {
			if schema.Items == nil {
				break // the validator has reported it
			}
			list = append(list, unknown(fmt.Sprintf("%s.%d", at, i), item, schema.Items.Value)...)
		}
	case map[string]any:
		for name, field := range v {
			described := schema.Properties[name]
			if described == nil && schema.Properties != nil {
				list = append(list, at+"."+name+" is not described")
			} else if described != nil {
				list = append(list, unknown(at+"."+name, field, described.Value)...)
			}
		}
	}
	return list
}
