package ivr

import "time"

// Moment is a point in time as data of a message: "today at 4:15 p.m.",
// "on Monday at 9 a.m.". Each language says it in its own way, on the wall
// clock of At's own location; what is today and tomorrow is counted from Now.
type Moment struct{ At, Now time.Time }
