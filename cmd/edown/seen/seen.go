// Package seen remembers what was answered to a request.
package seen

import "net/http"

// Answer passes an answer on, and remembers its status.
type Answer struct {
	http.ResponseWriter
	Status int // zero until the header is written: 200
}

// WriteHeader remembers the status.
func (a *Answer) WriteHeader(status int) {
	a.Status = status
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap is for [http.ResponseController].
func (a *Answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
