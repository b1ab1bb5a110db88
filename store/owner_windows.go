package store

// keepOwner has nothing to do: a file inherits its folder's rights.
func keepOwner(string, ...string) error { return nil }
