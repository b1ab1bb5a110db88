package store

// forgetCall deletes a call and all that hangs on it. What was asked for on it stays,
// without the number of its caller.
func (r removal) forgetCall(call string) error {
	if err := r.silence(call); err != nil {
		return err
	}
	if _, err := r.exec(`UPDATE escalations SET by_number = '' WHERE call = $1`, call); err != nil {
		return err
	}
	for _, table := range []string{"callbacks", "page_calls"} {
		if err := r.drop(table, `call = $1`, call); err != nil {
			return err
		}
	}
	if _, err := r.exec(`DELETE FROM silenced WHERE call = $1`, call); err != nil {
		return err
	}
	return r.drop("calls", `id = $1`, call)
}

// silenceCase deletes what any person said of a case. When it was, and what became of it,
// stays.
func (r removal) silenceCase(number string) error {
	return r.rewriteNotes(spokenFreely, `case_number = $1 AND (said <> '' OR audio <> '')`, number)
}

// silence deletes what was said on a call. When it was, between which phones and about
// which case, stays.
func (r removal) silence(call string) error {
	s, _, err := r.Session(call)
	if err != nil {
		return err
	}
	if err := r.condemn(call); err != nil {
		return err
	}
	for _, table := range []string{"turns", "answers"} {
		if err := r.drop(table, `call = $1`, call); err != nil {
			return err
		}
	}
	if err := r.rewriteNotes(spokenFreely, `call = $1 AND said <> ''`, call); err != nil {
		return err
	}
	session, err := encode(s.Muted())
	if err == nil {
		_, err = r.exec(`UPDATE calls SET session = $2, reply = NULL WHERE id = $1`, call, session)
	}
	if err == nil {
		_, err = r.exec(`INSERT INTO silenced (call) VALUES ($1) ON CONFLICT (call) DO NOTHING`, call)
	}
	return err
}

// forgetPage deletes a page, the phones that were rung for it, and its journal.
func (r removal) forgetPage(page string) error {
	legs, err := list(r.tx, scanText, `SELECT id FROM calls WHERE page = $1`, page)
	for _, leg := range legs {
		if err == nil {
			err = r.forgetCall(leg)
		}
	}
	if err != nil {
		return err
	}
	for _, table := range []string{"page_calls", "page_events", "attempts", "accepts", "outcomes", "messages"} {
		if err := r.drop(table, `page = $1`, page); err != nil {
			return err
		}
	}
	return r.drop("pages", `id = $1`, page)
}
